// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace lockleaf {

/// What taking over from another vault or an archive came to. Counts notes where nothing else is said.
struct TakenOver
{
    std::uint64_t added = 0;
    std::uint64_t same = 0;
    std::uint64_t broughtUp = 0; ///< The other one was newer; the text of before is a version.
    std::uint64_t older = 0;     ///< The one here is newer.
    std::uint64_t conflicts = 0;
    std::uint64_t stayDeleted = 0;  ///< They were deleted here.
    std::uint64_t deleted = 0;      ///< They were deleted there, and are here now.
    std::uint64_t refused = 0;      ///< Whatever is damaged there, or not fit for a vault.
    std::uint64_t refusedNotes = 0; ///< Those among them that are notes.
    std::uint64_t versions = 0;     ///< Earlier texts that came.
    std::uint64_t notebooks = 0;    ///< Came or changed.
    std::uint64_t attachments = 0;
    std::uint64_t attachmentBytes = 0;
    /// Of the first `mostPairs` conflicts: the note and the second one beside it.
    std::vector<std::pair<RecordId, RecordId>> pairs;

    static constexpr std::size_t mostPairs = 1000;
    void count(RecordId note, const NoteAdoption& adoption);
};

/// Merges `from`, a copy that grew apart, into `into`: notes, versions, notebooks, attachments, deletions.
/// Settings stay. In slices, each of which is one transaction: a job that ends early leaves whole notes, and
/// another one completes it. `from` is only read. `dryRun`: nothing is changed, `report` says what would be.
/// All three must outlive the job. Errors: InvalidArgument, where they are not copies of one vault; Damaged,
/// where `from` cannot be read as a whole; those of the disk.
[[nodiscard]] Result<std::unique_ptr<SlicedJob>> makeMergeJob(Vault& into, VaultId intoId, Vault& from,
                                                              VaultId fromId, TakenOver& report, bool dryRun);

} // namespace lockleaf
