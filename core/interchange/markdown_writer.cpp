// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/markdown_writer.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::size_t mostContainers = 32;

bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 128;
}

bool isPunctuationMark(char c)
{
    const auto octet = static_cast<unsigned char>(c);
    return octet > 32 && octet < 127 && !isLetterOrDigit(c);
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\0';
}

std::size_t longestRunOf(std::string_view text, char c)
{
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char at : text) {
        run = at == c ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

std::string_view markOf(TextStyle style)
{
    switch (style) {
    case TextStyle::Link:
        return "[";
    case TextStyle::Bold:
        return "**";
    case TextStyle::Italic:
        return "*";
    case TextStyle::Strike:
        return "~~";
    case TextStyle::Code:
        return "";
    }
    return "";
}

bool canBeBare(std::string_view href)
{
    const std::size_t colon = href.find(':');
    return colon != std::string_view::npos && colon >= 2 && colon <= 32 &&
           std::ranges::all_of(href.substr(0, colon), isLetterOrDigit) &&
           std::ranges::none_of(href, [](char c) {
               return static_cast<unsigned char>(c) <= 32 || c == '<' || c == '>' || c == 127;
           });
}

} // namespace

std::string markdownTarget(std::string_view href)
{
    std::string clean;
    bool plain = !href.empty() && href[0] != '<';
    long depth = 0;
    for (const char c : href) {
        if (static_cast<unsigned char>(c) < 32 || c == 127)
            continue;
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        plain = plain && depth >= 0 && c != ' ' && c != '\\' && c != '<' && c != '>';
        clean += c;
    }
    if (plain && depth == 0)
        return clean;
    std::string target = "<";
    for (const char c : clean) {
        if (c == '<' || c == '>' || c == '\\')
            target += '\\';
        target += c;
    }
    return target + ">";
}

void MarkdownWriter::put(Container container)
{
    endLine();
    if (m_containers.size() >= mostContainers)
        ++m_tooDeep;
    else
        m_containers.push_back(std::move(container));
}

void MarkdownWriter::openQuote()
{
    breakBlock(Gap::Paragraph);
    put({Container::Kind::Quote, false, 0, false, {}, 0});
}

void MarkdownWriter::openList(bool ordered, unsigned first)
{
    endLine();
    Container list{Container::Kind::List, ordered, first, false, {}, 0};
    if (!m_containers.empty()) {
        Container& top = m_containers.back();
        if (top.kind == Container::Kind::List && top.hadItem)
            list.indent = top.indent; // a list right in a list belongs to the item before it
        const bool emptyItem = top.kind == Container::Kind::Item && !top.marker.empty();
        if (emptyItem && m_containers.size() > 1 && m_containers[m_containers.size() - 2].hadItem &&
            m_containers[m_containers.size() - 2].number > 1)
            top.marker.clear(); // an item of nothing but a list, too
        if (top.kind != Container::Kind::Item && top.kind != Container::Kind::List)
            breakBlock(Gap::Paragraph);
    } else {
        breakBlock(Gap::Paragraph);
    }
    put(std::move(list));
}

void MarkdownWriter::openItem(std::optional<bool> task)
{
    endLine();
    Container item{Container::Kind::Item, false, 0, false, {}, 0};
    item.marker = "- ";
    if (!m_containers.empty() && m_containers.back().kind == Container::Kind::List) {
        Container& list = m_containers.back();
        if (list.ordered)
            item.marker = std::to_string(list.number) + ". ";
        if (list.hadItem)
            m_gap = Gap::Line;
        ++list.number;
        list.hadItem = true;
        list.indent = item.marker.size();
    }
    item.indent = item.marker.size();
    if (task)
        item.marker += *task ? "[x] " : "[ ] ";
    put(std::move(item));
}

void MarkdownWriter::close()
{
    endLine();
    if (m_tooDeep > 0) {
        --m_tooDeep;
        return;
    }
    if (m_containers.empty())
        return;
    Container& top = m_containers.back();
    const Container::Kind kind = top.kind;
    if (kind == Container::Kind::Item && !top.marker.empty()) // an empty item
        writeLine({});
    m_containers.pop_back();
    m_common = std::min(m_common, m_containers.size());
    const bool nested =
        std::ranges::any_of(m_containers, [](const Container& c) { return c.kind == Container::Kind::List; });
    if (kind == Container::Kind::Quote || (kind == Container::Kind::List && !nested))
        m_gap = Gap::Paragraph;
    m_lastWasList = m_lastWasList || kind == Container::Kind::List;
}

