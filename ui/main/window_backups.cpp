// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that has backups made, and tells of them.
#include "core/backup/backup_beside.h"
#include "ui/main/error_words.h"
#include "ui/main/list_pane.h"
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/sheets/backup_page.h"
#include "ui/sheets/backup_words.h"
#include "ui/sheets/backups_sheet.h"
#include "ui/sheets/settings_sheet.h"

namespace lockleaf::ui {

void WindowParts::connectBackups()
{
    m_actions->backups->setEnabled(!m_session.origin().file.empty());
    connect(m_actions->backups, &QAction::triggered, this, &WindowParts::openBackups);
    connect(this, &WindowParts::firstListPainted, this, &WindowParts::tellOfBackup);
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

/// A backup that is open as a vault is no vault that goes on.
void WindowParts::tellOfBackup()
{
    const std::chrono::seconds offset{QDateTime::currentDateTime().offsetFromUtc()};
    const auto made =
        madeAsBackup(m_session.origin().file, std::chrono::duration_cast<std::chrono::minutes>(offset));
    if (made)
        say(tr("This is the backup from %1, not the vault itself.").arg(backupTime(*made)));
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
    connect(page, &BackupPage::listRequested, this, &WindowParts::openBackups, Qt::QueuedConnection);
    sheet.addBackups(page);
}

void WindowParts::openBackups()
{
    if (m_closing)
        return;
    m_desk.saveNow(); // what a backup is compared with is what is seen
    auto* sheet = new BackupsSheet(m_session, m_backups, &m_window);
    connect(sheet, &BackupsSheet::returned, this, &WindowParts::showReturned);
    openSheet(sheet);
}

/// Notes that came back stand in the list, and the first of them is open.
void WindowParts::showReturned(const std::vector<RecordId>& notes)
{
    m_listPane->clearSearch();
    if (m_place.kind != SidebarPlace::Kind::AllNotes)
        goToPlace({});
    if (m_desk.openId() == notes.front())
        m_desk.reload();
    else
        m_desk.open(notes.front());
}

} // namespace lockleaf::ui
