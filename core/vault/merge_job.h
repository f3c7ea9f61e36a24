// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/taken_over.h"
#include "core/vault/vault.h"

#include <memory>

namespace lockleaf {

/// Merges `from`, a copy that grew apart, into `into`: notes, versions, notebooks, attachments, deletions.
/// Settings stay. In slices, each of which is one transaction: a job that ends early leaves whole notes, and
/// another one completes it. `from` is only read. `dryRun`: nothing is changed, `report` says what would be.
/// All three must outlive the job. Errors: InvalidArgument, where they are not copies of one vault; Damaged,
/// where `from` cannot be read as a whole; those of the disk.
[[nodiscard]] Result<std::unique_ptr<SlicedJob>> makeMergeJob(Vault& into, VaultId intoId, Vault& from,
                                                              VaultId fromId, TakenOver& report, bool dryRun);

} // namespace lockleaf