void MarkdownWriter::breakBlock(Gap gap)
{
    endLine();
    const bool fresh = !m_containers.empty() && m_containers.back().kind == Container::Kind::Item &&
                       !m_containers.back().marker.empty();
    if (gap == Gap::Paragraph && !fresh)
        m_gap = Gap::Paragraph;
}

void MarkdownWriter::lineBreak()
{
    if (m_line.empty() && m_head.empty())
        breakBlock(Gap::Paragraph);
    else
        endLine();
}

void MarkdownWriter::heading(int level)
{
    breakBlock(Gap::Paragraph);
    m_head = std::string(static_cast<std::size_t>(level), '#') + " ";
}

void MarkdownWriter::endHeading()
{
    breakBlock(Gap::Paragraph);
    m_head.clear();
}

void MarkdownWriter::task(bool done)
{
    if (!m_line.empty() || !m_head.empty()) { // not in front of a line
        beginInline();
        m_line += done ? "[x] " : "[ ] ";
        return;
    }
    const bool marked = !m_containers.empty() && m_containers.back().kind == Container::Kind::Item &&
                        !m_containers.back().marker.empty();
    m_head = std::string(marked ? "" : "- ") + (done ? "[x] " : "[ ] ");
    m_isTask = !marked;
}

void MarkdownWriter::rule()
{
    breakBlock(Gap::Paragraph);
    writeLine("***"); // "---" would make a heading of a line before it, or begin front matter
    m_gap = Gap::Paragraph;
}

void MarkdownWriter::codeBlock(std::string_view code)
{
    if (m_cell) {
        openStyle(TextStyle::Code);
        text(code);
        closeStyle(TextStyle::Code);
        return;
    }
    breakBlock(Gap::Paragraph);
    const std::string fence(std::max<std::size_t>(longestRunOf(code, '`') + 1, 3), '`');
    writeLine(fence);
    while (!code.empty()) {
        const std::size_t end = std::min(code.find('\n'), code.size());
        m_gap = Gap::Line;
        writeLine(code.substr(0, end));
        code.remove_prefix(std::min(end + 1, code.size()));
    }
    m_gap = Gap::Line;
    writeLine(fence);
    m_gap = Gap::Paragraph;
}

void MarkdownWriter::table(const std::vector<std::vector<std::string>>& rows)
{
    std::size_t columns = 0;
    for (const auto& row : rows)
        columns = std::max(columns, row.size());
    if (columns == 0)
        return;
    breakBlock(Gap::Paragraph);
    bool isHead = true;
    for (const auto& row : rows) {
        std::string line = "|";
        for (std::size_t i = 0; i < (isHead ? columns : row.size()); ++i)
            line += " " + (i < row.size() ? row[i] : std::string{}) + " |";
        writeLine(line);
        m_gap = Gap::Line;
        if (isHead) {
            std::string under = "|";
            for (std::size_t i = 0; i < columns; ++i)
                under += " --- |";
            writeLine(under);
        }
        isHead = false;
    }
    m_gap = Gap::Paragraph;
}

void MarkdownWriter::beginCell()
{
    endLine();
    m_cell.emplace();
}

std::string MarkdownWriter::endCell()
{
    endLine();
    std::string cell = m_cell.value_or(std::string{});
    m_cell.reset();
    return cell;
}

std::string MarkdownWriter::finish()
{
    endLine();
    return std::move(m_out);
}

void MarkdownWriter::endLine()
{
    while (!m_marks.empty())
        closeLast();
    m_pendingSpace = false;
    if (m_line.empty() && !m_isTask && (m_head.empty() || m_head[0] == '#'))
        return; // a heading waits for its text
    m_line.resize(m_line.find_last_not_of(' ') + 1);
    if (m_head.empty())
        escapeLineStart();
    std::string line = m_head + m_line;
    m_line.clear();
    m_head.clear();
    if (m_cell) {
        *m_cell += (m_cell->empty() ? "" : "<br>") + line;
        if (m_cell->size() > m_limit) {
            m_tooLarge = true;
            m_cell->clear();
        }
        m_isTask = false;
        return;
    }
    const bool inList = !m_containers.empty() && m_containers.back().kind == Container::Kind::Item;
    if (!m_isTask && !inList && (m_lastWasTask || m_lastWasList))
        m_gap = Gap::Paragraph; // else the line would belong to the item before it
    writeLine(line);
    m_lastWasTask = m_isTask;
    m_lastWasList = false;
    m_isTask = false;
    m_gap = Gap::Line;
}

