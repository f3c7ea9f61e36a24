// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lockleaf {

constexpr std::size_t longestTitle = 1024;  ///< Bytes; a longer first line is cut at a whole character.
constexpr std::size_t longestSnippet = 240; ///< Bytes.

/// What a list shows of a text.
struct NoteOutline
{
    std::string title;   ///< Empty only where the text shows nothing and has no explicit title.
    std::string snippet; ///< What follows the title, without marks, lines joined by one space.
    std::uint32_t tasksDone = 0;
    std::uint32_t tasksAll = 0;
};

/// Reads title, beginning and tasks out of a Markdown text (design 4).
///
/// Title: `explicitTitle`, else the first line that shows something without its marks; front matter
/// (`---` … `---` at the very start) is skipped. Tasks: `- [ ]`, `* [x]`, `+ [ ]`, `1. [X]`, in quotes and
/// lists too, not in fenced code. Pure; linear in the size of `body`, whatever it holds.
[[nodiscard]] NoteOutline outlineOf(std::string_view body, std::string_view explicitTitle);

/// One line of Markdown as plain text: marks of headings, lists, quotes, emphasis, code, links and pictures
/// taken off, white space and control characters folded to single spaces; at most `limit` bytes, cut at a
/// whole character. Looks at the first bytes of a very long line only.
[[nodiscard]] std::string plainLine(std::string_view line, std::size_t limit);

} // namespace lockleaf
