// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/html_writer.h"

#include "core/interchange/html_tokens.h"

#include <new>

namespace lockleaf {

namespace {

std::string textOf(const MD_ATTRIBUTE& attribute)
{
    return decodedReferences(std::string_view(attribute.text, attribute.size));
}

std::string_view alignmentOf(MD_ALIGN align)
{
    switch (align) {
    case MD_ALIGN_CENTER:
        return " align=\"center\"";
    case MD_ALIGN_RIGHT:
        return " align=\"right\"";
    case MD_ALIGN_LEFT:
    case MD_ALIGN_DEFAULT:
        break;
    }
    return {};
}

HtmlTarget titleTarget(std::string_view written)
{
    if (written.starts_with('#'))
        return {HtmlTarget::Kind::Place, false, headingId(written.substr(1)), {}};
    return {HtmlTarget::Kind::Title, false, std::string(written), {}};
}

} // namespace

HtmlWriter::HtmlWriter(const HtmlOptions& options, Footnotes& footnotes)
    : m_options(options), m_footnotes(footnotes), m_out(options.limits.output)
{
}

template <auto Handler, class Kind>
int HtmlWriter::callback(Kind kind, void* detail, void* self) noexcept
{
    auto& writer = *static_cast<HtmlWriter*>(self);
    try {
        if (writer.mayGoOn())
            (writer.*Handler)(kind, detail);
    } catch (const std::bad_alloc&) {
        writer.m_error = Error{ErrorCode::OutOfMemory, {}, 0};
    }
    return writer.m_error ? 1 : 0;
}

int HtmlWriter::textCallback(MD_TEXTTYPE kind, const MD_CHAR* text, MD_SIZE size, void* self) noexcept
{
    auto& writer = *static_cast<HtmlWriter*>(self);
    try {
        if (writer.mayGoOn())
            writer.text(kind, std::string_view(text, size));
    } catch (const std::bad_alloc&) {
        writer.m_error = Error{ErrorCode::OutOfMemory, {}, 0};
    }
    return writer.m_error ? 1 : 0;
}

Result<void> HtmlWriter::write(std::string_view markdown)
{
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH | MD_FLAG_WIKILINKS |
                   MD_FLAG_NOHTML | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEEMAILAUTOLINKS;
    parser.enter_block = callback<&HtmlWriter::enterBlock, MD_BLOCKTYPE>;
    parser.leave_block = callback<&HtmlWriter::leaveBlock, MD_BLOCKTYPE>;
    parser.enter_span = callback<&HtmlWriter::enterSpan, MD_SPANTYPE>;
    parser.leave_span = callback<&HtmlWriter::leaveSpan, MD_SPANTYPE>;
    parser.text = textCallback;
    const int ended = md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, this);
    if (m_error)
        return std::unexpected(*m_error);
    if (ended != 0)
        return fail(ErrorCode::OutOfMemory); // the one failure of its own
    if (m_out.isFull())
        return fail(ErrorCode::BodyTooLarge, "more HTML than the limit");
    return {};
}

bool HtmlWriter::mayGoOn()
{
    constexpr std::size_t eventsBetweenLooks = 256;
    if (++m_events > m_options.limits.events || m_out.isFull())
        stopFor(ErrorCode::BodyTooLarge, "more pieces than the limit");
    else if (m_depth > m_options.limits.depth)
        stopFor(ErrorCode::BodyTooLarge, "nested deeper than the limit");
    else if (m_events % eventsBetweenLooks == 0 && m_options.stop.stop_requested())
        stopFor(ErrorCode::Cancelled, {});
    return !m_error;
}

void HtmlWriter::countItem()
{
    if (++m_items > m_options.limits.items)
        stopFor(ErrorCode::BodyTooLarge, "more headings, items and links than the limit");
}

void HtmlWriter::stopFor(ErrorCode code, std::string_view detail)
{
    m_error = Error{code, std::string(detail), 0};
}

std::string HtmlWriter::stateAttribute(int state) const
{
    const int all = m_quotes * HtmlBlockState::Quote + state;
    return all == 0 ? std::string{} : " style=\"-qt-user-state:" + std::to_string(all) + "\"";
}