/// The beginning of a line that would make a block of it.
void MarkdownWriter::escapeLineStart()
{
    std::string& line = m_line;
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    const char first = line.empty() ? ' ' : line[0];
    const char second = line.size() > 1 ? line[1] : ' ';
    std::size_t at = std::string::npos;
    if (digits > 0 && digits < 10 && digits < line.size() && (line[digits] == '.' || line[digits] == ')') &&
        (digits + 1 == line.size() || line[digits + 1] == ' '))
        at = digits;
    else if (first == '>' || (first == '#' && (second == '#' || second == ' ')))
        at = 0;
    else if ((first == '-' || first == '+' || first == '*') && second == ' ')
        at = 0;
    else if ((first == '-' || first == '=') && line.find_first_not_of("-= ") == std::string::npos)
        at = 0;
    else if (first == '[' && line.size() > 2 && line[2] == ']')
        at = 0;
    if (at != std::string::npos)
        line.insert(at, "\\");
}

void MarkdownWriter::writeLineStart(bool blank)
{
    std::string start;
    for (std::size_t i = 0; i < m_containers.size(); ++i) {
        Container& container = m_containers[i];
        if (blank && i >= m_common)
            break;
        switch (container.kind) {
        case Container::Kind::Quote:
            start += "> ";
            break;
        case Container::Kind::Item:
            if (!blank && !container.marker.empty()) {
                start += container.marker;
                container.marker.clear();
            } else {
                start.append(container.indent, ' ');
            }
            break;
        case Container::Kind::List:
            // A list right in a list has no item around it.
            if (i > 0 && m_containers[i - 1].kind == Container::Kind::List)
                start.append(m_containers[i - 1].indent, ' ');
            break;
        case Container::Kind::Nothing:
            break;
        }
    }
    if (blank)
        start.resize(start.find_last_not_of(' ') + 1);
    m_out += start;
}

void MarkdownWriter::writeLine(std::string_view line)
{
    if (m_tooLarge || m_out.size() + line.size() > m_limit) {
        m_tooLarge = true;
        return;
    }
    if (!m_out.empty()) {
        m_out += '\n';
        if (m_gap == Gap::Paragraph) {
            writeLineStart(true);
            m_out += '\n';
        }
    }
    writeLineStart(false);
    m_out += line;
    if (line.empty())
        m_out.resize(m_out.find_last_not_of(' ') + 1);
    m_common = m_containers.size();
}

bool MarkdownWriter::wants(TextStyle style) const
{
    return style == TextStyle::Link ? !m_links.empty() : m_wanted[static_cast<std::size_t>(style)] > 0;
}

void MarkdownWriter::openStyle(TextStyle style)
{
    ++m_wanted[static_cast<std::size_t>(style)];
}

void MarkdownWriter::closeStyle(TextStyle style)
{
    std::size_t& count = m_wanted[static_cast<std::size_t>(style)];
    count -= count > 0 ? 1 : 0;
}

void MarkdownWriter::openLink(std::string href)
{
    m_links.push_back(std::move(href));
    if (m_links.size() == 1) {
        m_linkWritten = false;
        m_linkText.clear();
    }
}

void MarkdownWriter::closeLink()
{
    if (m_links.empty())
        return;
    if (m_links.size() == 1) {
        while (std::ranges::find(m_marks, TextStyle::Link, &OpenMark::style) != m_marks.end())
            closeLast();
        if (!m_linkWritten && canBeBare(m_links.front())) { // a link without words
            std::string href = std::move(m_links.front());
            m_links.clear();
            beginInline();
            m_line += "<" + href + ">";
            return;
        }
    }
    m_links.pop_back();
}

/// Ends marks that do not go on.
void MarkdownWriter::closeUnwanted()
{
    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        bool stays = wants(m_marks[i].style);
        for (std::size_t before = 0; before < static_cast<std::size_t>(m_marks[i].style); ++before) {
            const auto style = static_cast<TextStyle>(before);
            stays = stays &&
                    (!wants(style) || std::ranges::find(m_marks, style, &OpenMark::style) != m_marks.end());
        }
        if (stays)
            continue;
        while (m_marks.size() > i)
            closeLast();
        return;
    }
}

void MarkdownWriter::openWanted()
{
    for (std::size_t i = 0; i < textStyleCount; ++i) {
        const auto style = static_cast<TextStyle>(i);
        if (!wants(style) || std::ranges::find(m_marks, style, &OpenMark::style) != m_marks.end())
            continue;
        if (style == TextStyle::Link && m_line.ends_with('!'))
            m_line.insert(m_line.size() - 1, "\\"); // else the link would be a picture
        m_marks.push_back({style, m_line.size()});
        m_line += markOf(style);
        if (style == TextStyle::Link)
            m_linkHasMarks = false;
        else if (wants(TextStyle::Link))
            m_linkHasMarks = true;
    }
}

