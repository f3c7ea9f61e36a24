// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chip.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QKeyEvent>
#include <QPainter>

namespace lockleaf::ui {

namespace {

constexpr int PillPadding = 10;
constexpr int PillExtra = 6;
constexpr int Outside = 2; // transparent part of the click area above and below the pill

} // namespace

Chip::Chip(const QString& text, Kind kind, QWidget* parent) : QPushButton(text, parent), m_kind(kind)
{
    setAutoDefault(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Chip::setKind(Kind kind)
{
    m_kind = kind;
    update();
}

void Chip::setRemovable(bool removable)
{
    m_removable = removable;
    setAccessibleDescription(removable ? tr("Delete removes it") : QString());
}

QSize Chip::sizeHint() const
{
    const QFontMetrics fontMetrics(typography::font(TextRole::Caption));
    return {fontMetrics.horizontalAdvance(text()) + 2 * PillPadding,
            qMax(metrics::IconButtonSize, fontMetrics.height() + PillExtra + 2 * Outside)};
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(typography::font(TextRole::Caption));
    const Theme& theme = currentTheme();
    const qreal pillHeight = painter.fontMetrics().height() + PillExtra;
    const QRectF pill(0.5, (height() - pillHeight) / 2, width() - 1, pillHeight);
    const bool filled = m_kind == Kind::Filled || isChecked();
    if (filled) {
        control_painter::selection(painter, pill, pillHeight / 2);
        if (underMouse())
            control_painter::frame(painter, pill, theme.color(Token::LineStrong), 1, pillHeight / 2);
    } else {
        QPen pen(theme.color(Token::LineStrong), 1);
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.setBrush(underMouse() ? QBrush(theme.color(Token::Hover)) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), pillHeight / 2, pillHeight / 2);
    }
    painter.setPen(theme.color(filled ? Token::AccentText : Token::TextSecondary));
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, text());
    if (control_painter::showsFocusRing(*this))
        control_painter::focusRing(painter, pill, pillHeight / 2);
}

void Chip::keyPressEvent(QKeyEvent* event)
{
    if (m_removable && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        Q_EMIT removeRequested();
        return;
    }
    QPushButton::keyPressEvent(event);
}

void Chip::enterEvent(QEnterEvent* event)
{
    QPushButton::enterEvent(event);
    update();
}

void Chip::leaveEvent(QEvent* event)
{
    QPushButton::leaveEvent(event);
    update();
}

} // namespace lockleaf::ui
