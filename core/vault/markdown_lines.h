// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace lockleaf {

// The rules by which a Markdown text is taken apart into lines (docs/vault-format.md, 6.10). Everything that
// reads a text goes through them, so that a task that is counted is also one that can be ticked.

/// Space, tab and carriage return.
[[nodiscard]] constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/// An ASCII letter or digit, or any byte of another character.
[[nodiscard]] constexpr bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 128 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// `text` without blanks at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// `text` without a byte order mark and front matter.
[[nodiscard]] std::string_view withoutFrontMatter(std::string_view text);

enum class Box { None, Open, Done };

/// What stood before the text of a line.
struct BlockMarks
{
    Box box = Box::None;
    const char* mark = nullptr; ///< What is between the brackets of the box; null without one.
};

/// Takes quotes, list markers and a task box off the start of `line`, and blanks off both ends.
BlockMarks takeBlockMarks(std::string_view& line);

/// Whether `line`, trimmed, begins with a list marker.
[[nodiscard]] bool beginsListItem(std::string_view line);

/// Goes through the lines of a text: without a byte order mark and front matter, and without the lines that
/// open and close fenced code. Linear in the text.
class MarkdownLines
{
public:
    struct Line
    {
        std::string_view text; ///< A view into the body, without its line feed.
        bool code = false;     ///< Within fenced code.
    };

    /// `body` must outlive this.
    explicit MarkdownLines(std::string_view body);
    /// Nothing: the text is over.
    [[nodiscard]] std::optional<Line> next();

private:
    /// True: this line opens or closes a fence.
    bool takeFence(std::string_view line);

    std::string_view m_rest;
    char m_fenceMark = 0;
    std::size_t m_fenceLength = 0; ///< 0: no fence is open.
};

} // namespace lockleaf
