// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSplitter;

namespace lockleaf::ui {

class Surface;

/// Places the three panes by the room there is: side by side; without the sidebar, which then lies over the
/// others when asked for; one at a time.
class PaneLayout : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { ThreePanes, TwoPanes, OnePane };

    /// Takes the panes over.
    PaneLayout(Surface* sidebar, QWidget* list, QWidget* editor, QWidget* parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    /// F9: shows or hides the sidebar, or lays it over the other panes where there is no room for it.
    void toggleSidebar();
    /// Takes the sidebar away again where it lies over others.
    void closeOverlay();
    [[nodiscard]] bool isSidebarInPlace() const;
    /// With one pane at a time: which one.
    void showList();
    void showEditor();

Q_SIGNALS:
    /// Mode, or whether the sidebar stands in its place.
    void arrangementChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void arrange();
    void openOverlay();

    Surface* m_sidebar;
    QWidget* m_list;
    QWidget* m_editor;
    QSplitter* m_splitter;
    QWidget* m_veil;
    Mode m_mode = Mode::ThreePanes;
    bool m_sidebarWanted = true;
    bool m_overlay = false;
    bool m_editorInFront = false;
};

} // namespace lockleaf::ui
