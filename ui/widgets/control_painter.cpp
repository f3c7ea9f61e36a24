// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/control_painter.h"

#include "ui/theme/input_modality.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"

#include <QPainter>
#include <QPainterPath>
#include <QWidget>

namespace lockleaf::ui::control_painter {

namespace {

constexpr qreal CheckRadius = 5;
constexpr qreal CheckStroke = 1.8;
constexpr qreal ControlStroke = 1.5;

/// Paints with antialiasing and gives the painter back as it was.
class Scope
{
public:
    explicit Scope(QPainter& painter) : m_painter(painter)
    {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
    }
    ~Scope() { m_painter.restore(); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

private:
    QPainter& m_painter;
};

QRectF centred(const QRectF& rect, qreal size)
{
    return {rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, size, size};
}

} // namespace

bool showsFocusRing(const QWidget& widget)
{
    return widget.hasFocus() && InputModality::instance().isKeyboard();
}

void fill(QPainter& painter, const QRectF& rect, const QColor& color, qreal radius)
{
    const Scope scope(painter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(rect, radius, radius);
}

void frame(QPainter& painter, const QRectF& rect, const QColor& border, qreal width, qreal radius,
           const QColor& filling)
{
    const Scope scope(painter);
    painter.setPen(QPen(border, width));
    painter.setBrush(filling);
    const qreal half = width / 2;
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half);
}

void focusRing(QPainter& painter, const QRectF& rect, qreal radius)
{
    frame(painter, rect, currentTheme().color(Token::Accent), metrics::RingWidth, radius);
}

void selection(QPainter& painter, const QRectF& rect, qreal radius)
{
    const Theme& theme = currentTheme();
    if (theme.isHighContrast())
        frame(painter, rect, theme.color(Token::Text), 2, radius);
    else
        fill(painter, rect, theme.color(Token::Tint), radius);
}

void shadow(QPainter& painter, const QRectF& rect, qreal radius, int spread)
{
    const Scope scope(painter);
    QColor color = currentTheme().color(Token::Shadow);
    const qreal full = color.alphaF();
    painter.setPen(Qt::NoPen);
    const qreal drop = spread / 3.0;
    for (int ring = spread; ring >= 1; --ring) {
        // Rings overlap, so that what is seen is the sum: a steep but smooth fall towards the edge.
        const qreal share = 1.0 - static_cast<qreal>(ring) / (spread + 1);
        color.setAlphaF(static_cast<float>(full * 2.0 * share * share / spread));
        painter.setBrush(color);
        const qreal out = ring;
        painter.drawRoundedRect(rect.adjusted(-out, -out + drop, out, out + drop / 2), radius + out,
                                radius + out);
    }
}

void checkBox(QPainter& painter, const QRectF& rect, bool checked, bool enabled)
{
    const Theme& theme = currentTheme();
    const QRectF box = centred(rect, metrics::CheckSize);
    if (!checked) {
        frame(painter, box, theme.color(enabled ? Token::LineStrong : Token::Line), ControlStroke,
              CheckRadius, theme.color(Token::Field));
        return;
    }
    fill(painter, box, theme.color(enabled ? Token::Accent : Token::LineStrong), CheckRadius);
    const Scope scope(painter);
    painter.setPen(
        QPen(theme.color(Token::OnAccent), CheckStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const qreal unit = metrics::CheckSize / 18.0;
    const QPointF origin = box.topLeft();
    painter.drawPolyline(QPolygonF({origin + QPointF(4.8, 9.4) * unit, origin + QPointF(7.8, 12.3) * unit,
                                    origin + QPointF(13.2, 6.1) * unit}));
}

void radioCircle(QPainter& painter, const QRectF& rect, bool checked, bool enabled)
{
    const Theme& theme = currentTheme();
    const QRectF circle = centred(rect, metrics::CheckSize);
    const Token border = !enabled ? Token::Line : checked ? Token::Accent : Token::LineStrong;
    frame(painter, circle, theme.color(border), checked ? 2 : ControlStroke, metrics::CheckSize / 2.0,
          theme.color(Token::Field));
    if (checked)
        fill(painter, circle.adjusted(4.5, 4.5, -4.5, -4.5), theme.color(border), metrics::CheckSize / 2.0);
}

} // namespace lockleaf::ui::control_painter
