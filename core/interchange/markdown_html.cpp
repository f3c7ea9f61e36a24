// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/markdown_html.h"

#include "core/interchange/html_writer.h"
#include "core/interchange/tree_paths.h"
#include "core/vault/markdown_lines.h"

#include <QString>

#include <algorithm>
#include <array>

namespace lockleaf {

namespace {

constexpr std::size_t longestWebAddress = 2048;
constexpr std::array<std::string_view, 3> webSchemes{"http:", "https:", "mailto:"};

bool isSchemeCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' ||
           c == '-' || c == '.';
}

/// "https:" of "HTTPS://…"; empty where there is none.
std::string schemeOf(std::string_view written)
{
    std::size_t at = 0;
    while (at < written.size() && isSchemeCharacter(written[at]))
        ++at;
    if (at < 2 || at >= written.size() || written[at] != ':') // of one letter: a drive
        return {};
    std::string scheme(written.substr(0, at + 1));
    std::ranges::transform(scheme, scheme.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return scheme;
}

/// Whether a character of an address would not show, or change how those about it show.
bool isDeceptive(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Other_PrivateUse:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Separator_Space:
        return true;
    default:
        return false;
    }
}

/// Whether a line of text is a paragraph unless the one below it says otherwise.
bool isPlainLine(std::string_view line)
{
    const std::string_view text = trimmed(line);
    const std::size_t marks = text.find_first_not_of('#');
    const bool isHeading =
        marks != 0 && (marks == std::string_view::npos || (marks <= 6 && isBlank(text[marks])));
    return !text.empty() && !isHeading && !line.starts_with("    ") && !line.starts_with('\t') &&
           !beginsListItem(text) && !text.starts_with('>') && !text.starts_with('|') &&
           !text.starts_with("```") && !text.starts_with("~~~");
}

bool isUnderline(std::string_view line)
{
    const std::string_view text = trimmed(line);
    return !text.empty() && (text[0] == '=' || text[0] == '-') &&
           text.find_first_not_of(text[0]) == std::string_view::npos;
}

/// `text` with its first line marked as a heading.
std::string withTitle(const std::string& text)
{
    const std::size_t shown = text.find_first_not_of(" \t\r\n");
    if (shown == std::string::npos)
        return text;
    const std::size_t before = text.rfind('\n', shown);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find('\n', shown), text.size());
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    const std::size_t next = std::min(end + 1, text.size());
    const std::string_view below = std::string_view(text).substr(next, text.find('\n', next) - next);
    if (!isPlainLine(line) || isUnderline(below) || below.find('|') != std::string_view::npos)
        return text;
    return "# " + std::string(trimmed(line)) + "\n\n" + text.substr(next);
}

} // namespace

Result<std::string> markdownToHtml(std::string_view body, const HtmlOptions& options)
{
    if (body.size() > options.limits.input)
        return fail(ErrorCode::BodyTooLarge, "more text than the limit");
    Footnotes footnotes(withoutFrontMatter(body));
    HtmlWriter writer(options, footnotes);
    const bool mark = options.firstLineIsTitle && !footnotes.rest().empty();
    LOCKLEAF_CHECK(writer.write(mark ? withTitle(footnotes.rest()) : footnotes.rest()));
    LOCKLEAF_CHECK(writer.writeFootnotes());
    return writer.take();
}

std::string headingId(std::string_view words)
{
    const QString text =
        QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size())).trimmed().toLower();
    QString id;
    for (const QChar c : text) {
        if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate() || c == u'_' || c == u'-')
            id += c;
        else if (c == u' ')
            id += u'-';
    }
    return id.toStdString();
}

bool isWebAddress(std::string_view address)
{
    const std::string scheme = schemeOf(address);
    if (address.size() > longestWebAddress || std::ranges::find(webSchemes, scheme) == webSchemes.end())
        return false;
    const std::string_view rest = address.substr(scheme.size());
    if (rest.empty() || (scheme != "mailto:" && (!rest.starts_with("//") || rest.size() < 3)))
        return false;
    const QString text = QString::fromUtf8(address.data(), static_cast<qsizetype>(address.size()));
    const bool isText = !text.contains(QChar::ReplacementCharacter);
    bool surrogates = false; // pairs stand for a character that may be anything
    return isText && std::ranges::none_of(text, [&](QChar c) {
               surrogates = c.isSurrogate();
               return surrogates || isDeceptive(c) || c == u'"' || c == u'<' || c == u'>' || c == u'\\';
           });
}

HtmlTarget htmlTargetOf(std::string_view written)
{
    HtmlTarget target;
    target.written = written;
    if (written.starts_with('#')) {
        target.kind = HtmlTarget::Kind::Place;
        target.written = headingId(percentDecoded(written.substr(1)));
    } else if (isWebAddress(written)) {
        target.kind = HtmlTarget::Kind::Web;
    } else if (!schemeOf(written).empty() || written.starts_with("//")) {
        target.kind = HtmlTarget::Kind::Foreign;
    }
    return target;
}

} // namespace lockleaf
