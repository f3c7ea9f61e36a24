// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vault/note.h"
#include "ui/sheets/lock_signals.h"
#include "ui/sheets/tray_state.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/sheet.h"

class QStackedWidget;
class QVBoxLayout;

namespace lockleaf::ui {

class SettingsPages;

/// Settings: a list of pages on one side, the chosen page on the other. Every change applies at once.
class SettingsSheet : public Sheet
{
    Q_OBJECT

public:
    /// `known`: what the settings of locking say of this desktop.
    SettingsSheet(const VaultSettings& settings, const LockSignals& known, Appearance appearance,
                  QWidget* anyWidget);

    /// Another page, behind the others; the sheet owns it.
    void addBackups(QWidget* page);
    /// The switch of the icon in the system tray, on the page of the appearance.
    void addTray(const TrayState& tray);

Q_SIGNALS:
    /// 0: never.
    void idleSecondsChosen(int seconds);
    void warningChosen(bool warn);
    void lockTriggersChosen(const lockleaf::LockTriggers& triggers);
    /// After how long copied text is taken back; 0: at a lock.
    void clearCopiedChosen(int seconds);
    /// After how many days the trash lets go of a note; 0: never.
    void trashDaysChosen(int days);
    /// The sheet has closed.
    void keyChangeRequested();
    void waysRequested();
    void appearanceChosen(lockleaf::ui::Appearance appearance);
    void trayChosen(bool wanted);

private:
    QWidget* makeSecurity(const VaultSettings& settings, const LockSignals& known);
    QWidget* makeNotes(const VaultSettings& settings);
    QWidget* makeAppearance(Appearance appearance);
    void addPage(const QString& title, QWidget* content);

    SettingsPages* m_pages;
    QStackedWidget* m_stack;
    QVBoxLayout* m_appearanceColumn = nullptr;
};

} // namespace lockleaf::ui
