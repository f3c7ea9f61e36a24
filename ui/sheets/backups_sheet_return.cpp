// SPDX-License-Identifier: GPL-3.0-or-later
// The part of BackupsSheet that brings notes back, single ones or all of them.
#include "core/backup/generation_name.h"
#include "ui/main/error_words.h"
#include "ui/sheets/backup_notes_page.h"
#include "ui/sheets/backup_words.h"
#include "ui/sheets/backups_sheet.h"
#include "ui/sheets/notice.h"
#include "ui/sheets/paths.h"
#include "ui/theme/counted.h"
#include "ui/widgets/file_chooser.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

void BackupsSheet::returnChosen()
{
    std::vector<RecordId> notes = m_notes->chosen();
    if (notes.empty() || m_stage != Stage::Notes)
        return;
    auto report = std::make_shared<ReturnReport>();
    run(tr("Restoring…"), m_visit->returnJob(std::move(notes), false, report),
        [this, report](const std::optional<Error>& error) {
            std::vector<RecordId> back;
            for (const ReturnedNote& note : report->notes)
                if (note.outcome != Return::Same && note.outcome != Return::Refused)
                    back.push_back(note.id);
            if (!back.empty()) {
                Q_EMIT m_session.notesChanged({}); // lists, and the open note, are what the vault says now
                Q_EMIT returned(back);
            }
            m_notes->compareAgain();
            const QString done = returnedWords(*report);
            if (error && error->code != ErrorCode::Cancelled)
                m_notice->showProblem(backupProblem(*error) + u' ' + done);
            else
                m_notice->showPromise(error ? tr("Cancelled.") + u' ' + done : done);
        });
}

void BackupsSheet::chooseTarget()
{
    const QString name = QString::fromStdString(nameInBackups(m_session.origin().file));
    //: The file name of a vault that a backup was restored into.
    const QFileInfo proposed(proposedPath(tr("%1 restored").arg(name), u".lockleaf"_s));
    auto* chooser = new FileChooser(this, tr("Where the new vault goes"), proposed.absolutePath());
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setOption(QFileDialog::DontConfirmOverwrite); // nothing is ever written over a file
    chooser->setNameFilter(tr("Vaults (*.lockleaf)"));
    chooser->setDefaultSuffix(u"lockleaf"_s);
    chooser->selectFile(proposed.fileName());
    connect(chooser, &QFileDialog::fileSelected, this, &BackupsSheet::copyTo);
    chooser->open();
}

void BackupsSheet::copyTo(const QString& path)
{
    if (m_stage != Stage::Notes || !m_visit)
        return;
    auto report = std::make_shared<SnapshotReport>();
    run(tr("Restoring everything…"), m_visit->copyJob(path.toStdString(), report),
        [this, report, path](const std::optional<Error>& error) {
            if (error && error->code == ErrorCode::Cancelled)
                m_notice->showPromise(tr("Cancelled. Nothing was written."));
            else if (error)
                m_notice->showProblem(error->code == ErrorCode::Damaged ? backupProblem(*error)
                                                                        : exportSentence(*error));
            else
                m_notice->showPromise(counted(static_cast<qint64>(report->counts.notes),
                                              tr("Restored and proven: 1 note, in %2. It opens with the "
                                                 "password of the time of the backup."),
                                              tr("Restored and proven: %1 notes, in %2. It opens with the "
                                                 "password of the time of the backup."))
                                          .replace(u"%2"_s, shownPath(path)));
        });
}

} // namespace lockleaf::ui
