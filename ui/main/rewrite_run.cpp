// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/rewrite_run.h"

#include "ui/main/note_desk.h"
#include "ui/main/shown_job.h"
#include "ui/widgets/sheet.h"

#include <algorithm>

namespace lockleaf::ui {

RewriteRun::RewriteRun(QWidget& window, VaultSession& session, NoteDesk& desk)
    : m_window(window), m_session(session), m_desk(desk)
{
    connect(&desk, &NoteDesk::noteChanged, this, &RewriteRun::refreshHold);
}

RewriteRun::~RewriteRun() = default;

std::vector<RecordId> RewriteRun::notesOf(const NoteRewrites& rewrites)
{
    std::vector<RecordId> notes;
    for (const NoteRewrites::Rewritten& note : rewrites.notes)
        notes.push_back(note.id);
    return notes;
}

void RewriteRun::stop()
{
    m_stopped = true;
    delete m_job;
    m_notes.clear();
}

void RewriteRun::start(const QString& title, std::vector<RecordId> notes, JobRun::Make make, Ended ended)
{
    if (m_running || m_stopped)
        return;
    m_running = true;
    m_notes = std::move(notes);
    // A text that could not be saved stays with its editor, and is saved over what the job has written.
    m_desk.settleFor(m_notes, false,
                     [this, title, make = std::move(make), ended = std::move(ended)](bool) mutable {
                         if (!m_stopped)
                             run(title, std::move(make), std::move(ended));
                     });
}

void RewriteRun::takeBack(const QString& title, const Rewrites& rewrites, TookBack ended)
{
    auto report = std::make_shared<TakenBack>();
    start(
        title, notesOf(*rewrites),
        [rewrites, report](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
            return vault.makeTakeBackJob(std::move(*rewrites), *report);
        },
        [report, ended = std::move(ended)](const std::optional<Error>& error) { ended(error, *report); });
}

void RewriteRun::run(const QString& title, JobRun::Make make, Ended ended)
{
    m_job = new ShownJob(m_window, m_session, title, this);
    connect(m_job, &ShownJob::progressWanted, this, &RewriteRun::progressWanted);
    refreshHold();
    m_job->start(std::move(make), [this, ended = std::move(ended)](const std::optional<Error>& error) {
        m_job.clear();
        ended(error);
        finish();
    });
}

void RewriteRun::finish()
{
    m_running = false;
    refreshHold();
    if (concernsOpenNote())
        m_desk.reload();
    const std::vector<RecordId> notes = std::exchange(m_notes, {});
    if (!notes.empty()) // none would mean something else
        Q_EMIT m_session.notesChanged(notes);
}

bool RewriteRun::concernsOpenNote() const
{
    return !m_desk.openId().isNull() && std::ranges::find(m_notes, m_desk.openId()) != m_notes.end();
}

void RewriteRun::refreshHold()
{
    const bool hold = m_job && concernsOpenNote();
    if (std::exchange(m_holding, hold) != hold)
        m_desk.holdWriting(hold);
}

} // namespace lockleaf::ui
