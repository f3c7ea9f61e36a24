// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;
class QWidget;

/// The few shapes that all our controls are made of.
namespace lockleaf::ui::control_painter {

/// True while `widget` has the focus and the person moves by keyboard.
[[nodiscard]] bool showsFocusRing(const QWidget& widget);

/// Fills a rounded rectangle without a border.
void fill(QPainter& painter, const QRectF& rect, const QColor& color, qreal radius);

/// Draws a border of `width` inside `rect`, crisp at any pixel ratio. `filling` may be transparent.
void frame(QPainter& painter, const QRectF& rect, const QColor& border, qreal width, qreal radius,
           const QColor& filling = Qt::transparent);

/// Draws the 2 px accent ring just inside `rect`.
void focusRing(QPainter& painter, const QRectF& rect, qreal radius);

/// Fills `rect` as a selection: Tint, or in high contrast a 2 px outline in Text.
void selection(QPainter& painter, const QRectF& rect, qreal radius);

/// Draws the soft shadow that a card of `radius` at `rect` throws on what is below it. `spread` is how far it
/// reaches, in logical pixels.
void shadow(QPainter& painter, const QRectF& rect, qreal radius, int spread);

/// Draws the box of a check mark, 18 px square at most, centred in `rect`.
void checkBox(QPainter& painter, const QRectF& rect, bool checked, bool enabled);

/// Draws the circle of a radio button centred in `rect`.
void radioCircle(QPainter& painter, const QRectF& rect, bool checked, bool enabled);

} // namespace lockleaf::ui::control_painter
