// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

namespace lockleaf::app {

/// The icon in the system tray and its menu. It says whether a vault is open, and nothing of the vault. GUI
/// thread.
class TrayIcon : public QObject
{
    Q_OBJECT

public:
    explicit TrayIcon(QObject* parent = nullptr);

    void setUnlocked(bool unlocked);
    void show() { m_icon.show(); }
    [[nodiscard]] const QMenu& menu() const { return m_menu; }
    [[nodiscard]] QString toolTip() const { return m_icon.toolTip(); }
    /// The drawing of either state, in the sizes that trays use.
    [[nodiscard]] static QIcon drawing(bool unlocked);

Q_SIGNALS:
    void showChosen();
    void noteChosen();
    void lockChosen();
    void quitChosen();

private:
    QMenu m_menu; ///< Outlives m_icon, which refers to it.
    QSystemTrayIcon m_icon;
    QAction* m_note;
    QAction* m_lock;
};

} // namespace lockleaf::app
