// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/note_decorations.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/control_painter.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>

#include <algorithm>

namespace lockleaf::ui {

using markdown::LineKind;

namespace {

constexpr double BulletRadius = 2.6;
constexpr int QuoteBarWidth = 3;
constexpr int InlineCodePadding = 4;
constexpr int InlineCodeRadius = 4;

QRectF rectOf(const QTextBlock& block)
{
    return block.document()->documentLayout()->blockBoundingRect(block);
}

bool isCode(const QTextBlock& block)
{
    const LineData* data = block.isValid() ? MarkdownStyler::dataOf(block) : nullptr;
    return data && (data->line.kind == LineKind::CodeLine || data->line.kind == LineKind::Fence);
}

bool isQuote(const QTextBlock& block)
{
    const LineData* data = block.isValid() ? MarkdownStyler::dataOf(block) : nullptr;
    return data && data->line.kind == LineKind::Quote;
}

/// Where the text's own first line stands: its left edge after the list mark, its middle.
struct FirstLine
{
    double left = 0;
    double right = 0;
    double middle = 0;
    bool valid = false;
};

FirstLine firstLineOf(const QTextBlock& block)
{
    const QTextLayout* layout = block.layout();
    if (!layout || layout->lineCount() == 0)
        return {};
    const QTextLine line = layout->lineAt(0);
    const QPointF origin = layout->position();
    // The extra height of a line lies above its glyphs: their middle is half an ascent over the baseline.
    const double baseline = origin.y() + line.y() + line.ascent();
    const double glyphAscent = QFontMetricsF(block.document()->defaultFont()).capHeight();
    return {origin.x() + line.x(), origin.x() + line.x() + line.naturalTextWidth(),
            baseline - glyphAscent / 2, true};
}

/// Centre of the slot in which a list mark stands.
QPointF slotCentre(const QTextBlock& block, const MarkdownStyler& styler, double offset)
{
    const FirstLine line = firstLineOf(block);
    const bool rightToLeft = block.textDirection() == Qt::RightToLeft;
    const double slot = styler.scaled(MarkdownStyler::ListSlot);
    const double x = rightToLeft ? line.right - offset : line.left + offset;
    return {std::min(x, line.left + std::max(slot, line.right - line.left)), line.middle};
}

} // namespace

QRectF NoteDecorations::taskBox(const QTextBlock& block, const MarkdownStyler& styler)
{
    const LineData* data = MarkdownStyler::dataOf(block);
    if (!data || data->line.kind != LineKind::Task || !firstLineOf(block).valid)
        return {};
    const double size = styler.scaled(metrics::CheckSize);
    const QPointF centre = slotCentre(block, styler, size / 2);
    return {centre.x() - size / 2, centre.y() - size / 2, size, size};
}

void NoteDecorations::paint(QPainter& painter, QTextBlock block, int width, double bottom) const
{
    // A block of code or a quote is drawn as a whole, from its first line on.
    while (block.previous().isValid() &&
           ((isCode(block) && isCode(block.previous())) || (isQuote(block) && isQuote(block.previous()))))
        block = block.previous();
    for (; block.isValid(); block = block.next()) {
        if (rectOf(block).top() > bottom)
            break;
        const LineData* data = MarkdownStyler::dataOf(block);
        if (!data)
            continue;
        switch (data->line.kind) {
        case LineKind::Fence:
        case LineKind::CodeLine:
            if (!isCode(block.previous()))
                paintCode(painter, block, width);
            break;
        case LineKind::Quote:
            if (!isQuote(block.previous()))
                paintQuote(painter, block, width);
            break;
        case LineKind::Bullet:
        case LineKind::Task:
            paintListMark(painter, block, *data);
            break;
        case LineKind::Rule:
            if (!data->active) {
                const double y = std::round(rectOf(block).center().y());
                painter.fillRect(QRectF(0, y, width, 1), currentTheme().color(Token::Line));
            }
            break;
        default:
            break;
        }
        if (!data->line.looks.empty())
            paintInlineCode(painter, block, *data);
    }
}

void NoteDecorations::paintCode(QPainter& painter, const QTextBlock& first, int width) const
{
    QTextBlock last = first;
    // A fence that opens right after one that closed begins a ground of its own, but they touch: one ground.
    while (isCode(last.next()))
        last = last.next();
    const QRectF lastRect = rectOf(last);
    const double top = rectOf(first).top() + first.blockFormat().topMargin();
    const QRectF ground(0, top, width, lastRect.bottom() - top);
    control_painter::frame(painter, ground, currentTheme().color(Token::Line), 1, metrics::RadiusControl,
                           currentTheme().color(Token::Code));
}

void NoteDecorations::paintQuote(QPainter& painter, const QTextBlock& first, int width) const
{
    QTextBlock last = first;
    while (isQuote(last.next()))
        last = last.next();
    const double top = rectOf(first).top() + first.blockFormat().topMargin();
    const bool rightToLeft = first.textDirection() == Qt::RightToLeft;
    const QRectF bar(rightToLeft ? width - QuoteBarWidth : 0, top, QuoteBarWidth,
                     rectOf(last).bottom() - top);
    control_painter::fill(painter, bar, currentTheme().color(Token::Accent), QuoteBarWidth / 2.0);
}

void NoteDecorations::paintListMark(QPainter& painter, const QTextBlock& block, const LineData& data) const
{
    if (data.line.kind == LineKind::Task) {
        const QRectF box = taskBox(block, m_styler);
        if (!box.isEmpty())
            control_painter::checkBox(painter, box, data.line.done, true);
        return;
    }
    const double radius = BulletRadius * m_styler.scaled(100) / 100.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(currentTheme().color(Token::Accent));
    painter.drawEllipse(slotCentre(block, m_styler, m_styler.scaled(9)), radius, radius);
}

void NoteDecorations::paintInlineCode(QPainter& painter, const QTextBlock& block, const LineData& data) const
{
    const auto& looks = data.line.looks;
    const QTextLayout* layout = block.layout();
    for (std::size_t at = 0; at < looks.size(); ++at) {
        if (!(looks[at] & markdown::InlineCode))
            continue;
        std::size_t end = at;
        while (end < looks.size() && (looks[end] & markdown::InlineCode))
            ++end;
        for (int i = 0; i < layout->lineCount(); ++i) {
            const QTextLine line = layout->lineAt(i);
            const int from = std::max(static_cast<int>(at), line.textStart());
            const int to = std::min(static_cast<int>(end), line.textStart() + line.textLength());
            if (from >= to)
                continue;
            const double a = line.cursorToX(from);
            const double b = line.cursorToX(to);
            const QFontMetricsF metrics(m_styler.bodyFont());
            const double baseline = layout->position().y() + line.y() + line.ascent();
            const QRectF ground(layout->position().x() + std::min(a, b) - InlineCodePadding,
                                baseline - metrics.ascent(), std::abs(b - a) + 2 * InlineCodePadding,
                                metrics.ascent() + metrics.descent());
            control_painter::fill(painter, ground, currentTheme().color(Token::Code), InlineCodeRadius);
        }
        at = end;
    }
}

} // namespace lockleaf::ui
