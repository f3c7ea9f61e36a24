// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/vault/adoption.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lockleaf {

/// What was left out of a restore or a merge.
enum class RefusedKind { Note, Version, Notebook, Attachment };

/// "note", "version", "notebook", "attachment".
[[nodiscard]] std::string_view nameOf(RefusedKind kind);

/// One thing that was left out. For the person who owns the notes: `item` is its title or name, else that of
/// its entry in the archive, else its id. It may be what somebody else wrote: text in UTF-8, of at most
/// `longestRefusedName` bytes and an ellipsis, with whatever characters; it is only ever shown.
struct Refusal
{
    RefusedKind kind = RefusedKind::Note;
    std::string item;
    Error reason; ///< Its detail is a sentence that holds no word of a note.
};

/// Bytes of a name that are kept.
constexpr std::size_t longestRefusedName = 256;

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
    /// Of what was refused: the first `mostRefusals`, with the reasons.
    std::vector<Refusal> refusals;

    static constexpr std::size_t mostPairs = 1000;
    static constexpr std::size_t mostRefusals = 1000;
    void count(RecordId note, const NoteAdoption& adoption);
    /// Counts one thing that is left out, and keeps its name, cut where it is long, with the reason.
    /// `sentence` says why where the detail of `reason` is no sentence of its own.
    void refuse(RefusedKind kind, std::string_view item, Error reason, std::string_view sentence);
    /// Those that `refusals` does not name.
    [[nodiscard]] std::uint64_t moreRefused() const { return refused - refusals.size(); }
};

} // namespace lockleaf