void HtmlWriter::openBlock(std::string_view name, std::string_view attributes, int state)
{
    m_out.markup("<");
    m_out.markup(name);
    m_out.markup(attributes);
    m_out.markup(m_options.forBrowser ? std::string(" dir=\"auto\"") : stateAttribute(state));
    m_out.markup(">");
}

void HtmlWriter::enterBlock(MD_BLOCKTYPE kind, void* detail)
{
    ++m_depth;
    m_paragraph = 0;
    switch (kind) {
    case MD_BLOCK_QUOTE:
        ++m_quotes;
        m_out.markup("<blockquote>");
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        openList(kind, detail);
        break;
    case MD_BLOCK_LI:
        openItem(*static_cast<MD_BLOCK_LI_DETAIL*>(detail));
        break;
    case MD_BLOCK_HR:
        m_out.markup("<hr>\n");
        break;
    case MD_BLOCK_H:
        countItem();
        m_inHeading = true;
        m_headingWords.clear();
        m_headingStart = m_out.size();
        break;
    case MD_BLOCK_CODE:
        m_inCode = true;
        m_codeLineEnds = false;
        openBlock("pre", {}, HtmlBlockState::Code);
        m_out.markup(m_options.forBrowser ? "<code>" : "");
        break;
    case MD_BLOCK_P:
        openBlock("p");
        break;
    case MD_BLOCK_TABLE:
        openTable(*static_cast<MD_BLOCK_TABLE_DETAIL*>(detail));
        break;
    case MD_BLOCK_THEAD:
        m_out.markup("<thead>");
        break;
    case MD_BLOCK_TBODY:
        m_out.markup("<tbody>");
        break;
    case MD_BLOCK_TR:
        m_out.markup("<tr>");
        break;
    case MD_BLOCK_TH:
        openCell("th", *static_cast<MD_BLOCK_TD_DETAIL*>(detail));
        break;
    case MD_BLOCK_TD:
        openCell("td", *static_cast<MD_BLOCK_TD_DETAIL*>(detail));
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HTML:
        break;
    }
}

