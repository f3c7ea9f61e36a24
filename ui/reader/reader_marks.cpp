// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/reader_marks.h"

#include "core/interchange/markdown_html.h"
#include "ui/editor/markdown_styler.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/control_painter.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetricsF>
#include <QPainter>
#include <QTextDocument>
#include <QTextList>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr double ReaderQuoteBar = 3;
constexpr double ReaderBulletRadius = 2.6;
constexpr double ReaderBulletPlace = 9; ///< From the beginning of its slot.
constexpr double BoxRadius = 4;

int stateOf(const QTextBlock& block)
{
    return block.isValid() ? std::max(0, block.userState()) : 0;
}

QRectF wholeRect(const QTextBlock& block)
{
    return block.document()->documentLayout()->blockBoundingRect(block);
}

/// Where the lines of a block stand, in the document.
QRectF linesRect(const QTextBlock& block)
{
    return block.layout()->boundingRect().translated(wholeRect(block).topLeft());
}

} // namespace

void ReaderMarks::paint(QPainter& painter, const QTextBlock& from, double bottom, double width) const
{
    for (QTextBlock block = from; block.isValid() && wholeRect(block).top() <= bottom; block = block.next()) {
        if (stateOf(block) & HtmlBlockState::Code)
            paintCode(painter, block, width);
        paintListMark(painter, block);
        paintQuotes(painter, block, width);
    }
}

void ReaderMarks::paintCode(QPainter& painter, const QTextBlock& block, double width) const
{
    const QRectF lines = linesRect(block);
    const double left = std::max(0.0, lines.left() - m_style.codeIndent);
    const QRectF ground(left, lines.top() - metrics::Space2, width - left,
                        lines.height() + 2 * metrics::Space2);
    control_painter::frame(painter, ground, m_theme.color(Token::Line), 1, metrics::RadiusControl,
                           m_theme.color(Token::Code));
}

void ReaderMarks::paintQuotes(QPainter& painter, const QTextBlock& block, double width) const
{
    const QRectF rect = wholeRect(block);
    for (int depth = 1; depth <= stateOf(block) / HtmlBlockState::Quote; ++depth) {
        const bool continues = stateOf(block.next()) / HtmlBlockState::Quote >= depth;
        const double end = continues ? wholeRect(block.next()).top() : rect.bottom();
        const double at = (depth - 1) * m_style.quoteIndent;
        const bool rightToLeft = block.textDirection() == Qt::RightToLeft;
        painter.fillRect(QRectF(rightToLeft ? width - at - ReaderQuoteBar : at, rect.top(), ReaderQuoteBar,
                                end - rect.top()),
                         m_theme.color(Token::Accent));
    }
}

void ReaderMarks::paintListMark(QPainter& painter, const QTextBlock& block) const
{
    const QTextList* const list = block.textList();
    const QTextLayout* const layout = block.layout();
    if (!list || list->format().style() != QTextListFormat::ListStyleUndefined || layout->lineCount() == 0)
        return;
    const QTextLine line = layout->lineAt(0);
    const QRectF rect = linesRect(block);
    const double middle =
        wholeRect(block).top() + line.y() + line.ascent() - QFontMetricsF(m_style.body).capHeight() / 2;
    const bool rightToLeft = block.textDirection() == Qt::RightToLeft;
    const double slot = m_style.indent;
    const double edge = rightToLeft ? rect.right() + slot : rect.left() - slot;
    const double side = rightToLeft ? -1 : 1;
    const double scale = slot / MarkdownStyler::ListSlot;
    if (stateOf(block) & HtmlBlockState::Task) {
        const double size = metrics::CheckSize * scale;
        paintBox(painter, QRectF(edge + side * size / 2 - size / 2, middle - size / 2, size, size),
                 stateOf(block) & HtmlBlockState::Done);
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Token::Accent));
    painter.drawEllipse(QPointF(edge + side * ReaderBulletPlace * scale, middle), ReaderBulletRadius * scale,
                        ReaderBulletRadius * scale);
}

void ReaderMarks::paintBox(QPainter& painter, const QRectF& box, bool done) const
{
    if (!done) {
        control_painter::frame(painter, box, m_theme.color(Token::LineStrong), 1.5, BoxRadius,
                               m_theme.color(Token::Field));
        return;
    }
    control_painter::fill(painter, box, m_theme.color(Token::Accent), BoxRadius);
    const auto at = [&](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    const QPointF check[] = {at(0.26, 0.52), at(0.43, 0.69), at(0.75, 0.33)};
    painter.setPen(
        QPen(m_theme.color(Token::OnAccent), box.width() / 10, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(check, 3);
}

} // namespace lockleaf::ui
