// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace lockleaf::ui::leaf_art {

/// Draws the large leaf that leans into the lower end of a surface. `origin` is the point where its lowest
/// visible point stands, in logical pixels; `scale` 1 is the size it has in a window of 1440×900.
/// `mirrored` lets it lean the other way, for right-to-left layouts.
void paint(QPainter& painter, const QPointF& origin, qreal scale, const QColor& leaf, const QColor& vein,
           bool mirrored);

/// Width of the part of the leaf that a window of 1440×900 shows, at scale 1.
inline constexpr qreal VisibleWidth = 540;

} // namespace lockleaf::ui::leaf_art
