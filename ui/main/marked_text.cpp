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

/// Beyond any screen.
constexpr int UnbrokenWidth = 1'000'000;

/// A wide one and a narrow one: together they are as wide as two letters of most texts.
constexpr QStringView CommonLetters = u"et";

/// Of text as people write it, in pixels. A font's own average is one over all its letters: a quarter more in
/// Inter.
qreal commonWidth(const QFont& font)
{
    const QFontMetricsF metrics(font);
    qreal width = 0;
    for (const QChar letter : CommonLetters)
        width += metrics.horizontalAdvance(letter);
    return std::max(1.0, width / CommonLetters.size());
}

/// Letters after which `lines` lines of `width` are full, at `narrowness` times as many as of common ones:
/// what is not seen need not be shaped.
qsizetype enoughFor(int lines, int width, const QFont& font, int narrowness)
{
    const int common = static_cast<int>(width / commonWidth(font));
    return qsizetype{lines} * (narrowness * common + common / 4 + 2);
}

bool isLeftToRight(const QString& text)
{
    constexpr char16_t firstOther = 0x0590; // Hebrew is the first of them
    return std::ranges::none_of(text, [](QChar letter) {
        if (letter.unicode() < firstOther)
            return false;
        const QChar::Direction direction = letter.direction();
        return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN ||
               letter.isSurrogate();
    });
}

/// The beginning of `text` with "…" that fits.
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
    QTextOption option(Qt::AlignLeft | Qt::AlignAbsolute); // whoever draws a line sees to its place
    option.setWrapMode(wrap);
    option.setTextDirection(directions.text);
    layout.setTextOption(option);
    layout.setCacheEnabled(true); // shaped once, for measuring and drawing
    QTextCharFormat mark;
    mark.setBackground(currentTheme().color(Token::Mark));
    mark.setForeground(currentTheme().color(Token::Text));
    mark.setFontWeight(strong.weight());
    QList<QTextLayout::FormatRange> formats;
    for (const TextSpan& span : text.marks)
        formats.append({static_cast<int>(span.begin), static_cast<int>(span.length), mark});
    if (!formats.isEmpty())
        layout.setFormats(formats);
}

/// Fonts and directions of a text, and where it is drawn.
struct Drawing
{
    QPainter& painter;
    const QFont& font;
    const QFont& strong;
    Directions directions;
};

/// Where the line begins, of which `width` is seen.
QPointF placeOf(const Drawing& drawing, const QRect& rect, const QTextLine& line, qreal width)
{
    const qreal right = drawing.directions.row == Qt::RightToLeft ? rect.width() - width : 0;
    return {rect.left() + right, rect.top() + (rect.height() - line.height()) / 2};
}

/// Draws the beginning of a line that is wider than `rect`, as it has been shaped.
void drawElided(const Drawing& drawing, const QRect& rect, const QTextLayout& layout, const QTextLine& line)
{
    const QString mark(QChar(u'…'));
    const qreal room = rect.width() - QFontMetricsF(drawing.font).horizontalAdvance(mark);
    int cut = line.xToCursor(room);
    if (line.cursorToX(cut) > room)
        cut = layout.previousCursorPosition(cut);
    const qreal end = std::max(0.0, line.cursorToX(std::max(cut, line.textStart())));
    const QPointF place = placeOf(drawing, rect, line, rect.width() - room + end);
    QPainter& painter = drawing.painter;
    painter.save();
    painter.setClipRect(QRect(static_cast<int>(place.x()), rect.top(), qRound(end), rect.height()),
                        Qt::IntersectClip);
    line.draw(&painter, place);
    painter.restore();
    painter.setFont(drawing.font);
    painter.drawText(QPointF(place.x() + end, place.y() + line.ascent()), mark);
}

void drawLine(const Drawing& drawing, const QRect& rect, const MarkedText& text)
{
    QTextLayout layout(text.text, drawing.font, drawing.painter.device());
    setUp(layout, text, drawing.strong, drawing.directions, QTextOption::NoWrap);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid())
        line.setLineWidth(rect.width());
    layout.endLayout();
    if (line.isValid())
        line.draw(&drawing.painter, placeOf(drawing, rect, line, line.naturalTextWidth()));
}

/// Draws the beginning of `text` in lines of the height of `first`; false, and nothing has been drawn, where
/// they have room for more than `length` letters.
bool drawLines(const Drawing& drawing, const QRect& first, int lines, const MarkedText& text,
               qsizetype length)
{
    const MarkedText head = partOf(text, 0, length);
    QTextLayout layout(head.text, drawing.font, drawing.painter.device());
    setUp(layout, head, drawing.strong, drawing.directions, QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.beginLayout();
    for (int row = 0; row < lines; ++row) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(row + 1 < lines ? first.width()
                                          : UnbrokenWidth); // how much of the last one fits is seen below
    }
    layout.endLayout();
    const bool isFull =
        layout.lineCount() == lines && layout.lineAt(lines - 1).naturalTextWidth() > first.width();
    if (!isFull && length < text.text.size())
        return false;
    QRect rect = first;
    for (int row = 0; row < layout.lineCount(); ++row) {
        const QTextLine line = layout.lineAt(row);
        if (row + 1 < lines || !isFull)
            line.draw(&drawing.painter, placeOf(drawing, rect, line, line.naturalTextWidth()));
        else if (isLeftToRight(head.text))
            drawElided(drawing, rect, layout, line);
        else
            drawLine(drawing, rect,
                     elided(partOf(head, line.textStart(), length), drawing.strong, rect.width()));
        rect.translate(0, first.height());
    }
    return true;
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
    const Drawing drawing{painter, font, strong, directions};
    const QRect first(rect.left(), rect.top(), rect.width(), lineHeight);
    for (int narrowness = 1;; narrowness *= 2) {
        const qsizetype length = std::min(text.text.size(), enoughFor(lines, rect.width(), font, narrowness));
        if (drawLines(drawing, first, lines, text, length))
            return;
    }
}

} // namespace lockleaf::ui
