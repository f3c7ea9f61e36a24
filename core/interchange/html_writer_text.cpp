// SPDX-License-Identifier: GPL-3.0-or-later
// The part of HtmlWriter that writes words, links, pictures and footnotes.
#include "core/interchange/html_tokens.h"
#include "core/interchange/html_writer.h"
#include "core/vault/inline_markup.h"
#include "core/vault/markdown_lines.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

constexpr std::size_t longestEmbed = 4096;

/// The size of `<br>`, `<br/>` or `<br />` at the beginning of `text`, else 0.
std::size_t breakSize(std::string_view text)
{
    if (text.size() < 4 || (text[1] != 'b' && text[1] != 'B') || (text[2] != 'r' && text[2] != 'R'))
        return 0;
    std::size_t at = text[3] == ' ' ? 4 : 3;
    if (at < text.size() && text[at] == '/')
        ++at;
    return at < text.size() && text[at] == '>' ? at + 1 : 0;
}

} // namespace

void HtmlWriter::text(MD_TEXTTYPE kind, std::string_view text)
{
    m_paragraph += text.size();
    if (m_paragraph > m_options.limits.paragraph)
        stopFor(ErrorCode::BodyTooLarge, "a longer paragraph than the limit");
    if (m_wordsWritten)
        return;
    switch (kind) {
    case MD_TEXT_NORMAL:
        plainText(text);
        break;
    case MD_TEXT_CODE:
        m_inCode ? codeText(text) : words(text);
        break;
    case MD_TEXT_ENTITY:
        words(decodedReferences(text));
        break;
    case MD_TEXT_NULLCHAR:
        words("\xEF\xBF\xBD");
        break;
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR: // a line is a line, as it was typed
        if (m_pictures.empty())
            m_out.markup("<br>\n");
        else
            words(" ");
        break;
    default:
        words(text);
        break;
    }
}

void HtmlWriter::words(std::string_view text)
{
    if (!m_pictures.empty()) {
        m_pictures.back().target.words += text;
        return;
    }
    if (m_inHeading)
        m_headingWords += text;
    m_out.text(text);
}

