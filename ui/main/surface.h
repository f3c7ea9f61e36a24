// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme_manager.h"

#include <QPaintEvent>
#include <QPainter>
#include <QWidget>

namespace lockleaf::ui {

/// A pane: a ground in one token, with a line along an edge if asked for. Follows the theme.
class Surface : public QWidget
{
    Q_OBJECT

public:
    explicit Surface(Token ground, QWidget* parent = nullptr) : QWidget(parent), m_ground(ground)
    {
        connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, qOverload<>(&QWidget::update));
    }

    void setTopLine(bool on) { m_topLine = on; }
    /// A line at the trailing edge, for a pane that lies over others.
    void setTrailingLine(bool on)
    {
        m_trailingLine = on;
        update();
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QPainter painter(this);
        painter.fillRect(event->rect(), currentTheme().color(m_ground));
        const QColor line = currentTheme().color(Token::Line);
        if (m_topLine)
            painter.fillRect(0, 0, width(), 1, line);
        if (m_trailingLine)
            painter.fillRect(isRightToLeft() ? 0 : width() - 1, 0, 1, height(), line);
    }

private:
    Token m_ground;
    bool m_topLine = false;
    bool m_trailingLine = false;
};

} // namespace lockleaf::ui
