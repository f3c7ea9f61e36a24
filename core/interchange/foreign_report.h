// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lockleaf {

/// So many skipped notes and so many remarks are listed by name; all are counted.
constexpr std::size_t mostListed = 10'000;

/// One note that was found and not imported. For the person who owns the notes: `item` is a title, or the
/// name of an entry where there is none.
struct SkippedNote
{
    std::string item;
    Error reason;
};

/// Something of a note, or of the file, that has no place in a vault. `item` is empty where it is of no note.
struct NotCarried
{
    std::string item;
    std::string what; ///< "the place where it was written"
};

/// What an import of another program's file came to. found = imported + skippedCount, always.
struct ForeignReport
{
    std::uint64_t found = 0; ///< Notes met, those that are damaged too.
    std::uint64_t imported = 0;
    std::uint64_t skippedCount = 0;
    std::uint64_t duplicates = 0; ///< Of those skipped: they are in the vault already.
    std::uint64_t notebooksMade = 0;
    std::uint64_t attachments = 0; ///< Files that came in, or were there already.
    std::uint64_t tags = 0;        ///< Distinct tags of the notes that were imported.
    std::uint64_t notCarriedCount = 0;
    std::vector<SkippedNote> skipped;   ///< The first mostListed.
    std::vector<NotCarried> notCarried; ///< The first mostListed.
    std::optional<Error> damage;        ///< The file breaks off; what stood before was taken.
    std::vector<RecordId> notes;        ///< Those that were made.
    std::vector<RecordId> notebooks;    ///< Those that were made.
};

} // namespace lockleaf
