// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/markdown_writer.h"

#include <algorithm>

namespace lockleaf {

namespace {

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
            closeUnwanted(); // two pieces of code with a space between are two
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
        return (isLetterOrDigit(next) && (next < '0' || next > '9')) || next == '/' || next == '!' ||
               next == '?' || next == '\0';
    case '&':
        return isLetterOrDigit(next) || next == '#' || next == '\0';
    case '#': // a tag of ours
        return !isLetterOrDigit(before) && (isLetterOrDigit(next) || next == '\0');
    case '[':
        return before == '[' || before == ']' || before == '!' || !m_links.empty();
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
