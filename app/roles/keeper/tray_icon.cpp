// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/tray_icon.h"

#include "ui/theme/icons.h"

namespace lockleaf::app {

TrayIcon::TrayIcon(QObject* parent) : QObject(parent)
{
    const QAction* const show = m_menu.addAction(tr("Show Lockleaf"));
    connect(show, &QAction::triggered, this, &TrayIcon::showChosen);
    m_note = m_menu.addAction(QString());
    connect(m_note, &QAction::triggered, this, &TrayIcon::noteChosen);
    m_lock = m_menu.addAction(tr("Lock now"));
    connect(m_lock, &QAction::triggered, this, &TrayIcon::lockChosen);
    m_menu.addSeparator();
    const QAction* const quit = m_menu.addAction(tr("Quit Lockleaf"));
    connect(quit, &QAction::triggered, this, &TrayIcon::quitChosen);
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT showChosen();
    });
    setUnlocked(false);
}

void TrayIcon::setUnlocked(bool unlocked)
{
    m_icon.setIcon(drawing(unlocked));
    m_icon.setToolTip(unlocked ? tr("Lockleaf: unlocked") : tr("Lockleaf: locked"));
    m_note->setText(unlocked ? tr("New note…") : tr("Write a note…"));
    m_lock->setVisible(unlocked);
}

QIcon TrayIcon::drawing(bool unlocked)
{
    return ui::icons::tray(unlocked);
}

} // namespace lockleaf::app
