// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that has backups made, and tells of them.
#include "ui/main/error_words.h"
#include "ui/main/window_parts.h"
#include "ui/sheets/backup_page.h"
#include "ui/sheets/settings_sheet.h"

namespace lockleaf::ui {

void WindowParts::connectBackups()
{
    connect(this, &WindowParts::activityNoticed, &m_backups, &BackupSchedule::postpone);
    connect(&m_desk, &NoteDesk::saveStateChanged, &m_backups, &BackupSchedule::postpone);
    connect(&m_backups, &BackupSchedule::failedFirst, this, [this](const Error& error) {
        say(tr("No backup was made: %1. It is tried again.").arg(shortReason(error)), tr("Settings"),
            [this] { openSettings(); });
    });
    connect(&m_backups, &BackupSchedule::shrank, this, [this](qulonglong before, qulonglong now) {
        say(tr("The vault has shrunk from %1 to %2 notes. The backups of before are kept.")
                .arg(before)
                .arg(now),
            tr("This is right"), [this] { m_backups.acceptShrink(); });
    });
}

void WindowParts::addBackupPage(SettingsSheet& sheet)
{
    if (m_session.origin().file.empty())
        return;
    auto* page = new BackupPage(m_backups, m_settings, &sheet);
    const auto change = [this](const std::function<void(VaultSettings&)>& what) {
        changeSettings(what);
        m_backups.setSettings(m_settings);
    };
    connect(page, &BackupPage::backupsChosen, this,
            [change](bool on) { change([on](VaultSettings& settings) { settings.backups = on; }); });
    connect(page, &BackupPage::minutesChosen, this, [change](int minutes) {
        change([minutes](VaultSettings& settings) {
            settings.backupMinutes = static_cast<std::uint32_t>(minutes);
        });
    });
    connect(page, &BackupPage::folderChosen, this, [change](const QString& folder) {
        change([&folder](VaultSettings& settings) { settings.backupFolder = folder.toStdString(); });
    });
    sheet.addBackups(page);
}

} // namespace lockleaf::ui
