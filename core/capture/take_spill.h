// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/vault/vault.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace lockleaf {

/// What became of texts that had not reached the vault at an earlier lock.
struct SpillReport
{
    std::vector<RecordId> saved; ///< Notes that have their last text now; what stood there is a version.
    std::vector<RecordId>
        beside; ///< Notes of their own: the one they belong to was changed or deleted since.
    std::uint64_t knownBefore = 0; ///< They had reached the vault after all.
    std::uint64_t kept = 0;        ///< Files that could not be read in full and stay.
};

/// Takes what waits in `folder`/spill for this vault into it; each file goes once all of it is durable in the
/// vault. Nothing is overwritten. Can be repeated at any time. One file a slice; `vault` and `report` must
/// outlive the job.
[[nodiscard]] std::unique_ptr<SlicedJob> makeTakeSpillJob(Vault& vault, std::filesystem::path folder,
                                                          SpillReport& report);

} // namespace lockleaf