void HtmlWriter::leaveBlock(MD_BLOCKTYPE kind, void* detail)
{
    m_depth -= m_depth > 0 ? 1 : 0;
    m_pictures.clear(); // one that was entered and never left ends with its block
    switch (kind) {
    case MD_BLOCK_QUOTE:
        --m_quotes;
        m_out.markup("</blockquote>\n");
        break;
    case MD_BLOCK_UL:
        m_out.markup("</ul>\n");
        break;
    case MD_BLOCK_OL:
        m_out.markup("</ol>\n");
        break;
    case MD_BLOCK_LI:
        m_out.markup("</li>\n");
        break;
    case MD_BLOCK_H:
        closeHeading(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
        break;
    case MD_BLOCK_CODE:
        m_inCode = false;
        m_out.markup(m_options.forBrowser ? "</code></pre>\n" : "</pre>\n");
        break;
    case MD_BLOCK_P:
        m_out.markup("</p>\n");
        break;
    case MD_BLOCK_TABLE:
        m_out.markup("</table>\n");
        break;
    case MD_BLOCK_THEAD:
        m_out.markup("</thead>\n");
        break;
    case MD_BLOCK_TBODY:
        m_out.markup("</tbody>\n");
        break;
    case MD_BLOCK_TR:
        m_out.markup("</tr>\n");
        break;
    case MD_BLOCK_TH:
        m_out.markup("</th>");
        break;
    case MD_BLOCK_TD:
        m_out.markup("</td>");
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HR:
    case MD_BLOCK_HTML:
        break;
    }
}

void HtmlWriter::openList(MD_BLOCKTYPE kind, void* detail)
{
    if (kind == MD_BLOCK_UL) {
        m_out.markup("<ul>\n");
        return;
    }
    const unsigned start = static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start;
    m_out.markup(start == 1 ? "<ol>\n" : "<ol start=\"" + std::to_string(start) + "\">\n");
}

void HtmlWriter::openItem(const MD_BLOCK_LI_DETAIL& detail)
{
    countItem();
    const bool done = detail.is_task && (detail.task_mark == 'x' || detail.task_mark == 'X');
    if (!detail.is_task) {
        openBlock("li");
    } else if (m_options.forBrowser) {
        openBlock("li", " class=\"task\"");
        m_out.markup(done ? "<input type=\"checkbox\" disabled checked> "
                          : "<input type=\"checkbox\" disabled> ");
    } else {
        openBlock("li", {}, HtmlBlockState::Task | (done ? HtmlBlockState::Done : 0));
    }
}

void HtmlWriter::openTable(const MD_BLOCK_TABLE_DETAIL& detail)
{
    if (detail.col_count > m_options.limits.columns)
        stopFor(ErrorCode::BodyTooLarge, "a table of more columns than the limit");
    m_out.markup(m_options.forBrowser ? "<table>\n"
                                      : "<table border=\"1\" cellspacing=\"0\" cellpadding=\"6\">\n");
}

void HtmlWriter::openCell(std::string_view name, const MD_BLOCK_TD_DETAIL& detail)
{
    if (++m_cells > m_options.limits.cells)
        stopFor(ErrorCode::BodyTooLarge, "more cells in tables than the limit");
    openBlock(name, alignmentOf(detail.align));
}

void HtmlWriter::closeHeading(unsigned level)
{
    m_inHeading = false;
    const std::string name = "h" + std::to_string(level);
    const std::string id = uniqueId(headingId(m_headingWords));
    std::string tag = "<" + name;
    if (m_options.forBrowser)
        tag += " dir=\"auto\" id=\"" + id + "\">";
    else
        tag += stateAttribute(0) + "><a name=\"" + id + "\"></a>";
    m_out.insert(m_headingStart, tag);
    m_out.markup("</" + name + ">\n");
}

void HtmlWriter::enterSpan(MD_SPANTYPE kind, void* detail)
{
    ++m_depth;
    if (kind == MD_SPAN_IMG) {
        const auto& image = *static_cast<MD_SPAN_IMG_DETAIL*>(detail);
        Picture picture{htmlTargetOf(textOf(image.src)), textOf(image.title)};
        picture.target.picture = true;
        m_pictures.push_back(std::move(picture));
        return;
    }
    if (!m_pictures.empty())
        return; // words alone
    switch (kind) {
    case MD_SPAN_EM:
        m_out.markup("<em>");
        break;
    case MD_SPAN_STRONG:
        m_out.markup("<strong>");
        break;
    case MD_SPAN_DEL:
        m_out.markup("<s>");
        break;
    case MD_SPAN_CODE:
        m_out.markup("<code>");
        break;
    case MD_SPAN_A: {
        const auto& link = *static_cast<MD_SPAN_A_DETAIL*>(detail);
        openLink(htmlTargetOf(textOf(link.href)), textOf(link.title));
        break;
    }
    case MD_SPAN_WIKILINK:
        openWikiLink(textOf(static_cast<MD_SPAN_WIKILINK_DETAIL*>(detail)->target));
        break;
    default:
        break;
    }
}

/// In a table the bar of a wiki link is written with a backslash before it, so that the parser takes it for
/// text.
void HtmlWriter::openWikiLink(const std::string& target)
{
    const std::size_t bar = target.find('|');
    openLink(titleTarget(std::string_view(target).substr(0, bar)));
    if (bar == std::string::npos)
        return;
    words(std::string_view(target).substr(bar + 1));
    m_wordsWritten = true;
}

void HtmlWriter::leaveSpan(MD_SPANTYPE kind, void*)
{
    m_depth -= m_depth > 0 ? 1 : 0;
    if (kind == MD_SPAN_IMG) {
        if (m_pictures.empty())
            return; // md4c 0.4.8 leaves some that it has not entered
        const Picture picture = std::move(m_pictures.back());
        m_pictures.pop_back();
        if (m_pictures.empty())
            writePicture(picture);
        else
            m_pictures.back().target.words += picture.target.words;
        return;
    }
    if (!m_pictures.empty())
        return;
    switch (kind) {
    case MD_SPAN_EM:
        m_out.markup("</em>");
        break;
    case MD_SPAN_STRONG:
        m_out.markup("</strong>");
        break;
    case MD_SPAN_DEL:
        m_out.markup("</s>");
        break;
    case MD_SPAN_CODE:
        m_out.markup("</code>");
        break;
    case MD_SPAN_A:
    case MD_SPAN_WIKILINK:
        m_wordsWritten = false;
        closeLink();
        break;
    default:
        break;
    }
}

} // namespace lockleaf
