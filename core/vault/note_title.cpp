// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/note_title.h"

#include <algorithm>
#include <array>
#include <vector>

namespace lockleaf {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t lookedAt = 8192; ///< Of one line; what is shown is far shorter.

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool isWord(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 128 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Takes the next line off `text`, without its line feed.
std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

/// `text` after front matter, or all of it where there is none.
std::string_view withoutFrontMatter(std::string_view text)
{
    std::string_view rest = text;
    if (trimmed(takeLine(rest)) != "---" || text.front() != '-')
        return text;
    while (!rest.empty()) {
        const std::string_view line = takeLine(rest);
        const bool closes = line.starts_with("---") || line.starts_with("...");
        if (closes && trimmed(line).size() == 3)
            return rest;
    }
    return text; // never closed: a rule at the top of a text
}

/// Takes a list marker and the space after it off `line`; false where there is none.
bool takeListMarker(std::string_view& line)
{
    std::size_t size = 0;
    if (!line.empty() && (line[0] == '-' || line[0] == '*' || line[0] == '+')) {
        size = 1;
    } else {
        while (size < line.size() && size < 9 && line[size] >= '0' && line[size] <= '9')
            ++size;
        if (size == 0 || size >= line.size() || (line[size] != '.' && line[size] != ')'))
            return false;
        ++size;
    }
    if (size < line.size() && !isBlank(line[size]))
        return false;
    line = trimmed(line.substr(size));
    return true;
}

enum class Box { None, Open, Done };

Box takeTaskBox(std::string_view& line)
{
    if (line.size() < 3 || line[0] != '[' || line[2] != ']' || (line.size() > 3 && !isBlank(line[3])))
        return Box::None;
    const char mark = line[1];
    if (mark != ' ' && mark != 'x' && mark != 'X')
        return Box::None;
    line = trimmed(line.substr(3));
    return mark == ' ' ? Box::Open : Box::Done;
}

/// Takes quotes, list markers and a task box off the start of `line`.
Box takeBlockMarks(std::string_view& line)
{
    line = trimmed(line);
    while (true) {
        if (line.starts_with('>'))
            line = trimmed(line.substr(1));
        else if (!takeListMarker(line))
            return Box::None;
        else if (const Box box = takeTaskBox(line); box != Box::None)
            return box;
    }
}

/// Fenced code: the marks that opened it, while one is open.
class Fence
{
public:
    /// True: this line opens or closes a fence.
    bool take(std::string_view line)
    {
        line = trimmed(line);
        if (line.empty() || (line[0] != '`' && line[0] != '~'))
            return false;
        const std::size_t run = std::min(line.find_first_not_of(line[0]), line.size());
        if (run < 3)
            return false;
        if (m_length == 0) {
            if (line[0] == '`' && line.find('`', run) != std::string_view::npos)
                return false; // ```code``` within one line
            m_mark = line[0];
            m_length = run;
            return true;
        }
        if (line[0] != m_mark || run < m_length || run != line.size())
            return false;
        m_length = 0;
        return true;
    }
    [[nodiscard]] bool open() const { return m_length != 0; }

private:
    char m_mark = 0;
    std::size_t m_length = 0;
};

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
        if (c == '\\' && m_at + 1 < m_line.size() && !isWord(m_line[m_at + 1]) &&
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
        return c == '*' || !(isWord(before) && isWord(after));
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
        if (m_noAngle || !(next == '/' || next == '!' || (isWord(next) && (next < '0' || next > '9'))))
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
    Fence fence;
    if (body.starts_with(byteOrderMark))
        body.remove_prefix(byteOrderMark.size());
    for (std::string_view rest = withoutFrontMatter(body); !rest.empty();) {
        const std::string_view line = takeLine(rest);
        if (fence.take(line))
            continue;
        if (!fence.open()) {
            std::string_view content = line;
            const Box box = takeBlockMarks(content);
            outline.tasksAll += box != Box::None ? 1 : 0;
            outline.tasksDone += box == Box::Done ? 1 : 0;
        }
        if (text.wantsMore())
            text.take(line, fence.open());
    }
    text.finish();
    return outline;
}

} // namespace lockleaf
