// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <cstdint>
#include <vector>

namespace lockleaf::ui::markdown {

/// What a line of Markdown is.
enum class LineKind : std::uint8_t {
    Paragraph,
    Title,    ///< The first line with text, where it is no list, quote or code.
    Heading1, ///< "# " and, next, "## ", then "### " and deeper.
    Heading2,
    Heading3,
    Bullet,
    Number,
    Task,
    Quote,
    Rule,
    Fence, ///< The line that opens or closes a block of code.
    CodeLine,
    FrontMatter, ///< Of the YAML block at the top, its fences included.
};

/// How a piece of a line looks; a bit set.
enum Look : std::uint16_t {
    Bold = 1,
    Italic = 2,
    Strike = 4,
    InlineCode = 8,
    Link = 16,
    Tag = 32,
    Mark = 64, ///< A character of Markdown itself, hidden away from the caret.
};

/// What is open at the end of a line and decides about the next one. A value that fits a block's user state.
struct LineState
{
    enum Mode : std::uint8_t { AtTop, Text, InFence, InFrontMatter };
    Mode mode = AtTop;
    bool titleSeen = false;
    bool tilde = false; ///< The open fence is of "~".
    std::uint8_t fenceLength = 0;

    [[nodiscard]] int packed() const;
    /// `packed` as packed() gave it; anything else is the top of a document.
    [[nodiscard]] static LineState unpacked(int packed);
    bool operator==(const LineState&) const = default;
};

/// One line, understood.
struct Line
{
    LineKind kind = LineKind::Paragraph;
    int prefix = 0; ///< Characters of indentation and mark before the text: "- [ ] ", "## ", "> ".
    int depth = 0;  ///< Of a list, from its indentation.
    bool done = false;
    LineState after;
    /// One Look per character; empty when the whole line is plain.
    std::vector<std::uint16_t> looks;
};

/// Lines longer than this are not looked into: nobody reads them, and they would cost.
constexpr qsizetype longestStyledLine = 10'000;

/// What `text` opens or closes, without looking into it.
[[nodiscard]] LineState stateAfter(QStringView text, const LineState& before);
/// Understands `text`, which stands after `before`.
[[nodiscard]] Line scanLine(QStringView text, const LineState& before);

} // namespace lockleaf::ui::markdown
