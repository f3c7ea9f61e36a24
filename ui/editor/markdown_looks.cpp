// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MarkdownStyler that says what a line looks like.
#include "ui/editor/markdown_styler.h"

#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"

#include <QFontMetricsF>

#include <algorithm>

namespace lockleaf::ui {

using markdown::Line;
using markdown::LineKind;

namespace {

/// Marks that are not shown keep their places at this size, drawn in nothing.
constexpr int HiddenPixels = 1;
/// A fence that is not shown leaves this much of its line, as the padding of its block of code.
constexpr int HiddenFencePixels = 7;
constexpr double HiddenSpacingPercent = 1;
constexpr int HeadingGap = 4;
constexpr double InlineCodeGap = 4;

QColor token(Token name)
{
    return currentTheme().color(name);
}

bool isListLine(LineKind kind)
{
    return kind == LineKind::Bullet || kind == LineKind::Number || kind == LineKind::Task;
}

QTextCharFormat hidden(int pixels)
{
    QTextCharFormat format;
    format.setProperty(QTextFormat::FontPixelSize, pixels);
    format.setFontLetterSpacingType(QFont::PercentageSpacing);
    format.setFontLetterSpacing(HiddenSpacingPercent);
    format.setForeground(Qt::transparent);
    return format;
}

void setFontSize(QTextCharFormat& format, const QFont& font)
{
    if (font.pointSizeF() > 0)
        format.setFontPointSize(font.pointSizeF());
    else
        format.setProperty(QTextFormat::FontPixelSize, font.pixelSize());
}

} // namespace

QTextBlockFormat MarkdownStyler::formatFor(const QTextBlock& block, const Line& line) const
{
    QTextBlockFormat format = bodyFormat();
    const auto heading = [&](const QFont& font) {
        format.setLineHeight(typography::lineHeightPercent(font, typography::HeadingLineHeight),
                             QTextBlockFormat::ProportionalHeight);
        format.setBottomMargin(scaled(HeadingGap));
    };
    const bool rightToLeft = block.textDirection() == Qt::RightToLeft;
    const auto indent = [&](int pixels) {
        rightToLeft ? format.setRightMargin(pixels) : format.setLeftMargin(pixels);
    };
    switch (line.kind) {
    case LineKind::Title:
    case LineKind::Heading1:
        heading(m_heading[0]);
        break;
    case LineKind::Heading2:
        heading(m_heading[1]);
        break;
    case LineKind::Heading3:
        heading(m_heading[2]);
        break;
    case LineKind::Bullet:
    case LineKind::Number:
    case LineKind::Task:
        indent(scaled(ListSlot) * (line.depth + 1));
        format.setTextIndent(-scaled(ListSlot));
        break;
    case LineKind::Quote:
        indent(scaled(QuoteIndent));
        break;
    case LineKind::Fence:
    case LineKind::CodeLine:
        format.setLineHeight(typography::lineHeightPercent(m_code, typography::CodeLineHeight),
                             QTextBlockFormat::ProportionalHeight);
        format.setLeftMargin(scaled(CodeIndent));
        format.setRightMargin(scaled(CodeIndent));
        break;
    case LineKind::Paragraph:
    case LineKind::Rule:
    case LineKind::FrontMatter:
        break;
    }
    if (const int below = roomOf(block).below; below > 0)
        format.setBottomMargin(format.bottomMargin() + below);
    return format;
}

void MarkdownStyler::style(const QTextBlock& block, bool tellLayout)
{
    auto* data = static_cast<LineData*>(block.userData());
    data->active = block == m_active;
    data->styled = true;
    QList<QTextLayout::FormatRange> ranges;
    const int length = block.length() - 1;
    const Line& line = data->line;
    const bool isPicture = !data->active && length > 0 && roomOf(block).instead;
    const int prefix = isPicture ? 0 : std::min(line.prefix, length);
    if (prefix > 0)
        appendPrefix(ranges, block, *data);
    const QTextCharFormat base = lineLook(*data);
    if (isPicture) {
        ranges.append({0, length, hidden(HiddenPixels)});
    } else if (line.looks.empty()) {
        if (length > prefix && !base.isEmpty())
            ranges.append({prefix, length - prefix, base});
    } else {
        for (int at = prefix; at < length;) {
            const std::uint16_t same = line.looks[static_cast<std::size_t>(at)];
            int end = at + 1;
            while (end < length && line.looks[static_cast<std::size_t>(end)] == same)
                ++end;
            QTextCharFormat format = base;
            format.merge(look(same, *data));
            const auto isCodeAt = [&](int i) {
                return i >= prefix && i < length &&
                       (line.looks[static_cast<std::size_t>(i)] & markdown::InlineCode);
            };
            if ((same & markdown::Mark) && !data->active && (isCodeAt(at - 1) || isCodeAt(end))) {
                // A hidden backtick leaves the padding of the code's ground.
                format.setFontLetterSpacingType(QFont::AbsoluteSpacing);
                format.setFontLetterSpacing(InlineCodeGap / static_cast<double>(end - at));
            }
            if (!format.isEmpty())
                ranges.append({at, end - at, format});
            at = end;
        }
    }
    if (block.layout()->formats() == ranges)
        return;
    const bool laidOut = block.layout()->lineCount() > 0; // other formats take the lines away
    block.layout()->setFormats(ranges);
    // What is not laid out yet gets its look when it is; told of it, the layout of a long text would stop
    // there.
    if (!tellLayout || !laidOut)
        return;
    m_layoutTold = true;
    m_document.markContentsDirty(block.position(), block.length());
}

QTextCharFormat MarkdownStyler::lineLook(const LineData& data) const
{
    QTextCharFormat format;
    const auto heading = [&](const QFont& font) {
        setFontSize(format, font);
        format.setFontWeight(font.weight());
    };
    const auto code = [&] {
        format.setFontFamilies(m_code.families().isEmpty() ? QStringList(m_code.family())
                                                           : m_code.families());
        format.setFontFixedPitch(true);
        setFontSize(format, m_code);
    };
    switch (data.line.kind) {
    case LineKind::Title:
    case LineKind::Heading1:
        heading(m_heading[0]);
        break;
    case LineKind::Heading2:
        heading(m_heading[1]);
        break;
    case LineKind::Heading3:
        heading(m_heading[2]);
        break;
    case LineKind::Task:
        if (data.line.done) {
            format.setForeground(token(Token::TextSecondary));
            format.setFontStrikeOut(true);
        }
        break;
    case LineKind::Quote:
        format.setFontItalic(true);
        format.setForeground(token(Token::TextSecondary));
        break;
    case LineKind::Fence:
        if (!data.active)
            return hidden(scaled(HiddenFencePixels));
        code();
        format.setForeground(token(Token::TextTertiary));
        break;
    case LineKind::CodeLine:
        code();
        break;
    case LineKind::FrontMatter:
        code();
        format.setForeground(token(Token::TextTertiary));
        break;
    case LineKind::Rule:
        format.setForeground(data.active ? token(Token::TextTertiary) : QColor(Qt::transparent));
        break;
    case LineKind::Paragraph:
    case LineKind::Bullet:
    case LineKind::Number:
        break;
    }
    return format;
}

QTextCharFormat MarkdownStyler::look(std::uint16_t look, const LineData& data) const
{
    if (look & markdown::Mark) {
        if (!data.active)
            return hidden(HiddenPixels);
        QTextCharFormat format;
        format.setForeground(token(Token::TextTertiary));
        return format;
    }
    QTextCharFormat format;
    if (look & markdown::Bold)
        format.setFontWeight(QFont::Bold);
    if (look & markdown::Italic)
        format.setFontItalic(true);
    if (look & markdown::Strike) {
        format.setFontStrikeOut(true);
        format.setForeground(token(Token::TextSecondary));
    }
    if (look & markdown::InlineCode) {
        format.setFontFamilies(m_code.families().isEmpty() ? QStringList(m_code.family())
                                                           : m_code.families());
        format.setFontFixedPitch(true);
        if (data.line.kind != LineKind::Title && data.line.kind != LineKind::Heading1)
            setFontSize(format, m_code);
    }
    if (look & markdown::Link) {
        format.setForeground(token(Token::Link));
        format.setFontUnderline(true);
    }
    if (look & markdown::Tag)
        format.setForeground(token(Token::AccentText));
    return format;
}

void MarkdownStyler::appendPrefix(QList<QTextLayout::FormatRange>& ranges, const QTextBlock& block,
                                  const LineData& data) const
{
    const int prefix = data.line.prefix;
    // A line of nothing but its mark keeps the height of its text by one character that takes its room.
    const bool alone = prefix == block.length() - 1;
    if (!isListLine(data.line.kind)) {
        QTextCharFormat mark = lineLook(data);
        mark.setForeground(data.active ? token(Token::TextTertiary) : QColor(Qt::transparent));
        const int hiddenUntil = data.active ? 0 : alone ? prefix - 1 : prefix;
        if (hiddenUntil > 0)
            ranges.append({0, hiddenUntil, hidden(HiddenPixels)});
        if (hiddenUntil < prefix)
            ranges.append({hiddenUntil, prefix - hiddenUntil, mark});
        return;
    }
    // The mark of a list always is what is drawn in its slot; a number stands there itself.
    const int slot = scaled(ListSlot);
    double used = 0;
    int visibleFrom = prefix;
    if (data.line.kind == LineKind::Number) {
        visibleFrom = 0;
        while (visibleFrom < prefix && block.text()[visibleFrom].isSpace())
            ++visibleFrom;
        used = QFontMetricsF(m_body).horizontalAdvance(block.text().mid(visibleFrom, prefix - visibleFrom));
    }
    if (visibleFrom > 0)
        ranges.append({0, std::min(visibleFrom, prefix - 1), hidden(HiddenPixels)});
    QTextCharFormat last;
    if (data.line.kind == LineKind::Number) {
        last.setForeground(token(Token::TextSecondary));
        if (prefix - 1 > visibleFrom)
            ranges.append({visibleFrom, prefix - 1 - visibleFrom, last});
    } else if (alone) {
        last.setForeground(Qt::transparent);
        used = QFontMetricsF(m_body).horizontalAdvance(block.text()[prefix - 1]);
    } else {
        last = hidden(HiddenPixels);
    }
    last.setFontLetterSpacingType(QFont::AbsoluteSpacing);
    last.setFontLetterSpacing(std::max(0.0, slot - used));
    ranges.append({prefix - 1, 1, last});
}

} // namespace lockleaf::ui
