// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/toggle.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/control_painter.h"

#include <QPainter>

namespace lockleaf::ui {

namespace {

constexpr int HitHeight = metrics::IconButtonSize; // the click area is at least 28 high
constexpr qreal TrackHeight = 20;
constexpr qreal TrackInset = 1;
constexpr qreal KnobOn = 14;
constexpr qreal KnobOff = 12;
constexpr qreal KnobMargin = 3;

} // namespace

Toggle::Toggle(const QString& accessibleName, QWidget* parent) : QCheckBox(parent)
{
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Toggle::sizeHint() const
{
    return {metrics::ToggleWidth, HitHeight};
}

bool Toggle::hitButton(const QPoint& position) const
{
    return rect().contains(position);
}

void Toggle::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    const QRectF track(TrackInset, (height() - TrackHeight) / 2, width() - 2 * TrackInset, TrackHeight);
    const qreal radius = TrackHeight / 2;
    const bool atRight = isChecked() != (layoutDirection() == Qt::RightToLeft);
    const qreal knob = isChecked() ? KnobOn : KnobOff;
    const qreal margin = isChecked() ? KnobMargin : KnobMargin + 1;
    const QRectF circle(atRight ? track.right() - margin - knob : track.left() + margin,
                        track.center().y() - knob / 2, knob, knob);
    if (isChecked()) {
        control_painter::fill(painter, track, theme.color(isEnabled() ? Token::Accent : Token::LineStrong),
                              radius);
        control_painter::fill(painter, circle, theme.color(Token::OnAccent), knob / 2);
    } else {
        const QColor grey = theme.color(isEnabled() ? Token::LineStrong : Token::Line);
        control_painter::frame(painter, track, grey, 1.5, radius, theme.color(Token::Field));
        control_painter::fill(painter, circle, grey, knob / 2);
    }
    if (control_painter::showsFocusRing(*this))
        control_painter::focusRing(painter, QRectF(rect()).adjusted(-1, 1, 1, -1), HitHeight / 2.0 - 1);
}

} // namespace lockleaf::ui
