// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/reader_style.h"

#include "ui/editor/markdown_styler.h"
#include "ui/theme/typography.h"

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

QFont scaledFont(TextRole role, double scale)
{
    QFont font = typography::font(role);
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * scale);
    else
        font.setPixelSize(std::max(1, qRound(font.pixelSize() * scale)));
    return font;
}

QString sizeOf(const QFont& font)
{
    return font.pointSizeF() > 0 ? QString::number(font.pointSizeF()) + u"pt"_s
                                 : QString::number(font.pixelSize()) + u"px"_s;
}

QString lineHeight(const QFont& font, double em)
{
    return u"line-height:%1%;"_s.arg(qRound(typography::lineHeightPercent(font, em)));
}

QString familyOf(const QFont& font)
{
    const QStringList families = font.families().isEmpty() ? QStringList(font.family()) : font.families();
    return u"font-family:'%1';"_s.arg(families.join(u"','"_s));
}

QString headingRule(const QString& selector, TextRole role, double scale, int above)
{
    const QFont font = scaledFont(role, scale);
    return u"%1{font-size:%2;font-weight:%3;margin-top:%4px;margin-bottom:%5px;%6}"_s
        .arg(selector, sizeOf(font))
        .arg(static_cast<int>(font.weight()))
        .arg(qRound(above * scale))
        .arg(qRound(4 * scale))
        .arg(lineHeight(font, typography::HeadingLineHeight));
}

} // namespace

ReaderStyle ReaderStyle::of(const Theme& theme, double scale)
{
    ReaderStyle style;
    style.body = scaledFont(TextRole::NoteBody, scale);
    style.code = scaledFont(TextRole::Code, scale);
    style.text = theme.color(Token::Text);
    style.quiet = theme.color(Token::TextSecondary);
    style.indent = MarkdownStyler::ListSlot * scale;
    style.codeIndent = MarkdownStyler::CodeIndent * scale;
    style.quoteIndent = MarkdownStyler::QuoteIndent * scale;
    const auto color = [&](Token token) { return theme.color(token).name(); };
    const QString body = lineHeight(style.body, typography::BodyLineHeight);
    const int gap = qRound(12 * scale);
    QString& sheet = style.sheet;
    sheet += u"body{color:%1;}"_s.arg(color(Token::Text));
    sheet += u"p{margin-top:0px;margin-bottom:%1px;%2}"_s.arg(gap).arg(body);
    sheet += headingRule(u"h1"_s, TextRole::NoteHeading1, scale, 12);
    sheet += headingRule(u"h2"_s, TextRole::NoteHeading2, scale, 20);
    sheet += headingRule(u"h3,h4,h5,h6"_s, TextRole::NoteHeading3, scale, 16);
    sheet += u"ul,ol{margin-top:0px;margin-bottom:0px;}"_s;
    sheet += u"hr{background-color:%1;}"_s.arg(color(Token::Line));
    style.gap = gap;
    sheet += u"li{margin-top:0px;margin-bottom:0px;%1}"_s.arg(body);
    sheet += u"blockquote{margin:0px 0px %1px %2px;font-style:italic;color:%3;}"_s.arg(gap)
                 .arg(qRound(style.quoteIndent))
                 .arg(color(Token::TextSecondary));
    sheet += u"pre{white-space:pre-wrap;margin:20px %1px 22px %1px;%2font-size:%3;%4}"_s
                 .arg(qRound(style.codeIndent))
                 .arg(familyOf(style.code), sizeOf(style.code),
                      lineHeight(style.code, typography::CodeLineHeight));
    sheet += u"code{%1font-size:%2;background-color:%3;}"_s.arg(familyOf(style.code), sizeOf(style.code),
                                                                color(Token::Code));
    sheet += u"a{color:%1;text-decoration:underline;}"_s.arg(color(Token::Link));
    sheet += u"a.tag{color:%1;text-decoration:none;}"_s.arg(color(Token::AccentText));
    sheet += u"s{color:%1;text-decoration:line-through;}"_s.arg(color(Token::TextSecondary));
    sheet += u"table{border-collapse:collapse;border-style:solid;border-width:1px;border-color:%1;"
             "margin-top:4px;margin-bottom:%2px;}"_s.arg(color(Token::Line))
                 .arg(gap);
    sheet += u"td,th{border-style:solid;border-width:1px;border-color:%1;}"_s.arg(color(Token::Line));
    sheet += u"th{background-color:%1;font-weight:600;}"_s.arg(color(Token::Code));
    return style;
}

} // namespace lockleaf::ui
