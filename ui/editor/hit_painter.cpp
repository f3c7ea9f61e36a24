// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/hit_painter.h"

#include "ui/theme/theme_manager.h"
#include "ui/widgets/control_painter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr double HitPadding = 1;
constexpr double HitRadius = 3;
/// A place between two letters.
constexpr double EmptyHitWidth = 3;
constexpr double PresentRing = 2;
/// Each letter of a hit is asked where it stands, up to this many: letters of a line may run both ways.
constexpr int MostLettersAsked = 200;

} // namespace

void HitPainter::paint(QPainter& painter, const QTextBlock& first, double top, double bottom) const
{
    if (m_hits.count() == 0)
        return;
    for (QTextBlock block = first; block.isValid(); block = block.next()) {
        const QTextLayout* layout = block.layout();
        if (layout->lineCount() == 0)
            break;
        const double origin = layout->position().y();
        if (origin > bottom)
            break;
        for (int i = 0; i < layout->lineCount(); ++i) {
            const QTextLine line = layout->lineAt(i);
            if (origin + line.y() > bottom)
                break;
            if (origin + line.y() + line.height() >= top)
                paintLine(painter, block, line);
        }
    }
}

void HitPainter::paintLine(QPainter& painter, const QTextBlock& block, const QTextLine& line) const
{
    const int start = block.position() + line.textStart();
    const int end = start + line.textLength();
    int index = 0;
    for (const FoundRange& hit : m_hits.within(start, end, &index)) {
        const int from = std::max(hit.start, start);
        const int to = std::min(hit.end(), end);
        const bool present = index++ == m_hits.present();
        // A hit that goes over the end of a line has nothing in the next one yet; an empty one is a place.
        if (from < to || hit.length == 0)
            paintHit(painter, block, line, from - block.position(), to - block.position(), present);
    }
}

QFont HitPainter::fontAt(const QTextBlock& block, int from, int to) const
{
    QFont font = m_font;
    double largest = 0;
    for (const QTextLayout::FormatRange& range : block.layout()->formats()) {
        const bool touches = range.start < std::max(to, from + 1) && range.start + range.length > from;
        if (!touches)
            continue;
        QFont own = m_font;
        if (range.format.hasProperty(QTextFormat::FontPointSize))
            own.setPointSizeF(range.format.fontPointSize());
        else if (range.format.hasProperty(QTextFormat::FontPixelSize))
            own.setPixelSize(range.format.intProperty(QTextFormat::FontPixelSize));
        const double height = QFontMetricsF(own).height();
        if (height > largest) {
            largest = height;
            font = own;
        }
    }
    return font;
}

void HitPainter::paintHit(QPainter& painter, const QTextBlock& block, const QTextLine& line, int from, int to,
                          bool present) const
{
    double left = line.cursorToX(from);
    double right = left;
    const int step = std::max(1, (to - from) / MostLettersAsked);
    for (int at = from; at <= to; at = at < to ? std::min(to, at + step) : at + 1) {
        const double x = line.cursorToX(at);
        left = std::min(left, x);
        right = std::max(right, x);
    }
    if (right - left < EmptyHitWidth) {
        left -= EmptyHitWidth / 2;
        right = left + EmptyHitWidth;
    }
    const QFontMetricsF metrics(fontAt(block, from, to));
    const QPointF origin = block.layout()->position();
    const double baseline = origin.y() + line.y() + line.ascent();
    QRectF ground(origin.x() + left - HitPadding, baseline - metrics.ascent() - HitPadding,
                  right - left + 2 * HitPadding, metrics.ascent() + metrics.descent() + 2 * HitPadding);
    if (present) // at the edge of the column its ring would be cut off
        ground.setLeft(std::max(ground.left(), PresentRing));
    const Theme& theme = currentTheme();
    if (present)
        control_painter::frame(painter, ground.adjusted(-PresentRing, -PresentRing, PresentRing, PresentRing),
                               theme.color(Token::Accent), PresentRing, HitRadius + PresentRing,
                               theme.color(Token::Mark));
    else
        control_painter::fill(painter, ground, theme.color(Token::Mark), HitRadius);
}

} // namespace lockleaf::ui