/// For QTextDocument a block of code is one block, with breaks between its lines.
void HtmlWriter::codeText(std::string_view text)
{
    if (m_options.forBrowser) {
        words(text);
        return;
    }
    while (!text.empty()) {
        if (std::exchange(m_codeLineEnds, false))
            m_out.markup("<br>");
        const std::size_t end = std::min(text.find('\n'), text.size());
        words(text.substr(0, end));
        m_codeLineEnds = end < text.size();
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void HtmlWriter::plainText(std::string_view text)
{
    std::size_t begin = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        at = std::min(text.find_first_of("<[!#", at), text.size());
        if (at == text.size())
            break;
        words(text.substr(begin, at - begin));
        begin = at;
        const std::size_t taken = m_pictures.empty() ? writeSpecial(text, at) : 0;
        begin += taken;
        at += std::max<std::size_t>(taken, 1);
    }
    words(text.substr(begin));
}

std::size_t HtmlWriter::writeSpecial(std::string_view all, std::size_t at)
{
    const std::string_view text = all.substr(at);
    if (text[0] == '#')
        return writeTag(all, at);
    if (text[0] == '<') {
        const std::size_t size = breakSize(text);
        if (size != 0)
            m_out.markup("<br>\n");
        return size;
    }
    if (text[0] == '!')
        return writeEmbed(text);
    std::size_t size = 0;
    if (Footnotes::Note* const note = m_footnotes.mentioned(text, size))
        writeMention(*note);
    return size;
}

std::size_t HtmlWriter::writeTag(std::string_view text, std::size_t at)
{
    if (at > 0 && isWordByte(text[at - 1]))
        return 0;
    struct First : MarkupVisitor
    {
        void tag(const InlineTag& tag) override { name = name.empty() ? tag.name : name; }
        std::string_view name;
    } first;
    // With the byte before it, which says whether a tag may begin.
    const std::size_t begin = at == 0 ? 0 : at - 1;
    const std::size_t end = std::min(text.find_first_of(" \t\n#", at + 1), at + longestTag + 1);
    InlineMarkup(text.substr(begin, end == std::string_view::npos ? end : end - begin), first).run();
    if (first.name.data() != text.data() + at + 1 || !m_links.empty())
        return 0;
    openLink({HtmlTarget::Kind::Tag, false, std::string(first.name), {}}, {}, " class=\"tag\"");
    words(text.substr(at, first.name.size() + 1));
    closeLink();
    return first.name.size() + 1;
}

std::size_t HtmlWriter::writeEmbed(std::string_view text)
{
    constexpr std::string_view open = "![[";
    if (!text.starts_with(open))
        return 0;
    const std::size_t end = text.substr(0, longestEmbed).find("]]", open.size());
    const std::string_view inner =
        end == std::string_view::npos ? std::string_view{} : text.substr(open.size(), end - open.size());
    const std::size_t bar = std::min(inner.find('|'), inner.size());
    std::string_view target = inner.substr(0, bar);
    if (target.ends_with('\\'))
        target.remove_suffix(1);
    target = trimmed(target);
    if (target.empty() || inner.find('[') != std::string_view::npos)
        return 0;
    const std::string_view said = bar < inner.size() ? trimmed(inner.substr(bar + 1)) : std::string_view{};
    // Behind the bar Obsidian writes a width, which is no word.
    const bool isWidth = said.find_first_not_of("0123456789x") == std::string_view::npos;
    writePicture(
        {{HtmlTarget::Kind::Title, true, std::string(target), std::string(isWidth ? target : said)}, {}});
    return end + 2;
}

void HtmlWriter::openLink(const HtmlTarget& target, const std::string& title, std::string_view attributes)
{
    countItem();
    const std::optional<std::string> address =
        m_options.address ? m_options.address(target) : std::optional<std::string>{};
    const bool nested = std::ranges::find(m_links, true) != m_links.end();
    m_links.push_back(address.has_value() && !nested);
    if (!m_links.back())
        return;
    m_out.markup("<a");
    m_out.markup(attributes);
    m_out.markup(" href=\"");
    m_out.text(*address);
    if (!title.empty()) {
        m_out.markup("\" title=\"");
        m_out.text(title);
    }
    m_out.markup("\">");
}

void HtmlWriter::closeLink()
{
    if (m_links.empty())
        return;
    if (m_links.back())
        m_out.markup("</a>");
    m_links.pop_back();
}

void HtmlWriter::writePicture(const Picture& picture)
{
    countItem();
    const HtmlTarget& target = picture.target;
    const std::optional<std::string> address =
        m_options.address ? m_options.address(target) : std::optional<std::string>{};
    const std::string& said = target.words.empty() ? target.written : target.words;
    // A page that is opened in a browser must not fetch anything by itself.
    const bool isLink = m_options.forBrowser && target.kind == HtmlTarget::Kind::Web;
    if (!address || isLink) {
        openLink(target);
        words(said);
        closeLink();
        return;
    }
    m_out.markup("<img src=\"");
    m_out.text(*address);
    m_out.markup("\" alt=\"");
    m_out.text(target.words);
    if (!picture.title.empty()) {
        m_out.markup("\" title=\"");
        m_out.text(picture.title);
    }
    m_out.markup("\">");
}

void HtmlWriter::writeMention(Footnotes::Note& note)
{
    m_footnotes.mention(note);
    const std::string number = std::to_string(note.number);
    const std::string id = "fnref-" + number + "-" + std::to_string(note.references);
    const HtmlTarget target{HtmlTarget::Kind::Place, false, "fn-" + number, {}};
    m_out.markup(m_options.forBrowser ? "<sup id=\"" + id + "\">" : "<a name=\"" + id + "\"></a><sup>");
    openLink(target);
    words(number);
    closeLink();
    m_out.markup("</sup>");
}

Result<void> HtmlWriter::writeFootnotes()
{
    if (m_footnotes.used().empty())
        return {};
    m_out.markup("<hr>\n<ol>\n");
    for (std::size_t i = 0; i < m_footnotes.used().size(); ++i) { // it grows
        const Footnotes::Note& note = *m_footnotes.used()[i];
        const std::string id = "fn-" + std::to_string(i + 1);
        m_out.markup(m_options.forBrowser ? "<li id=\"" + id + "\">" : "<li><a name=\"" + id + "\"></a>");
        LOCKLEAF_CHECK(write(note.text));
        const bool inParagraph = m_out.takeBack("</p>\n");
        for (std::size_t mention = 1; mention <= note.references; ++mention) {
            openLink({HtmlTarget::Kind::Place,
                      false,
                      "fnref-" + std::to_string(i + 1) + "-" + std::to_string(mention),
                      {}});
            words(" \xE2\x86\xA9"); // an arrow back
            closeLink();
        }
        m_out.markup(inParagraph ? "</p>\n</li>\n" : "</li>\n");
    }
    m_out.markup("</ol>\n");
    return m_out.isFull() ? Result<void>(fail(ErrorCode::BodyTooLarge, "more HTML than the limit"))
                          : Result<void>{};
}

std::string HtmlWriter::uniqueId(std::string id)
{
    if (id.empty())
        id = "section";
    std::size_t& used = m_ids[id];
    std::string made = used == 0 ? id : id + "-" + std::to_string(used);
    // Another heading may have that one by its own words.
    while (used != 0 && m_ids.contains(made))
        made = id + "-" + std::to_string(++used);
    ++used;
    if (made != id)
        m_ids[made] = 1;
    return made;
}

} // namespace lockleaf
