// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/html_converter.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::size_t deepest = 4096;       // elements in each other; what is deeper has no marks of its own
constexpr std::size_t impliedDistance = 64; // how far an item looks for the one that it ends

} // namespace

HtmlConverter::HtmlConverter(std::string_view html, std::size_t limit, const MarkdownContext& context)
    : m_tokens(html), m_writer(limit), m_limit(limit), m_context(context)
{
}

MarkdownText HtmlConverter::run()
{
    while (!m_writer.isTooLarge() && !m_result.tooLarge) {
        const HtmlToken token = m_tokens.next();
        if (token.kind == HtmlToken::Kind::End)
            break;
        if (token.kind == HtmlToken::Kind::Text)
            takeText(token);
        else if (token.kind == HtmlToken::Kind::Open)
            open(token);
        else
            closeNamed(token.name);
    }
    while (!m_open.empty())
        leave();
    m_result.text = m_writer.finish();
    m_result.tooLarge = m_result.tooLarge || m_writer.isTooLarge();
    return std::move(m_result);
}

void HtmlConverter::takeText(const HtmlToken& token)
{
    if (m_hidden > 0)
        return;
    const std::string text = token.isPlain ? std::string(token.text) : decodedReferences(token.text);
    if (m_capture)
        return capture(text);
    if (m_inTable > 0 && !m_inCell && isBlank(text))
        return; // between cells
    m_writer.text(text);
    if (!m_hrefs.empty() && m_linkWords.size() < longestWords)
        m_linkWords += text;
}

void HtmlConverter::capture(const std::string& text)
{
    if (!m_captureKeepsLines && isBlank(text) && text.find('\n') != std::string::npos)
        return; // between the blocks of a code block
    *m_capture += text;
    m_result.tooLarge = m_result.tooLarge || m_capture->size() > m_limit;
}

void HtmlConverter::captureLineEnd()
{
    if (!m_capture->empty() && !m_capture->ends_with('\n'))
        *m_capture += '\n';
}

void HtmlConverter::open(const HtmlToken& token)
{
    const Element element = elementOf(token.name);
    if (element == Element::Script)
        return m_tokens.skipBehind(token.name);
    if (m_hidden > 0)
        return openHidden(token, element);
    if (m_capture)
        return openCaptured(token, element);
    if (openAlone(token, element))
        return;
    if (element == Element::Item)
        closeImplied(Element::Item, Element::List);
    else if (element == Element::Cell)
        closeImplied(Element::Cell, Element::Table);
    else if (element == Element::Row)
        closeImplied(Element::Row, Element::Table);
    if (token.closesItself && element != Element::Other && element != Element::Span)
        return openEmpty(token, element);
    if (m_open.size() >= deepest)
        return;
    Open made;
    made.name = token.name;
    made.element = element;
    enter(token, made);
    push(std::move(made));
}

void HtmlConverter::openHidden(const HtmlToken& token, Element element)
{
    if (token.closesItself || isAlone(element) || m_open.size() >= deepest)
        return;
    Open made;
    made.name = token.name;
    push(std::move(made));
}

void HtmlConverter::openCaptured(const HtmlToken& token, Element element)
{
    if (element == Element::Break) {
        *m_capture += '\n';
        return;
    }
    const bool isBlock = element == Element::Block || element == Element::Paragraph ||
                         element == Element::Item || element == Element::Row;
    if (isBlock)
        captureLineEnd();
    if (isAlone(element) || token.closesItself || m_open.size() >= deepest)
        return;
    Open made;
    made.name = token.name;
    made.element = isBlock ? Element::Block : Element::Other;
    push(std::move(made));
}

void HtmlConverter::openEmpty(const HtmlToken& token, Element element)
{
    if (m_open.size() >= deepest)
        return;
    Open made;
    made.name = token.name;
    made.element = element;
    enter(token, made);
    push(std::move(made));
    leave();
}

bool HtmlConverter::openAlone(const HtmlToken& token, Element element)
{
    switch (element) {
    case Element::Break:
        m_writer.lineBreak();
        return true;
    case Element::Rule:
        if (!m_inCell)
            m_writer.rule();
        return true;
    case Element::Picture:
        takePicture(token);
        return true;
    case Element::Media:
        takeMedia(token);
        return true;
    case Element::Todo:
        m_writer.task(htmlAttribute(token.text, "checked").value_or("") == "true");
        return true;
    case Element::Input:
        if (htmlAttribute(token.text, "type").value_or("") == "checkbox")
            m_writer.task(htmlAttribute(token.text, "checked").has_value());
        return true;
    case Element::Void:
        return true;
    default:
        return false;
    }
}

void HtmlConverter::push(Open made)
{
    ++m_names[made.name];
    m_hidden += made.hides ? 1U : 0U;
    m_open.push_back(std::move(made));
}

void HtmlConverter::closeNamed(const std::string& name)
{
    const auto open = m_names.find(name);
    if (open == m_names.end() || open->second == 0)
        return;
    bool last = false;
    while (!last) {
        last = m_open.back().name == name;
        leave();
    }
}

void HtmlConverter::closeImplied(Element element, Element boundary)
{
    const std::size_t lowest = m_open.size() > impliedDistance ? m_open.size() - impliedDistance : 0;
    for (std::size_t i = m_open.size(); i-- > lowest;) {
        if (m_open[i].element == boundary)
            return;
        if (m_open[i].element != element)
            continue;
        while (m_open.size() > i)
            leave();
        return;
    }
}

void HtmlConverter::leave()
{
    const Open left = std::move(m_open.back());
    m_open.pop_back();
    --m_names[left.name];
    m_hidden -= left.hides ? 1U : 0U;
    if (left.captures)
        return endCapture();
    if (m_capture) {
        if (left.element == Element::Block)
            captureLineEnd();
        return;
    }
    switch (left.element) {
    case Element::Block:
        m_writer.breakBlock(MarkdownWriter::Gap::Line);
        break;
    case Element::Heading:
        m_writer.endHeading();
        break;
    case Element::Paragraph:
        m_writer.breakBlock(MarkdownWriter::Gap::Paragraph);
        break;
    case Element::List:
        m_todoLists.pop_back();
        m_writer.close();
        break;
    case Element::Item:
    case Element::Quote:
        m_writer.close();
        break;
    case Element::Table:
    case Element::Row:
    case Element::Cell:
        leaveTable(left);
        break;
    case Element::Link:
        leaveLink();
        break;
    default:
        for (std::size_t i = 0; i < textStyleCount; ++i) {
            if (left.styles[i])
                m_writer.closeStyle(static_cast<TextStyle>(i));
        }
    }
}

MarkdownText markdownOf(std::string_view html, std::size_t limit, const MarkdownContext& context)
{
    return HtmlConverter(html, limit, context).run();
}

} // namespace lockleaf
