// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/interchange/foreign_notes.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// A file of an Evernote note.
struct EnexResource
{
    std::string name; ///< As the export has it; may be empty.
    std::string mime;
    // Once its content is in the vault:
    std::string md5;
    RecordId attachment;
};

struct EnexTask
{
    std::string title;
    std::string group;  ///< Of the place in the text where it is shown.
    std::string weight; ///< By which those of a group are sorted.
    bool done = false;
    bool isDue = false;
};

/// A `<note>` of an ENEX, without the contents of its files.
struct EnexNote
{
    std::string title;
    std::string content; ///< ENML.
    std::optional<Timestamp> created;
    std::optional<Timestamp> modified;
    std::vector<std::string> tags;
    std::string sourceUrl;
    std::string author;
    std::vector<EnexResource> resources; ///< In the order of their `<data>`.
    std::vector<EnexTask> tasks;
    std::vector<std::string> remarks;
    bool isMalformed = false; ///< Its tags do not match.
};

/// Reads a note from `<note>` to `</note>` (valid UTF-8). Nothing is an error.
[[nodiscard]] EnexNote parseEnexNote(std::string_view text);

/// `20240131T235959Z`; nothing where it is no such date.
[[nodiscard]] std::optional<Timestamp> parseEnexDate(std::string_view text);

/// The name under which a file is kept: its own, else one made of its kind and number.
[[nodiscard]] std::string nameOfResource(const EnexResource& resource, std::size_t number);

/// What the note is in the vault: its text as Markdown, files that it has and does not show at its end, then
/// where it came from. `meaning` gives the note that is linked by these words; null for none.
[[nodiscard]] ForeignNote noteOfEvernote(const EnexNote& note, const RecordId& record,
                                         const std::function<RecordId(const std::string& words)>& meaning);

} // namespace lockleaf
