// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archive_input.h"
#include "core/vault/merge_job.h"

#include <memory>
#include <optional>

namespace lockleaf {

struct RestoreReport
{
    TakenOver taken;
    /// Where reading ended before the archive did, and why. What was taken until then stays.
    std::optional<Error> cut;
    /// Notes of the archive that were reached, refused ones included.
    [[nodiscard]] std::uint64_t notes() const
    {
        return taken.added + taken.same + taken.broughtUp + taken.older + taken.conflicts +
               taken.refusedNotes;
    }
};

/// Takes everything in an archive into `vault`: what is new, what is newer, and what stands in conflict as
/// second notes; what was deleted for good here comes back. In slices, each of which is one transaction: a
/// job that ends early leaves whole notes, and another one completes it. Damage in the archive ends the job
/// without an error, with RestoreReport::cut. `dryRun`: nothing is changed, `report` says what would be;
/// `vault` may be null then, for one that is still to be made. `vault` and `report` must outlive the job.
/// Errors: those of the disk and the vault.
[[nodiscard]] std::unique_ptr<SlicedJob> makeRestoreJob(Vault* vault, std::unique_ptr<ArchiveInput> archive,
                                                        RestoreReport& report, bool dryRun);

} // namespace lockleaf