void MarkdownWriter::beginInline()
{
    closeUnwanted();
    if (m_pendingSpace && !m_line.empty())
        m_line += ' ';
    m_pendingSpace = false;
    openWanted();
}

void MarkdownWriter::closeLast()
{
    const OpenMark mark = m_marks.back();
    m_marks.pop_back();
    const std::string_view sign = markOf(mark.style);
    if (m_line.size() == mark.begin + sign.size()) { // nothing was written
        m_line.resize(mark.begin);
        return;
    }
    if (mark.style == TextStyle::Link)
        closeLinkMark(mark.begin);
    else if (mark.style == TextStyle::Code)
        closeCode(mark.begin);
    else
        m_line += sign;
}

void MarkdownWriter::closeLinkMark(std::size_t begin)
{
    const std::string& href = m_links.front();
    if (!m_linkHasMarks && m_linkText == href && canBeBare(href)) {
        m_line.resize(begin);
        m_line += "<" + href + ">";
    } else {
        m_line += "](" + markdownTarget(href) + ")";
    }
    m_linkText.clear();
    m_linkWritten = true;
}

void MarkdownWriter::closeCode(std::size_t begin)
{
    std::string code = m_line.substr(begin);
    m_line.resize(begin);
    const std::string fence(longestRunOf(code, '`') + 1, '`');
    if (code.starts_with('`') || code.ends_with('`'))
        code = " " + code + " ";
    m_line += fence + code + fence;
}

void MarkdownWriter::text(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isSpace(c)) {
            m_pendingSpace = m_pendingSpace || !m_line.empty();
            continue;
        }
        if (static_cast<unsigned char>(c) < 32 || c == 127)
            continue;
        const bool space = m_pendingSpace;
        beginInline();
        if (!m_links.empty()) {
            m_linkText += space && !m_linkText.empty() ? " " : "";
            m_linkText += c;
        }
        escape(c, i + 1 < text.size() ? text[i + 1] : '\0');
    }
}

void MarkdownWriter::escape(char c, char next)
{
    const bool inCode = !m_marks.empty() && m_marks.back().style == TextStyle::Code;
    if (inCode ? m_cell && c == '|' : needsEscape(c, next))
        m_line += '\\';
    m_line += c;
}

bool MarkdownWriter::needsEscape(char c, char next) const
{
    const char before = m_line.empty() ? ' ' : m_line.back();
    switch (c) {
    case '`':
        return true;
    case '\\':
        return isPunctuationMark(next) || next == '\0';
    case '*':
        return !isSpace(before) || !isSpace(next) || next == '\0';
    case '_':
        return !(isLetterOrDigit(before) && isLetterOrDigit(next)) && !(isSpace(before) && next == ' ');
    case '~':
        return next == '~' || before == '~' || next == '\0';
    case '<':
        return isLetterOrDigit(next) || next == '/' || next == '!' || next == '?' || next == '\0';
    case '&':
        return isLetterOrDigit(next) || next == '#' || next == '\0';
    case '#': // a tag of ours
        return !isLetterOrDigit(before) && (isLetterOrDigit(next) || next == '\0');
    case '[':
        return before == '[' || before == ']' || !m_links.empty();
    case ']':
        return !m_links.empty();
    case '(':
    case ':':
        return before == ']' && !m_line.ends_with("\\]");
    case '|':
        return m_cell.has_value();
    default:
        return false;
    }
}

void MarkdownWriter::file(std::string_view name, std::string_view target, bool isPicture)
{
    beginInline();
    if (!m_links.empty())
        m_linkHasMarks = true;
    if (isPicture)
        m_line += '!';
    else if (m_line.ends_with('!'))
        m_line.insert(m_line.size() - 1, "\\");
    m_line += '[';
    for (const char c : name) {
        if (isPunctuationMark(c) && std::string_view("\\[]`*_<|#&").find(c) != std::string_view::npos)
            m_line += '\\';
        m_line += static_cast<unsigned char>(c) < 32 ? ' ' : c;
    }
    m_line += "](";
    m_line += target;
    m_line += ')';
}

void MarkdownWriter::picture(std::string_view name, std::string_view target)
{
    file(name, markdownTarget(target), true);
}

} // namespace lockleaf
