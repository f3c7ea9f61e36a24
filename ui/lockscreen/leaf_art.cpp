// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/leaf_art.h"

#include <QPainter>
#include <QPainterPath>

#include <array>

namespace lockleaf::ui::leaf_art {

namespace {

constexpr qreal VeinWidth = 8;

/// The outline; the origin is the lower left corner of what is visible.
QPainterPath outline()
{
    QPainterPath path(QPointF(26, 30));
    path.cubicTo({-32, -210}, {38, -528}, {540, -638});
    path.cubicTo({620, -655}, {690, -668}, {760, -672});
    path.cubicTo({765, -420}, {660, -150}, {360, -1});
    path.cubicTo({270, 42}, {130, 60}, {26, 30});
    return path;
}

/// Where a pair of side veins leaves the midrib, and where the two end, relative to that point.
struct Pair
{
    QPointF at;
    QPointF up;
    QPointF side;
};

QPainterPath veins()
{
    constexpr std::array<Pair, 4> Pairs{{
        {{75, -89}, {31, -153}, {169, 16}},
        {{174, -208}, {26, -153}, {170, 1}},
        {{288, -319}, {16, -153}, {169, -14}},
        {{415, -426}, {7, -153}, {168, -31}},
    }};
    QPainterPath path(QPointF(-10, 34));
    path.cubicTo({150, -200}, {330, -380}, {640, -590});
    for (const Pair& pair : Pairs) {
        path.moveTo(pair.at);
        path.quadTo(pair.at + QPointF(pair.up.x() / 2 - 24, pair.up.y() / 2 - 4), pair.at + pair.up);
        path.moveTo(pair.at);
        path.quadTo(pair.at + QPointF(pair.side.x() / 2, pair.side.y() / 2 - 22), pair.at + pair.side);
    }
    return path;
}

} // namespace

void paint(QPainter& painter, const QPointF& origin, qreal scale, const QColor& leaf, const QColor& vein,
           bool mirrored)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(origin);
    painter.scale(mirrored ? -scale : scale, scale);
    painter.fillPath(outline(), leaf);
    painter.setClipPath(outline(), Qt::IntersectClip);
    painter.strokePath(veins(), QPen(vein, VeinWidth, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.restore();
}

} // namespace lockleaf::ui::leaf_art
