// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/trash_actions.h"

#include "ui/main/error_words.h"
#include "ui/sheets/ask_sheet.h"
#include "ui/theme/counted.h"
#include "ui/vault/backup_schedule.h"

namespace lockleaf::ui {

TrashActions::TrashActions(QWidget& window, VaultSession& session, BackupSchedule& backups)
    : m_window(window), m_session(session), m_backups(backups)
{
}

void TrashActions::stop()
{
    m_stopped = true;
    m_run.reset();
}

void TrashActions::askDelete(const std::vector<RecordId>& notes, const QString& title)
{
    if (notes.empty())
        return;
    const QString sentence =
        notes.size() == 1 ? tr("Delete “%1” for good? It cannot be brought back.")
                                .arg(title.isEmpty() ? tr("New note") : title)
                          : tr("Delete %1 notes for good? They cannot be brought back.").arg(notes.size());
    auto* sheet = new AskSheet(tr("Delete for good"), sentence, tr("Delete for good"), &m_window);
    connect(sheet, &AskSheet::accepted, this, [this, sheet, notes] {
        backUpFirst(sheet, notes.size(), [this, notes](AskSheet* asked) {
            asked->closeSheet();
            Q_EMIT deletionWanted(notes);
        });
    });
    Q_EMIT sheetWanted(sheet);
}

/// Many notes: a backup comes before, and without one nothing goes unless the person says so.
void TrashActions::backUpFirst(AskSheet* sheet, std::uint64_t count, const GoOn& goOn)
{
    if (m_run)
        return;
    if (!m_backups.isWantedBefore(count)) {
        goOn(sheet);
        return;
    }
    sheet->setWorking(tr("Making a backup first…"));
    m_run = std::make_unique<JobRun>(m_session, nullptr);
    connect(m_run.get(), &JobRun::progressed, sheet, &AskSheet::showProgress);
    connect(sheet, &AskSheet::cancelRequested, m_run.get(), &JobRun::cancel);
    connect(m_run.get(), &JobRun::finished, this,
            [this, count, goOn, sheet = QPointer<AskSheet>(sheet)](const std::optional<Error>& error) {
                m_run.release()->deleteLater(); // it tells this
                m_backups.refresh();
                if (!sheet || !sheet->isOpen())
                    return; // something else stands there now: nobody sees what would go
                if (!error) {
                    goOn(sheet);
                    return;
                }
                sheet->closeSheet();
                if (error->code == ErrorCode::Cancelled)
                    Q_EMIT said(tr("Cancelled. Nothing was deleted."), {}, {});
                else
                    askWithoutBackup(count, *error, goOn);
            });
    m_run->start(m_backups.makeBeforeDeletion());
}

void TrashActions::askWithoutBackup(std::uint64_t count, const Error& error, const GoOn& goOn)
{
    auto* sheet = new AskSheet(tr("No backup could be made"),
                               tr("No backup could be made before: %1. Delete %2 notes for good without one? "
                                  "They cannot be brought back.")
                                   .arg(shortReason(error), QLocale().toString(static_cast<qint64>(count))),
                               tr("Delete without a backup"), &m_window);
    connect(sheet, &AskSheet::accepted, this, [sheet, goOn] { goOn(sheet); });
    Q_EMIT sheetWanted(sheet);
}

void TrashActions::askEmpty()
{
    ListFilter trash;
    trash.trash = true;
    m_session.ask(
        this, [trash](Vault& vault) { return vault.countNotes(trash); },
        [this](const Result<std::uint64_t>& count) {
            if (m_stopped)
                return;
            if (!count)
                Q_EMIT failed(count.error());
            else if (*count == 0)
                Q_EMIT said(tr("The Trash is empty"), {}, {});
            else
                openEmpty(*count);
        });
}

void TrashActions::openEmpty(std::uint64_t count)
{
    auto* sheet = new AskSheet(tr("Empty Trash"),
                               counted(static_cast<qint64>(count),
                                       tr("Delete 1 note for good? It cannot be brought back."),
                                       tr("Delete %1 notes for good? They cannot be brought back.")),
                               tr("Empty Trash"), &m_window);
    connect(sheet, &AskSheet::accepted, this, [this, sheet, count] {
        backUpFirst(sheet, count, [this](AskSheet* asked) { runEmpty(asked); });
    });
    Q_EMIT sheetWanted(sheet);
}

void TrashActions::runEmpty(AskSheet* sheet)
{
    if (m_run)
        return;
    sheet->setWorking(tr("Emptying the Trash…"));
    auto report = std::make_shared<TrashReport>(); // the job may end after this
    m_run = std::make_unique<JobRun>(m_session, nullptr);
    connect(m_run.get(), &JobRun::progressed, sheet, &AskSheet::showProgress);
    connect(sheet, &AskSheet::cancelRequested, m_run.get(), &JobRun::cancel);
    connect(m_run.get(), &JobRun::finished, this,
            [this, report, sheet = QPointer<AskSheet>(sheet)](const std::optional<Error>& error) {
                m_run.release()->deleteLater(); // it tells this
                if (sheet)
                    sheet->closeSheet();
                handleEmptied(*report, error);
            });
    m_run->start([report](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return vault.makeEmptyTrashJob(*report);
    });
}

void TrashActions::handleEmptied(const TrashReport& report, const std::optional<Error>& error)
{
    Q_EMIT m_session.notesChanged({});
    if (error && error->code != ErrorCode::Cancelled) {
        Q_EMIT failed(*error);
        return;
    }
    QString sentence = counted(static_cast<qint64>(report.deleted), tr("1 note deleted for good"),
                               tr("%1 notes deleted for good"));
    if (error)
        sentence = tr("Cancelled. %1").arg(sentence);
    if (report.refused > 0)
        sentence = tr("%1; %2 are damaged and stay").arg(sentence).arg(report.refused);
    Q_EMIT said(sentence, {}, {});
}

} // namespace lockleaf::ui
