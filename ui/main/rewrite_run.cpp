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
    notes.reserve(rewrites.notes.size());
    for (const NoteRewrites::Rewritten& note : rewrites.notes)
        notes.push_back(note.id);
    return notes;
}

void RewriteRun::stop()
{
    m_stopped = true;
    delete m_job;
    m_now = {};
    m_waiting.clear();
}

void RewriteRun::start(const QString& title, std::vector<RecordId> notes, JobRun::Make make, Ended ended)
{
    if (m_stopped)
        return;
    m_waiting.push_back({title, std::move(notes), std::move(make), std::move(ended)});
    if (!m_running)
        startNext();
}

void RewriteRun::startNext()
{
    if (m_stopped || m_running || m_waiting.empty())
        return;
    m_running = true;
    m_now = std::move(m_waiting.front());
    m_waiting.erase(m_waiting.begin());
    refreshHold(); // what is typed after it was saved would be saved over what the job writes
    // A text that could not be saved stays with its editor, and is saved over what the job has written.
    m_desk.settleFor(m_now.notes, false, [this](bool) {
        if (!m_stopped)
            run();
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

void RewriteRun::run()
{
    m_job = new ShownJob(m_window, m_session, m_now.title, this);
    connect(m_job, &ShownJob::progressWanted, this, &RewriteRun::progressWanted);
    m_job->start(std::move(m_now.make), [this](const std::optional<Error>& error) {
        m_job.clear();
        m_now.ended(error);
        finish();
    });
}

void RewriteRun::finish()
{
    m_running = false;
    refreshHold();
    if (concernsOpenNote())
        m_desk.reload();
    const std::vector<RecordId> notes = std::exchange(m_now, {}).notes;
    if (!notes.empty()) // none would mean something else
        Q_EMIT m_session.notesChanged(notes);
    startNext();
}

bool RewriteRun::concernsOpenNote() const
{
    return !m_desk.openId().isNull() && std::ranges::find(m_now.notes, m_desk.openId()) != m_now.notes.end();
}

void RewriteRun::refreshHold()
{
    const bool hold = m_running && concernsOpenNote();
    if (std::exchange(m_holding, hold) != hold)
        m_desk.holdWriting(hold);
}

} // namespace lockleaf::ui
