// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/vault/backup_schedule.h"
#include "ui/vault/backup_visit.h"
#include "ui/widgets/sheet.h"

class QBoxLayout;
class QStackedLayout;

namespace lockleaf::ui {

class BackupListPage;
class BackupNotesPage;
class Button;
class Notice;
class ProgressBar;

/// The backups of the vault: proves and removes them, looks into one, and brings single notes or all of it
/// back. Leaving while it works cancels; closing gives everything up and closes what was open.
class BackupsSheet : public Sheet
{
    Q_OBJECT

public:
    /// Both must outlive it; `schedule` has been started.
    BackupsSheet(VaultSession& session, BackupSchedule& schedule, QWidget* anyWidget);
    ~BackupsSheet() override;

    void reject() override;

Q_SIGNALS:
    /// These notes came back from a backup; VaultSession::notesChanged() was told before.
    void returned(const std::vector<lockleaf::RecordId>& notes);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Stage { List, AskRemove, Opening, Notes, Working };
    using Ended = std::function<void(const std::optional<Error>& error)>;

    QBoxLayout* makeButtons();
    void setStage(Stage stage);
    void refreshButtons();
    void takeListing();
    void run(const QString& doing, JobRun::Make make, Ended ended);
    void endWork(const std::optional<Error>& error);
    void handleProgress(qulonglong done, qulonglong total);
    void prove();
    void askRemove();
    void remove();
    void look();
    void leave();
    void returnChosen();
    void chooseTarget();
    void copyTo(const QString& path);
    void backUp();
    void giveUp();

    VaultSession& m_session;
    BackupSchedule& m_schedule;
    Stage m_stage = Stage::List;
    bool m_inside = false; ///< What is worked on is the backup that is open, not the list.
    bool m_listed = false; ///< The backups have been read for the first time.
    QString m_moment;      ///< Of the backup that is open.
    std::unique_ptr<BackupVisit> m_visit;
    std::unique_ptr<JobRun> m_run;
    QStackedLayout* m_pages = nullptr;
    BackupListPage* m_list = nullptr;
    BackupNotesPage* m_notes = nullptr;
    ProgressBar* m_bar = nullptr;
    Notice* m_notice = nullptr;
    QBoxLayout* m_buttons = nullptr;
    Button* m_back = nullptr;
    Button* m_remove = nullptr;
    Button* m_prove = nullptr;
    Button* m_look = nullptr;
    Button* m_all = nullptr;
    Button* m_restore = nullptr;
    Button* m_cancel = nullptr;
    Button* m_sure = nullptr;
};

} // namespace lockleaf::ui
