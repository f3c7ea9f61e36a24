// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/vault/job_run.h"

#include <QPointer>

namespace lockleaf::ui {

class AskSheet;
class BackupSchedule;
class Sheet;

/// What cannot come back: it asks first, and has a backup made before many notes go. GUI thread only; all
/// that it is given must outlive it.
class TrashActions : public QObject
{
    Q_OBJECT

public:
    TrashActions(QWidget& window, VaultSession& session, BackupSchedule& backups);

    /// Asks about one note by its title, or about several by their number; deletion is then wanted.
    void askDelete(const std::vector<RecordId>& notes, const QString& title);
    /// Counts, asks, and deletes all that is in the trash.
    void askEmpty();
    /// What runs goes no further; before a lock.
    void stop();

Q_SIGNALS:
    void sheetWanted(lockleaf::ui::Sheet* sheet);
    void deletionWanted(const std::vector<lockleaf::RecordId>& notes);
    void said(const QString& sentence, const QString& action, const std::function<void()>& act);
    void failed(const lockleaf::Error& error);

private:
    /// Goes on in the sheet in which the person has said yes.
    using GoOn = std::function<void(AskSheet* sheet)>;
    void backUpFirst(AskSheet* sheet, std::uint64_t count, const GoOn& goOn);
    void askWithoutBackup(std::uint64_t count, const Error& error, const GoOn& goOn);
    void openEmpty(std::uint64_t count);
    void runEmpty(AskSheet* sheet);
    void handleEmptied(const TrashReport& report, const std::optional<Error>& error);

    QWidget& m_window;
    VaultSession& m_session;
    BackupSchedule& m_backups;
    std::unique_ptr<JobRun> m_run;
    bool m_stopped = false;
};

} // namespace lockleaf::ui
