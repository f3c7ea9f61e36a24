// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/pane_layout.h"

#include "ui/main/surface.h"
#include "ui/theme/metrics.h"

#include <QKeyEvent>
#include <QSplitter>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int EditorMinimum = 320;

/// Lies under a sidebar that lies over the panes, and takes the click beside it.
class Veil : public QWidget
{
public:
    explicit Veil(PaneLayout* parent) : QWidget(parent), m_panes(parent) { hide(); }

protected:
    void mousePressEvent(QMouseEvent*) override { m_panes->closeOverlay(); }
    void paintEvent(QPaintEvent*) override
    {
        QPainter(this).fillRect(rect(), currentTheme().color(Token::Scrim));
    }

private:
    PaneLayout* m_panes;
};

} // namespace

PaneLayout::PaneLayout(Surface* sidebar, QWidget* list, QWidget* editor, QWidget* parent)
    : QWidget(parent), m_sidebar(sidebar), m_list(list), m_editor(editor),
      m_splitter(new QSplitter(Qt::Horizontal, this)), m_veil(new Veil(this))
{
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(sidebar);
    m_splitter->addWidget(list);
    m_splitter->addWidget(editor);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setStretchFactor(2, 1);
    m_sidebar->setMaximumWidth(metrics::ListMinimum);
    m_list->setMaximumWidth(metrics::ListMaximum);
    m_editor->setMinimumWidth(EditorMinimum);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    m_splitter->setSizes({metrics::SidebarWidth, metrics::ListWidth, metrics::HideSidebarBelow});
}

bool PaneLayout::isSidebarInPlace() const
{
    return m_mode == Mode::ThreePanes && m_sidebarWanted;
}

void PaneLayout::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void PaneLayout::arrange()
{
    const Mode mode = width() < metrics::SinglePaneBelow    ? Mode::OnePane
                      : width() < metrics::HideSidebarBelow ? Mode::TwoPanes
                                                            : Mode::ThreePanes;
    const bool changed = mode != std::exchange(m_mode, mode);
    if (m_overlay && mode == Mode::ThreePanes)
        closeOverlay();
    if (!m_overlay)
        m_sidebar->setVisible(isSidebarInPlace());
    const bool one = mode == Mode::OnePane;
    m_list->setMaximumWidth(one ? QWIDGETSIZE_MAX : metrics::ListMaximum);
    m_list->setVisible(!one || !m_editorInFront);
    m_editor->setVisible(!one || m_editorInFront);
    if (m_overlay) {
        m_veil->setGeometry(rect());
        m_sidebar->setGeometry(isRightToLeft() ? width() - metrics::SidebarWidth : 0, 0,
                               metrics::SidebarWidth, height());
    }
    if (changed)
        Q_EMIT arrangementChanged();
}

void PaneLayout::toggleSidebar()
{
    if (m_overlay) {
        closeOverlay();
    } else if (m_mode != Mode::ThreePanes) {
        openOverlay();
    } else {
        m_sidebarWanted = !m_sidebarWanted;
        arrange();
        Q_EMIT arrangementChanged();
    }
}

void PaneLayout::openOverlay()
{
    m_overlay = true;
    m_sidebar->setParent(this);
    m_sidebar->setTrailingLine(true);
    m_veil->show();
    m_veil->raise();
    m_sidebar->show();
    m_sidebar->raise();
    arrange();
    m_sidebar->setFocus();
}

void PaneLayout::closeOverlay()
{
    if (!m_overlay)
        return;
    m_overlay = false;
    m_veil->hide();
    m_sidebar->setTrailingLine(false);
    m_splitter->insertWidget(0, m_sidebar);
    m_sidebar->setVisible(isSidebarInPlace());
    if (m_mode == Mode::ThreePanes) // it came back at the width of an overlay
        m_splitter->setSizes({metrics::SidebarWidth, m_list->width(), m_editor->width()});
}

void PaneLayout::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_overlay)
        closeOverlay();
    else
        QWidget::keyPressEvent(event);
}

void PaneLayout::showList()
{
    m_editorInFront = false;
    arrange();
}

void PaneLayout::showEditor()
{
    m_editorInFront = true;
    arrange();
}

} // namespace lockleaf::ui
