// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// How a piece of text is marked; the order in which the marks stand.
enum class TextStyle { Link, Bold, Italic, Strike, Code };
constexpr std::size_t textStyleCount = 5;

/// Writes Markdown line by line. Text is escaped so that it means itself, tags and wiki links of ours too;
/// marks are closed at the end of each line and opened again on the next. What would be more than `limit`
/// bytes is not kept, and isTooLarge() says so. Linear.
class MarkdownWriter
{
public:
    enum class Gap { Line, Paragraph };

    explicit MarkdownWriter(std::size_t limit) : m_limit(limit) {}

    // What lines stand in. Beyond 32 levels they are no deeper.
    void openQuote();
    void openList(bool ordered, unsigned first);
    /// `task`: the item has a box, done or not.
    void openItem(std::optional<bool> task);
    /// Ends what was opened last.
    void close();

    // Lines.
    void breakBlock(Gap gap);
    /// `<br>`: ends the line; an empty one is a blank line.
    void lineBreak();
    void heading(int level);
    void endHeading();
    /// A box in front of the line.
    void task(bool done);
    void rule();
    void codeBlock(std::string_view code);
    /// `cells` as they were ended. The first row is the head.
    void table(const std::vector<std::vector<std::string>>& rows);

    // Within a line.
    void text(std::string_view text);
    void openStyle(TextStyle style);
    void closeStyle(TextStyle style);
    void openLink(std::string href);
    void closeLink();
    /// A picture, or a link with the name, of a target that needs no escaping.
    void file(std::string_view name, std::string_view target, bool isPicture);
    /// As file(), for any target.
    void picture(std::string_view name, std::string_view target);

    /// What is written from here on until endCell() is one cell of a table.
    void beginCell();
    [[nodiscard]] std::string endCell();

    [[nodiscard]] bool isTooLarge() const { return m_tooLarge; }
    /// The whole text. Call once.
    [[nodiscard]] std::string finish();

private:
    struct Container
    {
        enum class Kind { Quote, List, Item, Nothing } kind = Kind::Nothing;
        bool ordered = false;
        unsigned number = 0;  ///< Of a list: of its next item.
        bool hadItem = false; ///< Of a list.
        std::string marker;   ///< Of an item, until it is written.
        std::size_t indent = 0;
    };
    struct OpenMark
    {
        TextStyle style;
        std::size_t begin; ///< In the line, before the mark.
    };

    void put(Container container);
    [[nodiscard]] bool wants(TextStyle style) const;
    void closeUnwanted();
    void openWanted();
    void closeLast();
    void closeLinkMark(std::size_t begin);
    void closeCode(std::size_t begin);
    void beginInline();
    void escape(char c, char next);
    [[nodiscard]] bool needsEscape(char c, char next) const;
    void endLine();
    void escapeLineStart();
    void writeLine(std::string_view line);
    void writeLineStart(bool blank);

    std::size_t m_limit;
    std::string m_out;
    std::string m_line;
    std::string m_head; ///< Of the line: heading or box.
    bool m_isTask = false;
    bool m_lastWasTask = false;
    bool m_lastWasList = false;
    bool m_pendingSpace = false;
    Gap m_gap = Gap::Line;
    std::vector<Container> m_containers;
    std::size_t m_tooDeep = 0; ///< Containers beyond those.
    std::size_t m_common = 0;  ///< Containers that the last line stood in and that are still open.
    std::array<std::size_t, textStyleCount> m_wanted{};
    std::vector<std::string> m_links;
    std::vector<OpenMark> m_marks;
    std::string m_linkText; ///< Of the link that is open, unescaped.
    bool m_linkWritten = false;
    bool m_linkHasMarks = false;
    std::optional<std::string> m_cell;
    bool m_tooLarge = false;
};

/// `href` as the target of a link in Markdown, whatever it holds.
[[nodiscard]] std::string markdownTarget(std::string_view href);
/// The length of the longest run of `c`.
[[nodiscard]] std::size_t longestRunOf(std::string_view text, char c);

} // namespace lockleaf
