// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/note_title.h"

#include "core/vault/markdown_lines.h"

#include <algorithm>
#include <array>
#include <vector>

namespace lockleaf {

namespace {

constexpr std::size_t lookedAt = 8192; ///< Of one line; what is shown is far shorter.

/// Whether `line` draws a rule, an underline of a heading or the rule of a table.
bool isOnlyRules(std::string_view line)
{
    return line.find_first_not_of("-=*_|: \t\r") == std::string_view::npos;
}

void cutAtCharacter(std::string& text, std::size_t limit)
{
    if (text.size() <= limit)
        return;
    std::size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    text.resize(end);
}

/// The first bytes of a very long line, whole characters.
std::string_view lookedAtPart(std::string_view line)
{
    if (line.size() <= lookedAt)
        return line;
    std::size_t end = lookedAt;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80)
        --end;
    return line.substr(0, end);
}

/// Writes text with folded white space.
class PlainText
{
public:
    explicit PlainText(std::size_t limit) : m_limit(limit) {}
    void put(char c)
    {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || byte == 127)
            m_gap = !m_text.empty();
        else {
            if (m_gap)
                m_text += ' ';
            m_gap = false;
            m_text += c;
        }
    }
    void put(std::string_view text)
    {
        for (const char c : text)
            put(c);
    }
    /// Enough for the limit and for a character that straddles it.
    [[nodiscard]] bool full() const { return m_text.size() >= m_limit + 4; }
    [[nodiscard]] std::size_t size() const { return m_text.size(); }
    void drop(std::size_t at)
    {
        if (at < m_text.size())
            m_text.erase(at, 1);
    }
    [[nodiscard]] std::string finish()
    {
        cutAtCharacter(m_text, m_limit);
        while (!m_text.empty() && m_text.back() == ' ')
            m_text.pop_back();
        return std::move(m_text);
    }

private:
    std::size_t m_limit;
    std::string m_text;
    bool m_gap = false;
};

/// Takes inline marks off one line. Each search for a closing mark that fails is not tried again, so that a
/// line of opening marks takes linear time.
class InlineMarks
{
public:
    InlineMarks(std::string_view line, std::size_t limit) : m_line(line), m_out(limit) {}

    std::string run()
    {
        while (m_at < m_line.size() && !m_out.full())
            step();
        return m_out.finish();
    }

private:
    [[nodiscard]] char at(std::size_t index) const { return index < m_line.size() ? m_line[index] : '\0'; }

    void step()
    {
        const char c = m_line[m_at];
        if (c == '\\' && m_at + 1 < m_line.size() && !isWordByte(m_line[m_at + 1]) &&
            !isBlank(m_line[m_at + 1])) {
            m_out.put(m_line[m_at + 1]);
            m_at += 2;
        } else if ((c == '[' && at(m_at + 1) == '[' && takeWikiLink()) || (c == ']' && takeLinkTarget()) ||
                   (c == '<' && takeAngle())) {
            return;
        } else if (c == '[') {
            openBracket();
        } else if (c == '`') {
            takeCode();
        } else if ((c == '!' && at(m_at + 1) == '[') || isMark(c)) {
            ++m_at;
        } else {
            m_out.put(c);
            ++m_at;
        }
    }

    /// Emphasis marks; an underscore or asterisk between blanks or inside a word is text.
    [[nodiscard]] bool isMark(char c) const
    {
        if (c == '~')
            return at(m_at + 1) == '~' || (m_at > 0 && m_line[m_at - 1] == '~');
        if (c != '*' && c != '_')
            return false;
        const char before = m_at > 0 ? m_line[m_at - 1] : ' ';
        const char after = m_at + 1 < m_line.size() ? m_line[m_at + 1] : ' ';
        if (isBlank(before) && isBlank(after))
            return false;
        return c == '*' || !(isWordByte(before) && isWordByte(after));
    }

    /// Length of the run of backticks at `from`.
    [[nodiscard]] std::size_t codeMarksAt(std::size_t from) const
    {
        return std::min(m_line.find_first_not_of('`', from), m_line.size()) - from;
    }

    /// What stands between two runs of backticks of one length is shown as it is; other runs show nothing.
    void takeCode()
    {
        const std::size_t marks = codeMarksAt(m_at);
        m_at += marks;
        if (marks >= m_noCodeEnd.size() || m_noCodeEnd[marks])
            return;
        for (std::size_t end = m_line.find('`', m_at); end < m_line.size();) {
            const std::size_t closing = codeMarksAt(end);
            if (closing == marks) {
                m_out.put(m_line.substr(m_at, end - m_at));
                m_at = end + closing;
                return;
            }
            end = m_line.find('`', end + closing);
        }
        m_noCodeEnd[marks] = true;
    }

