// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QRect>
#include <QTextLayout>

#include <cmath>

namespace lockleaf::ui {

/// A short text in one line that is shaped once, for its width and for drawing; in the painter's font. Lives
/// as long as one painting.
class ShapedText
{
public:
    ShapedText(const QPainter& painter, const QString& text)
        : m_layout(text, painter.font(), painter.device())
    {
        constexpr int Unbroken = 1'000'000; // beyond any screen
        m_layout.setTextOption(QTextOption(Qt::AlignLeft | Qt::AlignAbsolute));
        m_layout.setCacheEnabled(true);
        m_layout.beginLayout();
        m_line = m_layout.createLine();
        m_line.setLineWidth(Unbroken);
        m_layout.endLayout();
    }
    ShapedText(const ShapedText&) = delete;
    ShapedText& operator=(const ShapedText&) = delete;

    /// In whole pixels.
    [[nodiscard]] int width() const { return static_cast<int>(std::ceil(m_line.naturalTextWidth())); }
    /// From the left edge of `rect`, in the middle of its height.
    void draw(QPainter& painter, const QRect& rect) const
    {
        m_line.draw(&painter, QPointF(rect.left(), rect.top() + (rect.height() - m_line.height()) / 2));
    }

private:
    QTextLayout m_layout;
    QTextLine m_line;
};

} // namespace lockleaf::ui
