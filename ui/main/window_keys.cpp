// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that changes the keys of the vault.
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/sheets/key_change_sheet.h"

namespace lockleaf::ui {

void WindowParts::connectKeys()
{
    connect(m_actions->changeKeys, &QAction::triggered, this, &WindowParts::openKeyChange);
    connect(m_actions->waysIn, &QAction::triggered, this, [this] { openWays(); });
}

void WindowParts::openKeyChange()
{
    if (m_closing || m_session.origin().file.empty())
        return;
    m_desk.saveNow();
    m_arrivals.start(); // what waits is sealed for the keys of now
    std::optional<BackupPlace> backup;
    if (m_settings.backups)
        backup = m_backups.place();
    auto settle = [this](std::function<void(bool)> done) { m_desk.settle(std::move(done)); };
    auto* sheet = new KeyChangeSheet(m_session, std::move(backup), std::move(settle), &m_window);
    // While one file takes the place of another, neither is missing.
    connect(sheet, &KeyChangeSheet::changeBegun, this, [this] { m_fileWatch.setResting(true); });
    connect(sheet, &KeyChangeSheet::changeGivenUp, this, [this] { m_fileWatch.setResting(false); });
    connect(sheet, &KeyChangeSheet::lockNeeded, this, [this](bool changed) {
        if (changed)
            Q_EMIT keysChanged();
        else
            Q_EMIT lockRequested();
    });
    openSheet(sheet);
}

void WindowParts::whenNoSheet(const std::function<void()>& act)
{
    if (m_closing)
        return;
    if (!m_sheet) {
        act();
        return;
    }
    connect(m_sheet, &QObject::destroyed, this, [this, act] { whenNoSheet(act); }, Qt::QueuedConnection);
}

} // namespace lockleaf::ui
