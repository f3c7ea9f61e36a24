// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/marked_text.h"

#include "ui/theme/theme_manager.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace lockleaf::ui {

namespace {

/// The part of `whole` from `begin` on, `length` long.
MarkedText partOf(const MarkedText& whole, qsizetype begin, qsizetype length)
{
    MarkedText part{whole.text.mid(begin, length), {}};
    for (const TextSpan& span : whole.marks) {
        const qsizetype from = std::max(span.begin, begin);
        const qsizetype to = std::min(span.begin + span.length, begin + length);
        if (from < to)
            part.marks.push_back({from - begin, to - from});
    }
    return part;
}

MarkedText elided(const MarkedText& text, const QFont& font, int width)
{
    const QString shown = QFontMetrics(font).elidedText(text.text, Qt::ElideRight, width);
    if (shown == text.text)
        return text;
    MarkedText cut = partOf(text, 0, std::max<qsizetype>(0, shown.size() - 1)); // without the "…"
    cut.text = shown;
    return cut;
}

/// Of the row, and of what is said in it.
struct Directions
{
    Qt::LayoutDirection row;
    Qt::LayoutDirection text;
};

void setUp(QTextLayout& layout, const MarkedText& text, const QFont& strong, Directions directions,
           QTextOption::WrapMode wrap)
{
    QTextOption option(directions.row == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft); // mirrors nothing
    option.setWrapMode(wrap);
    option.setTextDirection(directions.text);
    layout.setTextOption(option);
    QTextCharFormat mark;
    mark.setBackground(currentTheme().color(Token::Mark));
    mark.setForeground(currentTheme().color(Token::Text));
    mark.setFontWeight(strong.weight());
    QList<QTextLayout::FormatRange> formats;
    for (const TextSpan& span : text.marks)
        formats.append({static_cast<int>(span.begin), static_cast<int>(span.length), mark});
    layout.setFormats(formats);
}

void drawLine(QPainter& painter, const QRect& rect, const MarkedText& text, const QFont& font,
              const QFont& strong, Directions directions)
{
    QTextLayout layout(text.text, font, painter.device());
    setUp(layout, text, strong, directions, QTextOption::NoWrap);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid())
        line.setLineWidth(rect.width());
    layout.endLayout();
    if (line.isValid())
        layout.draw(&painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2));
}

} // namespace

MarkedText MarkedText::from(const std::string& text, const std::vector<TextRange>& ranges)
{
    MarkedText made{QString::fromStdString(text), {}};
    made.marks = spansOf(made.text, ranges);
    for (QChar& letter : made.text)
        if (letter.isSpace())
            letter = u' ';
    return made;
}

void drawMarkedText(QPainter& painter, const QRect& rect, int lines, int lineHeight, const MarkedText& text,
                    const QFont& font, const QFont& strong, const QColor& color,
                    Qt::LayoutDirection direction)
{
    painter.setPen(color);
    const Directions directions{direction, text.text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight};
    QRect place(rect.left(), rect.top(), rect.width(), lineHeight);
    if (lines == 1) {
        drawLine(painter, place, elided(text, strong, rect.width()), font, strong, directions);
        return;
    }
    QTextLayout layout(text.text, font, painter.device());
    setUp(layout, text, strong, directions, QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.beginLayout();
    for (int row = 0; row < lines; ++row) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(rect.width());
        const bool cut = row == lines - 1 && line.textStart() + line.textLength() < text.text.size();
        const MarkedText part =
            cut ? elided(partOf(text, line.textStart(), text.text.size() - line.textStart()), strong,
                         rect.width())
                : partOf(text, line.textStart(), line.textLength());
        drawLine(painter, place, part, font, strong, directions);
        place.translate(0, lineHeight);
    }
    layout.endLayout();
}

} // namespace lockleaf::ui
