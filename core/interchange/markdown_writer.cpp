// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/markdown_writer.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::size_t mostContainers = 32;

} // namespace

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
    else if (first == '[' && line.size() > 2 && line[2] == ']' && (line.size() == 3 || line[3] == ' '))
        at = 0; // a box
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
    if (m_out.size() > m_limit) {
        m_tooLarge = true;
        m_out.resize(m_limit);
    }
}

} // namespace lockleaf
