// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/progress_bar.h"

#include "ui/theme/theme_manager.h"
#include "ui/widgets/control_painter.h"

#include <QPainter>
#include <QPainterPath>
#include <QTimerEvent>

#include <cmath>
#include <numbers>

namespace lockleaf::ui {

namespace {

constexpr int BarHeight = 4;
constexpr int FrameMilliseconds = 33;
constexpr int PhaseCount = 48;
constexpr qreal PieceShare = 0.32;

} // namespace

ProgressBar::ProgressBar(const QString& accessibleName, QWidget* parent) : QProgressBar(parent)
{
    setAccessibleName(accessibleName);
    setTextVisible(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ProgressBar::sizeHint() const
{
    return {160, BarHeight};
}

QSize ProgressBar::minimumSizeHint() const
{
    return {40, BarHeight};
}

void ProgressBar::showEvent(QShowEvent* event)
{
    QProgressBar::showEvent(event);
    if (ThemeManager::instance().motionAllowed())
        m_timer.start(FrameMilliseconds, this);
}

void ProgressBar::hideEvent(QHideEvent* event)
{
    QProgressBar::hideEvent(event);
    m_timer.stop();
}

void ProgressBar::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_timer.timerId()) {
        QProgressBar::timerEvent(event);
        return;
    }
    if (!isIndeterminate())
        return;
    m_phase = (m_phase + 1) % (2 * PhaseCount);
    update();
}

void ProgressBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    const QRectF track(0, (height() - BarHeight) / 2.0, width(), BarHeight);
    control_painter::fill(painter, track, theme.color(Token::Line), BarHeight / 2.0);
    QRectF done = track;
    if (isIndeterminate()) {
        const qreal piece = track.width() * PieceShare;
        const qreal swing = (1 - std::cos(std::numbers::pi * m_phase / PhaseCount)) / 2;
        done = QRectF(track.x() + swing * (track.width() - piece), track.y(), piece, track.height());
    } else {
        const qreal share = static_cast<qreal>(value() - minimum()) / qMax(1, maximum() - minimum());
        done.setWidth(track.width() * qBound(0.0, share, 1.0));
        if (layoutDirection() == Qt::RightToLeft)
            done.moveRight(track.right());
    }
    if (done.width() > 0)
        control_painter::fill(painter, done, theme.color(Token::Accent), BarHeight / 2.0);
}

} // namespace lockleaf::ui
