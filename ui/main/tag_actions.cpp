// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/tag_actions.h"

#include "core/vault/note_markup.h"
#include "ui/main/note_desk.h"
#include "ui/sheets/name_sheet.h"
#include "ui/sheets/tag_sheet.h"
#include "ui/theme/counted.h"

#include <algorithm>

namespace lockleaf::ui {

TagActions::TagActions(QWidget& window, VaultSession& session, NoteDesk& desk, const SidebarModel& model)
    : m_window(window), m_session(session), m_desk(desk), m_model(model), m_back(window, session, desk)
{
    connect(&m_back, &RewriteRun::progressWanted, this, &TagActions::progressWanted);
}

void TagActions::stop()
{
    m_stopped = true;
    m_run.reset();
    m_afterRun.clear();
    m_back.stop();
}

QStringList TagActions::all() const
{
    QStringList tags;
    for (const TagCount& tag : m_model.content().tags)
        if (tag.notes > 0)
            tags << QString::fromStdString(tag.name);
    return tags;
}

void TagActions::choose(const std::vector<RecordId>& notes)
{
    auto* sheet = new TagSheet(
        counted(static_cast<qint64>(notes.size()), tr("Tag 1 note"), tr("Tag %1 notes")), all(), &m_window);
    connect(sheet, &TagSheet::chosen, this,
            [this, notes](const QString& tag) { Q_EMIT tagWanted(notes, tag); });
    Q_EMIT sheetWanted(sheet);
}

void TagActions::rename(const QString& tag)
{
    auto* sheet =
        new NameSheet(tr("Rename #%1").arg(tag), tr("Name of the tag"), tr("Rename"), tag, &m_window);
    sheet->setHint(tr("It is renamed in all notes, with the tags in it."));
    connect(sheet, &NameSheet::named, this, [this, tag, sheet](const QString& typed) {
        const QString to = tagAsTyped(typed);
        if (to == tag)
            sheet->closeSheet();
        else if (!isInlineTagName(to.toStdString()))
            sheet->showProblem(tr("A tag has letters, digits, “-”, “_” and “/”, and no blanks."));
        else
            begin(tag, to, sheet);
    });
    Q_EMIT sheetWanted(sheet);
}

void TagActions::begin(const QString& from, const QString& to, const QPointer<NameSheet>& sheet)
{
    if (m_run)
        return;
    if (m_back.isRunning()) {
        sheet->showProblem(tr("A tag is still being renamed back. Try again in a moment."));
        return;
    }
    sheet->setWorking(true);
    m_desk.settle([this, from, to, sheet](bool saved) {
        if (m_stopped || !sheet)
            return;
        if (saved)
            run(from, to, sheet);
        else
            sheet->showProblem(tr("What you typed last is not saved yet. Try again."));
    });
}

void TagActions::run(const QString& from, const QString& to, const QPointer<NameSheet>& sheet)
{
    m_desk.holdWriting(true);
    auto rewrites = std::make_shared<NoteRewrites>(); // the job may end after this
    m_run = std::make_unique<JobRun>(m_session, nullptr);
    connect(m_run.get(), &JobRun::progressed, sheet, &NameSheet::showProgress);
    connect(sheet, &NameSheet::cancelRequested, m_run.get(), &JobRun::cancel);
    connect(m_run.get(), &JobRun::finished, this,
            [this, from, to, rewrites, sheet](const std::optional<Error>& error) {
                m_run.release()->deleteLater(); // it tells this
                if (sheet)
                    sheet->closeSheet();
                handleRenamed(from, to, rewrites, error);
                for (const auto& act : std::exchange(m_afterRun, {}))
                    act();
            });
    m_run->start([from = from.toStdString(), to = to.toStdString(), rewrites](Vault& vault) {
        return vault.makeRenameTagJob(from, to, *rewrites);
    });
}

void TagActions::tellChanged(const std::vector<RecordId>& notes)
{
    m_desk.holdWriting(false);
    m_desk.reload();
    Q_EMIT m_session.notesChanged(notes);
}

void TagActions::handleRenamed(const QString& from, const QString& to, const Rewrites& rewrites,
                               const std::optional<Error>& error)
{
    const std::vector<RecordId> notes = RewriteRun::notesOf(*rewrites);
    if (!error)
        Q_EMIT renamed(from, to);
    tellChanged(notes);
    const bool cancelled = error && error->code == ErrorCode::Cancelled;
    if (error && !cancelled && notes.empty()) {
        Q_EMIT failed(*error);
        return;
    }
    if (cancelled && notes.empty()) {
        Q_EMIT said(tr("Cancelled."), {}, {});
        return;
    }
    QString sentence = counted(static_cast<qint64>(notes.size()), tr("#%2 is #%3 now, in 1 note"),
                               tr("#%2 is #%3 now, in %1 notes"));
    sentence.replace(QStringLiteral("%3"), to).replace(QStringLiteral("%2"), from);
    if (cancelled)
        sentence = tr("Cancelled. %1").arg(sentence);
    else if (error)
        sentence = tr("Not everywhere: %1").arg(sentence);
    if (rewrites->refused > 0)
        sentence = tr("%1; %2 stay as they are").arg(sentence).arg(rewrites->refused);
    Q_EMIT said(sentence, tr("Undo"), [this, from, to, rewrites] { takeBack(from, to, rewrites); });
}

void TagActions::takeBack(const QString& from, const QString& to, const Rewrites& rewrites)
{
    if (m_run) { // one after the other, or one would undo a part of the other
        m_afterRun.emplace_back([this, from, to, rewrites] { takeBack(from, to, rewrites); });
        return;
    }
    m_back.takeBack(tr("Renaming #%1 back").arg(to), rewrites,
                    [this, from, to](const std::optional<Error>& error, const TakenBack& report) {
                        Q_EMIT renamed(to, from);
                        if (error)
                            Q_EMIT failed(*error);
                        else if (report.changedSince > 0)
                            Q_EMIT said(tr("#%1 is back; %2 notes were edited meanwhile and stay")
                                            .arg(from)
                                            .arg(report.changedSince),
                                        {}, {});
                    });
}

} // namespace lockleaf::ui
