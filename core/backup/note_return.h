// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/vault/vault.h"

#include <memory>
#include <vector>

namespace lockleaf {

/// What bringing a note back from a backup does, or did.
enum class Return {
    Same,      ///< The vault has this text; nothing is done.
    Replaced,  ///< The text in the vault is another one: it becomes a version, and the backup's takes its
               ///< place.
    Untrashed, ///< The same text is in the trash: the note comes out of it.
    Revived,   ///< It was deleted for good and comes back.
    Added,     ///< The vault never had it.
    Refused,   ///< It is damaged, or not there.
};

struct ReturnedNote
{
    RecordId id;
    std::string title; ///< In the backup.
    Return outcome = Return::Same;
    bool fromTrash = false;         ///< The note in the vault is in the trash, and comes out of it.
    std::uint64_t linesAdded = 0;   ///< Lines of the backup's text that the present one lacks,
    std::uint64_t linesRemoved = 0; ///< and the other way round.
    std::uint64_t files = 0;        ///< Attachments that come with it.
    Error reason;                   ///< Of Refused.
};

struct ReturnReport
{
    std::vector<ReturnedNote> notes; ///< In the order that was asked for.
    [[nodiscard]] std::uint64_t countOf(Return outcome) const;
};

/// Brings `notes` back from `from`, an open generation, into `into`: with their attachments, versions, and,
/// where a note is in none, their notebook. Nothing is overwritten: the present text becomes a version. A
/// note that lives in the vault keeps its notebook. In slices, each note at once; a job that ends early
/// leaves whole notes. `dryRun`: nothing is changed, `report` says what would be. All must outlive the job.
/// Errors: those of `into` and its disk; what is damaged in `from` is refused and said.
[[nodiscard]] std::unique_ptr<SlicedJob> makeReturnJob(Vault& into, Vault& from, std::vector<RecordId> notes,
                                                       bool dryRun, ReturnReport& report);

} // namespace lockleaf
