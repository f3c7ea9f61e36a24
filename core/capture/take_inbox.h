// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/vault/vault.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace lockleaf {

/// The tag of every note that came through an inbox. A person takes it off like any other.
constexpr std::string_view capturedTag = "written while locked, origin not proven";

/// What a taking in of the inbox came to.
struct InboxReport
{
    std::vector<RecordId> added;
    std::uint64_t knownBefore = 0; ///< Taken in earlier, before their file could be removed.
    std::uint64_t refused = 0;     ///< Entries that do not open with the keys of this vault.
    std::uint64_t unreadable = 0;  ///< Octets that are no entry.
    bool setAside = false;         ///< The file was kept under another name, since not all of it came.
};

/// Takes what waits in the inbox beside the vault at `file` into it: each entry becomes a note of its own,
/// with capturedTag, and replaces nothing. The file goes once all of it is durable in the vault; where
/// something in it cannot be read it stays under another name. Can be repeated at any time: what came is
/// known by its id, also after it was deleted. In slices; `vault` and `report` must outlive the job.
/// Errors: InUse, where a note is just being written to the inbox; those of the disk.
[[nodiscard]] std::unique_ptr<SlicedJob> makeTakeInboxJob(Vault& vault, std::filesystem::path file,
                                                          InboxReport& report);

} // namespace lockleaf
