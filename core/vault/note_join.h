// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/adoption.h"

#include <optional>

namespace lockleaf {

/// What becomes of two states of one note.
struct NoteJoin
{
    Adoption outcome = Adoption::Same;
    std::optional<NoteRecord> first;  ///< Stands at the note's id from now on; nothing: what is here.
    std::optional<NoteRecord> second; ///< Of a conflict: stands beside it.
};

/// Joins what is here with what comes. Which one keeps the id does not depend on which is here. Pure.
[[nodiscard]] NoteJoin joinNotes(const NoteRecord& here, const NoteRecord& comes);

/// Whether a deletion was of this note as it is: it knew this state, and the text is not younger than it.
[[nodiscard]] bool isDeletedBy(const NoteRecord& record, const TombstoneRecord& tombstone);

/// The id of the note that a text of the note `id` gets where it has to stand beside it: the same in every
/// vault.
[[nodiscard]] RecordId secondNoteId(const Note& note);
/// The id of the version that keeps a text of the note `id` which came too late.
[[nodiscard]] RecordId lateRevisionId(const Note& note);

/// Title and text alike.
[[nodiscard]] bool haveSameText(const Note& a, const Note& b);

[[nodiscard]] NoteRecord copyOf(const NoteRecord& record);

} // namespace lockleaf