    void openBracket()
    {
        m_out.put('[');
        m_brackets.push_back(m_out.size() - 1);
        ++m_at;
    }

    /// "](target)" after an open bracket: the bracket goes as well.
    bool takeLinkTarget()
    {
        if (m_brackets.empty())
            return false;
        const std::size_t bracket = m_brackets.back();
        m_brackets.pop_back();
        if (at(m_at + 1) != '(' || m_noParenthesis)
            return false;
        const std::size_t end = m_line.find(')', m_at + 2);
        if (end == std::string_view::npos) {
            m_noParenthesis = true;
            return false;
        }
        m_out.drop(bracket);
        m_at = end + 1;
        return true;
    }

    /// "[[target]]" shows the target, "[[target|words]]" the words.
    bool takeWikiLink()
    {
        if (m_noWikiEnd)
            return false;
        const std::size_t end = m_line.find("]]", m_at + 2);
        if (end == std::string_view::npos) {
            m_noWikiEnd = true;
            return false;
        }
        std::string_view shown = m_line.substr(m_at + 2, end - m_at - 2);
        if (const std::size_t bar = shown.rfind('|'); bar != std::string_view::npos)
            shown.remove_prefix(bar + 1);
        m_out.put(shown);
        m_at = end + 2;
        return true;
    }

    /// "<https://…>" shows the address, "<tag …>" and "</tag>" nothing.
    bool takeAngle()
    {
        const char next = at(m_at + 1);
        if (m_noAngle || !(next == '/' || next == '!' || (isWordByte(next) && (next < '0' || next > '9'))))
            return false;
        const std::size_t end = m_line.find('>', m_at + 1);
        if (end == std::string_view::npos) {
            m_noAngle = true;
            return false;
        }
        const std::string_view inner = m_line.substr(m_at + 1, end - m_at - 1);
        if (inner.find("://") != std::string_view::npos && inner.find(' ') == std::string_view::npos)
            m_out.put(inner);
        m_at = end + 1;
        return true;
    }

    std::string_view m_line;
    PlainText m_out;
    std::size_t m_at = 0;
    std::vector<std::size_t> m_brackets; ///< Where brackets that are still open lie in the output.
    bool m_noParenthesis = false;
    bool m_noWikiEnd = false;
    bool m_noAngle = false;
    std::array<bool, 17> m_noCodeEnd{}; ///< By length of the run; longer ones never close.
};

std::string_view withoutHeadingMarks(std::string_view line)
{
    const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
    if (marks == 0 || marks > 6 || (marks < line.size() && !isBlank(line[marks])))
        return line;
    line = trimmed(line.substr(marks));
    const std::size_t last = line.find_last_not_of('#');
    if (last == std::string_view::npos)
        return {};
    return last + 1 < line.size() && isBlank(line[last]) ? trimmed(line.substr(0, last)) : line;
}

/// Collects title and snippet line by line.
class OutlineText
{
public:
    OutlineText(NoteOutline& outline, std::string_view explicitTitle)
        : m_outline(outline), m_snippet(longestSnippet)
    {
        outline.title = explicitTitle;
    }
    [[nodiscard]] bool wantsMore() const { return m_outline.title.empty() || !m_snippet.full(); }
    void take(std::string_view line, bool code)
    {
        const std::string text = code ? codeLine(line) : plainLine(line, longestTitle);
        if (text.empty())
            return;
        if (m_outline.title.empty()) {
            m_outline.title = text;
            return;
        }
        const bool repeats = m_snippet.size() == 0 && text == m_outline.title;
        if (!repeats) {
            m_snippet.put(' ');
            m_snippet.put(text);
        }
    }
    void finish() { m_outline.snippet = m_snippet.finish(); }

private:
    /// Code is shown as it is, on one line.
    static std::string codeLine(std::string_view line)
    {
        PlainText text(longestTitle);
        text.put(lookedAtPart(line));
        return text.finish();
    }

    NoteOutline& m_outline;
    PlainText m_snippet;
};

} // namespace

std::string plainLine(std::string_view line, std::size_t limit)
{
    line = lookedAtPart(line);
    if (isOnlyRules(line))
        return {};
    takeBlockMarks(line);
    return InlineMarks(withoutHeadingMarks(line), limit).run();
}

NoteOutline outlineOf(std::string_view body, std::string_view explicitTitle)
{
    NoteOutline outline;
    OutlineText text(outline, explicitTitle);
    MarkdownLines lines(body);
    while (const auto line = lines.next()) {
        if (!line->code) {
            std::string_view content = line->text;
            const Box box = takeBlockMarks(content).box;
            outline.tasksAll += box != Box::None ? 1 : 0;
            outline.tasksDone += box == Box::Done ? 1 : 0;
        }
        if (text.wantsMore())
            text.take(line->text, line->code);
    }
    text.finish();
    return outline;
}

} // namespace lockleaf
