// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style_scroll_bar.h"

#include "ui/theme/theme_manager.h"

#include <QPainter>
#include <QStyleOption>

namespace lockleaf::ui::style_scroll_bar {

namespace {

constexpr int ThumbInset = 3;

QRect thumbRect(const QStyleOptionSlider& bar)
{
    const bool horizontal = bar.orientation == Qt::Horizontal;
    const int length = horizontal ? bar.rect.width() : bar.rect.height();
    const int range = bar.maximum - bar.minimum;
    int thumb = length;
    if (range > 0) {
        const auto share = static_cast<double>(bar.pageStep) / (static_cast<double>(range) + bar.pageStep);
        thumb = qBound(qMin(ThumbMinimum, length), qRound(share * length), length);
    }
    const int position = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                         length - thumb, bar.upsideDown);
    return horizontal ? QRect(bar.rect.x() + position, bar.rect.y(), thumb, bar.rect.height())
                      : QRect(bar.rect.x(), bar.rect.y() + position, bar.rect.width(), thumb);
}

} // namespace

void draw(const QStyleOptionSlider& bar, QPainter& painter)
{
    if (bar.maximum <= bar.minimum)
        return;
    const Theme& theme = currentTheme();
    const bool busy = bar.state.testFlag(QStyle::State_Sunken) ||
                      (bar.state.testFlag(QStyle::State_MouseOver) &&
                       bar.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider));
    const bool horizontal = bar.orientation == Qt::Horizontal;
    QRectF thumb = QRectF(thumbRect(bar));
    thumb.adjust(horizontal ? 1 : ThumbInset, horizontal ? ThumbInset : 1, horizontal ? -1 : -ThumbInset,
                 horizontal ? -ThumbInset : -1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(busy || theme.isHighContrast() ? Token::LineStrong : Token::ScrollThumb));
    const qreal radius = (horizontal ? thumb.height() : thumb.width()) / 2;
    painter.drawRoundedRect(thumb, radius, radius);
    painter.restore();
}

QRect subControlRect(const QStyleOptionSlider& bar, QStyle::SubControl subControl)
{
    const QRect thumb = thumbRect(bar);
    const bool horizontal = bar.orientation == Qt::Horizontal;
    switch (subControl) {
    case QStyle::SC_ScrollBarSlider:
        return thumb;
    case QStyle::SC_ScrollBarGroove:
        return bar.rect;
    case QStyle::SC_ScrollBarSubPage:
        return horizontal ? QRect(bar.rect.topLeft(), QSize(thumb.x() - bar.rect.x(), bar.rect.height()))
                          : QRect(bar.rect.topLeft(), QSize(bar.rect.width(), thumb.y() - bar.rect.y()));
    case QStyle::SC_ScrollBarAddPage:
        return horizontal ? bar.rect.adjusted(thumb.right() + 1 - bar.rect.x(), 0, 0, 0)
                          : bar.rect.adjusted(0, thumb.bottom() + 1 - bar.rect.y(), 0, 0);
    default:
        return {}; // no line buttons
    }
}

} // namespace lockleaf::ui::style_scroll_bar
