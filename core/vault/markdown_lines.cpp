// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/markdown_lines.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// Takes the next line off `text`, without its line feed.
std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

/// Size of the list marker that `line` begins with, without the blank after it; 0 where there is none.
std::size_t listMarkerSize(std::string_view line)
{
    std::size_t size = 0;
    if (!line.empty() && (line[0] == '-' || line[0] == '*' || line[0] == '+')) {
        size = 1;
    } else {
        while (size < line.size() && size < 9 && line[size] >= '0' && line[size] <= '9')
            ++size;
        if (size == 0 || size >= line.size() || (line[size] != '.' && line[size] != ')'))
            return 0;
        ++size;
    }
    return size < line.size() && !isBlank(line[size]) ? 0 : size;
}

/// Takes a list marker and the space after it off `line`; false where there is none.
bool takeListMarker(std::string_view& line)
{
    const std::size_t size = listMarkerSize(line);
    if (size == 0)
        return false;
    line = trimmed(line.substr(size));
    return true;
}

BlockMarks takeTaskBox(std::string_view& line)
{
    if (line.size() < 3 || line[0] != '[' || line[2] != ']' || (line.size() > 3 && !isBlank(line[3])))
        return {};
    const char* const mark = line.data() + 1;
    if (*mark != ' ' && *mark != 'x' && *mark != 'X')
        return {};
    line = trimmed(line.substr(3));
    return {*mark == ' ' ? Box::Open : Box::Done, mark};
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

BlockMarks takeBlockMarks(std::string_view& line)
{
    line = trimmed(line);
    while (true) {
        if (line.starts_with('>'))
            line = trimmed(line.substr(1));
        else if (!takeListMarker(line))
            return {};
        else if (const BlockMarks marks = takeTaskBox(line); marks.box != Box::None)
            return marks;
    }
}

std::string_view withoutFrontMatter(std::string_view text)
{
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
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

bool beginsListItem(std::string_view line)
{
    return listMarkerSize(trimmed(line)) != 0;
}

MarkdownLines::MarkdownLines(std::string_view body) : m_rest(withoutFrontMatter(body)) {}

std::optional<MarkdownLines::Line> MarkdownLines::next()
{
    while (!m_rest.empty()) {
        const std::string_view line = takeLine(m_rest);
        if (!takeFence(line))
            return Line{line, m_fenceLength != 0};
    }
    return std::nullopt;
}

bool MarkdownLines::takeFence(std::string_view line)
{
    line = trimmed(line);
    if (line.empty() || (line[0] != '`' && line[0] != '~'))
        return false;
    const std::size_t run = std::min(line.find_first_not_of(line[0]), line.size());
    if (run < 3)
        return false;
    if (m_fenceLength == 0) {
        if (line[0] == '`' && line.find('`', run) != std::string_view::npos)
            return false; // ```code``` within one line
        m_fenceMark = line[0];
        m_fenceLength = run;
        return true;
    }
    if (line[0] != m_fenceMark || run < m_fenceLength || run != line.size())
        return false;
    m_fenceLength = 0;
    return true;
}

} // namespace lockleaf
