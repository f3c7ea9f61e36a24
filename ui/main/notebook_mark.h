// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main/notebook_colors.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"

#include <QPainter>
#include <QWidget>

namespace lockleaf::ui {

/// The notebook's drawing before the breadcrumb.
class NotebookMark : public QWidget
{
public:
    explicit NotebookMark(QWidget* parent) : QWidget(parent)
    {
        setFixedSize(metrics::IconMedium, metrics::IconMedium);
    }
    /// As Notebook::color.
    void setColorIndex(int color)
    {
        m_color = color;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        icons::paint(painter, rect(), Icon::Notebook, notebookColor(currentTheme(), m_color),
                     metrics::IconMedium);
    }

private:
    int m_color = 0;
};

} // namespace lockleaf::ui
