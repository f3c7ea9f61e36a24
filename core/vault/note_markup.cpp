// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/note_markup.h"

#include "core/vault/inline_markup.h"
#include "core/vault/markdown_lines.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::size_t codeIndent = 4; ///< Columns; a tab goes to the next multiple of this.

/// Columns of blanks at the beginning of `line`.
std::size_t indentOf(std::string_view line)
{
    std::size_t columns = 0;
    for (const char c : line) {
        if (c == ' ')
            ++columns;
        else if (c == '\t')
            columns += codeIndent - columns % codeIndent;
        else
            break;
    }
    return columns;
}

/// Tells code that is only indented from text: it follows an empty line, and no list, in which an indented
/// line would belong to an item.
class IndentedCode
{
public:
    bool take(std::string_view line)
    {
        const std::string_view text = trimmed(line);
        if (text.empty()) {
            m_afterEmpty = true;
            return m_code;
        }
        const bool indented = indentOf(line) >= codeIndent;
        m_code = indented && !m_list && (m_code || m_afterEmpty);
        if (!indented) {
            if (beginsListItem(text))
                m_list = true;
            else if (m_afterEmpty && !isBlank(line.front()))
                m_list = false;
        }
        m_afterEmpty = false;
        return m_code;
    }
    /// Fenced code stood between this line and the last one.
    void interrupt()
    {
        m_code = false;
        m_afterEmpty = true;
    }

private:
    bool m_afterEmpty = true;
    bool m_code = false;
    bool m_list = false;
};

/// `[label]: target`, which defines a link and shows nothing; `[^1]: …` is a footnote and text.
bool isLinkDefinition(std::string_view line)
{
    line = trimmed(line);
    if (line.size() < 4 || line[0] != '[' || line[1] == '[' || line[1] == '^')
        return false;
    const std::size_t end = line.find_first_of("[]", 1);
    return end != std::string_view::npos && end > 1 && line[end] == ']' && end + 1 < line.size() &&
           line[end + 1] == ':';
}

class TaskFinder final : public MarkupVisitor
{
public:
    explicit TaskFinder(std::size_t ordinal) : m_left(ordinal) {}
    void task(const TaskBox& box) override
    {
        if (m_left == 0 && !m_found)
            m_found = box;
        m_left -= m_left > 0 ? 1 : 0;
    }
    [[nodiscard]] std::optional<TaskBox> found() const { return m_found; }

private:
    std::size_t m_left;
    std::optional<TaskBox> m_found;
};

class TaskOfLine final : public MarkupVisitor
{
public:
    TaskOfLine(std::string_view body, std::size_t offset)
    {
        offset = std::min(offset, body.size());
        const std::size_t before = offset == 0 ? std::string_view::npos : body.rfind('\n', offset - 1);
        m_begin = before == std::string_view::npos ? 0 : before + 1;
        m_end = std::min(body.find('\n', offset), body.size());
    }
    void task(const TaskBox& box) override
    {
        if (box.offset >= m_begin && box.offset < m_end)
            m_found = box;
    }
    [[nodiscard]] std::optional<TaskBox> found() const { return m_found; }

private:
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::optional<TaskBox> m_found;
};

class NamedTag final : public MarkupVisitor
{
public:
    explicit NamedTag(std::string_view name) : m_name(name) {}
    void tag(const InlineTag& tag) override { m_is = tag.name == m_name; }
    [[nodiscard]] bool is() const { return m_is; }

private:
    std::string_view m_name;
    bool m_is = false;
};

} // namespace

void scanMarkup(std::string_view body, MarkupVisitor& visitor)
{
    MarkdownLines lines(body);
    IndentedCode indented;
    while (const auto line = lines.next()) {
        if (line->code) {
            indented.interrupt();
            continue;
        }
        std::string_view text = line->text;
        if (const BlockMarks marks = takeBlockMarks(text); marks.box != Box::None)
            visitor.task({static_cast<std::size_t>(marks.mark - body.data()), marks.box == Box::Done});
        if (indented.take(line->text))
            continue;
        if (!isLinkDefinition(text))
            InlineMarkup(text, visitor).run();
        else if (const std::string_view target = targetIn(text.substr(text.find("]:") + 2)); !target.empty())
            visitor.target({target, false});
    }
}

std::string_view targetIn(std::string_view text)
{
    text = trimmed(text);
    if (text.starts_with('<')) {
        const std::size_t end = text.find('>');
        return end == std::string_view::npos ? std::string_view{} : text.substr(1, end - 1);
    }
    const auto end = std::ranges::find_if(text, isBlank);
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

bool isInlineTagName(std::string_view name)
{
    NamedTag visitor(name);
    std::string text = "#";
    text += name;
    InlineMarkup(text, visitor).run();
    return !name.empty() && visitor.is();
}

std::optional<TaskBox> taskAt(std::string_view body, std::size_t offset)
{
    TaskOfLine visitor(body, offset);
    scanMarkup(body, visitor);
    return visitor.found();
}

std::optional<TaskBox> nthTask(std::string_view body, std::size_t ordinal)
{
    TaskFinder visitor(ordinal);
    scanMarkup(body, visitor);
    return visitor.found();
}

SecureBytes toggleTask(std::string_view body, const TaskBox& task)
{
    SecureBytes toggled = SecureBytes::copyOf(bytesOf(body));
    if (task.offset < toggled.size())
        toggled.data()[task.offset] = task.done ? ' ' : 'x';
    return toggled;
}

} // namespace lockleaf
