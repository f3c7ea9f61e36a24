// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/html_converter.h"

#include <algorithm>

namespace lockleaf {

void HtmlConverter::takePicture(const HtmlToken& token)
{
    const std::string source = htmlAttribute(token.text, "src").value_or("");
    const std::string words = htmlAttribute(token.text, "alt").value_or("");
    if (source.starts_with("data:"))
        m_result.lacksInlinePicture = true;
    else if (!source.empty())
        return m_writer.picture(words, source);
    m_writer.text(words);
}

void HtmlConverter::takeMedia(const HtmlToken& token)
{
    const std::string hash = htmlAttribute(token.text, "hash").value_or("");
    const auto file = m_context.file ? m_context.file(hash) : std::nullopt;
    if (file)
        return m_writer.file(file->name, file->target, file->isPicture);
    m_result.lacksFile = true;
    m_writer.text("(a file that the export does not hold)");
}

void HtmlConverter::enter(const HtmlToken& token, Open& made)
{
    const std::string style = styleOf(token);
    switch (made.element) {
    case Element::Block:
        enterBlock(style, made);
        break;
    case Element::Paragraph:
        m_writer.breakBlock(MarkdownWriter::Gap::Paragraph);
        break;
    case Element::Heading:
        m_writer.heading(made.name[1] - '0');
        break;
    case Element::List:
        enterList(token, style);
        break;
    case Element::Item:
        enterItem(style);
        break;
    case Element::Quote:
        m_writer.openQuote();
        break;
    case Element::Pre:
        beginCapture(made, true);
        break;
    case Element::Crypt:
        enterCrypt(token, made);
        break;
    case Element::Table:
    case Element::Row:
    case Element::Cell:
        enterTable(made);
        break;
    case Element::Link:
        enterLink(token);
        break;
    default:
        enterStyles(style, made);
    }
}

void HtmlConverter::enterBlock(const std::string& style, Open& made)
{
    m_writer.breakBlock(MarkdownWriter::Gap::Line);
    if (style.find("--en-task-group:true") != std::string::npos) {
        const std::size_t at = style.find("--en-id:");
        if (m_context.tasks && at != std::string::npos) {
            const std::string group = style.substr(at + 8, style.find(';', at) - at - 8);
            for (const MarkdownTask& task : m_context.tasks(group)) {
                m_writer.task(task.done);
                m_writer.text(task.title);
                m_writer.breakBlock(MarkdownWriter::Gap::Line);
            }
        }
        made.hides = true; // what Evernote says there to older versions of itself
    } else if (isCodeBlock(style)) {
        beginCapture(made, false);
    }
}

void HtmlConverter::enterList(const HtmlToken& token, const std::string& style)
{
    const std::string start = htmlAttribute(token.text, "start").value_or("1");
    unsigned first = 0;
    for (const char c : start.substr(0, 8)) {
        if (c < '0' || c > '9')
            break;
        first = first * 10 + static_cast<unsigned>(c - '0');
    }
    m_writer.openList(token.name == "ol", first);
    m_todoLists.push_back(style.find("--en-todo:true") != std::string::npos);
}

void HtmlConverter::enterItem(const std::string& style)
{
    std::optional<bool> task;
    if (style.find("--en-checked:") != std::string::npos || (!m_todoLists.empty() && m_todoLists.back()))
        task = style.find("--en-checked:true") != std::string::npos;
    m_writer.openItem(task);
}

void HtmlConverter::beginCapture(Open& made, bool keepsLines)
{
    made.captures = true;
    m_capture.emplace();
    m_captureKeepsLines = keepsLines;
}

void HtmlConverter::enterCrypt(const HtmlToken& token, Open& made)
{
    m_result.hasEncrypted = true;
    m_writer.breakBlock(MarkdownWriter::Gap::Paragraph);
    m_writer.text("Evernote has encrypted this part, and Lockleaf can't open it.");
    if (const std::string hint = htmlAttribute(token.text, "hint").value_or(""); !hint.empty())
        m_writer.text(" Hint: " + hint);
    beginCapture(made, true);
}

void HtmlConverter::enterTable(Open& made)
{
    if (made.element == Element::Table) {
        made.isData = m_inTable == 0 && isDataTable(m_tokens);
        m_writer.breakBlock(made.isData ? MarkdownWriter::Gap::Paragraph : MarkdownWriter::Gap::Line);
        m_inTable += made.isData ? 1U : 0U;
        if (made.isData)
            m_rows.clear();
    } else if (m_inTable == 0) {
        m_writer.breakBlock(MarkdownWriter::Gap::Line);
    } else if (made.element == Element::Row) {
        m_rows.emplace_back();
    } else if (!m_inCell) {
        made.isData = true;
        m_inCell = true;
        m_writer.beginCell();
    }
}

void HtmlConverter::enterLink(const HtmlToken& token)
{
    const std::string href = htmlAttribute(token.text, "href").value_or("");
    m_hrefs.push_back(href);
    m_linkWords.clear();
    if (!href.empty())
        m_writer.openLink(href);
}

void HtmlConverter::enterStyles(const std::string& style, Open& made)
{
    const auto set = [&](TextStyle which, bool on) {
        made.styles[static_cast<std::size_t>(which)] = on;
        if (on)
            m_writer.openStyle(which);
    };
    const auto says = [&](std::string_view part) { return style.find(part) != std::string::npos; };
    const bool span = made.element == Element::Span;
    set(TextStyle::Bold,
        made.element == Element::Bold || (span && (says("font-weight:bold") || says("font-weight:700"))));
    set(TextStyle::Italic, made.element == Element::Italic || (span && says("font-style:italic")));
    set(TextStyle::Strike, made.element == Element::Strike || (span && says("line-through")));
    set(TextStyle::Code, made.element == Element::Code);
    if (made.element == Element::Marked || says("--en-highlight") || says("text-decoration:underline"))
        m_result.lacksStyle = true;
}

void HtmlConverter::endCapture()
{
    std::string code = std::move(*m_capture);
    m_capture.reset();
    code.resize(code.find_last_not_of(" \t\r\n") + 1);
    std::erase(code, '\r');
    if (code.starts_with('\n'))
        code.erase(0, 1);
    m_writer.codeBlock(code);
}

void HtmlConverter::leaveTable(const Open& left)
{
    if (!left.isData) {
        m_writer.breakBlock(MarkdownWriter::Gap::Line);
        return;
    }
    if (left.element == Element::Table) {
        --m_inTable;
        m_writer.table(m_rows);
        m_rows.clear();
        return;
    }
    m_inCell = false;
    std::string cell = m_writer.endCell();
    m_tableBytes += cell.size();
    m_result.tooLarge = m_result.tooLarge || m_tableBytes > m_limit;
    if (m_rows.empty())
        m_rows.emplace_back();
    m_rows.back().push_back(std::move(cell));
}

void HtmlConverter::leaveLink()
{
    const std::string href = std::move(m_hrefs.back());
    m_hrefs.pop_back();
    if (href.empty())
        return;
    m_writer.closeLink();
    if (m_context.link)
        m_context.link(href, m_linkWords);
}

} // namespace lockleaf
