// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/link_renamer.h"

#include "core/base/progress_sink.h"
#include "core/vault/wiki_links.h"
#include "ui/main/note_desk.h"
#include "ui/theme/counted.h"
#include "ui/widgets/sheet.h"

#include <QEvent>
#include <QWidget>

#include <algorithm>
#include <limits>

namespace lockleaf::ui {

namespace {

constexpr int TitleRestMilliseconds = 4000;
constexpr std::chrono::milliseconds LockWaitsForLinks{500};
constexpr std::chrono::milliseconds RelinkSlice{50};

/// Whether another note than `note` has a title that links cannot tell from `title`.
Result<bool> hasNamesake(Vault& vault, const std::string& title, RecordId note)
{
    LOCKLEAF_TRY(const std::optional<RecordId> other, vault.noteTitled(linkTextFor(title), note));
    if (!other)
        return false;
    LOCKLEAF_TRY(const NoteSummary summary, vault.summary(*other));
    return linkKey(summary.title) == linkKey(title);
}

bool hasFirstLine(std::string_view body)
{
    const std::string_view line = body.substr(0, body.find('\n'));
    return line.find_first_not_of(" \t\r") != std::string_view::npos;
}

std::uint64_t linksIn(const NoteRewrites& rewrites)
{
    std::uint64_t links = 0;
    for (const NoteRewrites::Rewritten& note : rewrites.notes)
        links += note.back.size();
    return links;
}

} // namespace

LinkRenamer::LinkRenamer(QWidget& window, VaultSession& session, NoteDesk& desk)
    : m_session(session), m_desk(desk), m_run(window, session, desk)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(TitleRestMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &LinkRenamer::handleRest);
    connect(&desk, &NoteDesk::leaving, this, &LinkRenamer::handleLeaving);
    connect(&desk, &NoteDesk::noteChanged, this, &LinkRenamer::handleDeskChanged);
    connect(&session, &VaultSession::noteChanged, this, &LinkRenamer::handleSaved);
    connect(&m_run, &RewriteRun::progressWanted, this, &LinkRenamer::progressWanted);
    window.installEventFilter(this);
}

void LinkRenamer::stop()
{
    if (isPending())
        remember(m_open);
    m_stopped = true;
    m_rest.stop();
    m_run.stop();
    m_open = m_taken = {};
    m_last.clear();
}

void LinkRenamer::finish()
{
    if (m_unsettled.empty())
        return;
    m_session.ask(
        this, [all = std::exchange(m_unsettled, {})](Vault& vault) { return relink(vault, all); },
        [](const Result<void>&) {
            // Nobody is there to hear of it; links that stay as they were are no loss.
        });
}

Result<void> LinkRenamer::relink(Vault& vault, const std::vector<Titled>& all)
{
    const auto end = std::chrono::steady_clock::now() + LockWaitsForLinks;
    bool ready = false; // not where what finds links must be read first, which may take long
    while (!ready && std::chrono::steady_clock::now() < end) {
        LOCKLEAF_TRY(ready, vault.prepareSearch());
    }
    if (!ready)
        return {};
    NoProgress progress;
    for (const Titled& before : all) {
        const auto plan = planFor(vault, before);
        if (!plan || plan->verdict != Verdict::Follow || plan->notes.empty())
            continue;
        NoteRewrites rewrites;
        const auto job = vault.makeRelinkJob(plan->notes, before.title, plan->title, rewrites);
        bool finished = false;
        while (!finished && std::chrono::steady_clock::now() < end) {
            LOCKLEAF_TRY(finished, job->runSlice(RelinkSlice, progress));
        }
    }
    return {};
}

bool LinkRenamer::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::WindowDeactivate && isPending())
        settle(m_open);
    return QObject::eventFilter(watched, event);
}

bool LinkRenamer::isPending() const
{
    const bool saving = m_desk.saveState() == NoteDesk::SaveState::Saving;
    return !m_stopped && m_known && (saving || m_last != m_open.title);
}

void LinkRenamer::handleLeaving(RecordId note)
{
    if (note == m_open.note && isPending())
        settle(m_open);
}

void LinkRenamer::handleDeskChanged()
{
    if (!m_stopped && m_desk.openId() != m_open.note)
        begin(m_desk.openId());
}

void LinkRenamer::begin(RecordId note)
{
    m_rest.stop();
    m_open = {note, {}};
    m_last.clear();
    // What one begins a new note with is no title that anything links to for its sake.
    m_known = note == std::exchange(m_added, {});
    if (note.isNull())
        return;
    if (m_known)
        m_rest.start();
    else // comes before anything that is typed is saved
        m_session.ask(
            this, [note](Vault& vault) { return vault.summary(note); },
            [this, note](const Result<NoteSummary>& summary) {
                if (m_stopped || m_known || m_open.note != note || !summary)
                    return;
                m_known = true;
                m_open.title = m_last = summary->title;
            });
}

void LinkRenamer::handleSaved(const NoteChange& change)
{
    if (m_stopped)
        return;
    if (change.kind == NoteChange::Kind::Added && m_desk.hasNote() && m_desk.openId().isNull())
        m_added = change.id;
    if (!m_known || change.id != m_open.note || !change.place)
        return;
    const std::string& title = change.place->summary.title;
    if (title == m_last)
        return;
    m_last = title;
    if (m_last == m_open.title)
        m_rest.stop();
    else
        m_rest.start();
}

void LinkRenamer::handleRest()
{
    if (m_desk.saveState() == NoteDesk::SaveState::Saving)
        m_rest.start(); // somebody is typing
    else
        settle(m_open);
}

void LinkRenamer::remember(const Titled& before)
{
    if (std::ranges::find(m_unsettled, before) == m_unsettled.end())
        m_unsettled.push_back(before);
}

void LinkRenamer::settle(const Titled& before)
{
    m_rest.stop();
    remember(before);
    if (m_run.isRunning())
        return; // settleLater() follows
    m_desk.settleFor({before.note}, false, [this, before](bool saved) {
        if (saved && !m_stopped)
            ask(before);
    });
}

Result<LinkRenamer::Plan> LinkRenamer::planFor(Vault& vault, const Titled& before)
{
    Plan plan;
    LOCKLEAF_TRY(const NoteSummary summary, vault.summary(before.note));
    plan.title = summary.title;
    const std::string key = linkKey(plan.title);
    if (summary.trashed || key.empty())
        return plan;
    plan.verdict = Verdict::Follow;
    const std::string former = linkKey(before.title);
    if (former.empty() || former == key)
        return plan;
    LOCKLEAF_TRY(const bool leadsElsewhere, hasNamesake(vault, before.title, before.note));
    if (leadsElsewhere)
        return plan;
    LOCKLEAF_TRY(SearchHits hits,
                 vault.notesLinkingTo(before.title, std::numeric_limits<std::uint32_t>::max()));
    std::erase(hits.ids, before.note);
    plan.notes = std::move(hits.ids);
    if (!hits.indexIsWhole)
        plan.verdict = Verdict::IndexPartial;
    if (!hits.indexIsWhole || plan.notes.empty())
        return plan;
    LOCKLEAF_TRY(const bool taken, hasNamesake(vault, plan.title, before.note));
    if (taken)
        plan.verdict = Verdict::Taken;
    const auto note = vault.note(before.note);
    plan.hasTitleLine = !note || hasFirstLine(note->body.text());
    return plan;
}

void LinkRenamer::ask(const Titled& before)
{
    m_session.ask(
        this, [before](Vault& vault) { return planFor(vault, before); },
        [this, before](const Result<Plan>& plan) {
            if (!m_stopped)
                handlePlan(before, plan);
        });
}

void LinkRenamer::handlePlan(const Titled& before, const Result<Plan>& plan)
{
    const bool goesOn = plan && (plan->verdict == Verdict::IndexPartial || m_run.isRunning());
    if (goesOn || std::ranges::find(m_unsettled, before) == m_unsettled.end())
        return; // settleAll() follows, or another answer has come
    const bool isOpen = m_known && m_open.note == before.note;
    if (!plan || plan->verdict != Verdict::Follow || (isOpen && !plan->hasTitleLine)) {
        forget(before);
        if (!plan && plan.error().code != ErrorCode::NotFound) // gone for good
            Q_EMIT failed(plan.error());
        if (plan && plan->verdict == Verdict::Taken)
            sayTaken(before, plan->title);
        return;
    }
    if (isOpen)
        m_open.title = m_last = plan->title;
    if (plan->notes.empty())
        forget(before);
    else
        rename(before, *plan);
}

void LinkRenamer::sayTaken(const Titled& before, const std::string& title)
{
    if (std::exchange(m_taken, {before.note, title}) != m_taken)
        Q_EMIT said(
            tr("Links still say “%1”, as another note is called “%2”")
                .arg(QString::fromStdString(linkTextFor(before.title)), QString::fromStdString(title)),
            {}, {});
}

void LinkRenamer::rename(const Titled& before, const Plan& plan)
{
    auto rewrites = std::make_shared<NoteRewrites>();
    m_run.start(
        tr("Updating links"), plan.notes,
        [from = before.title, to = plan.title, notes = plan.notes, rewrites](Vault& vault)
            -> Result<std::unique_ptr<SlicedJob>> { return vault.makeRelinkJob(notes, from, to, *rewrites); },
        [this, before, to = plan.title, rewrites](const std::optional<Error>& error) {
            forget(before);
            handleRenamed(before.title, to, rewrites, error);
            settleLater();
        });
}

void LinkRenamer::handleRenamed(const std::string& from, const std::string& to,
                                const RewriteRun::Rewrites& rewrites, const std::optional<Error>& error)
{
    const std::uint64_t links = linksIn(*rewrites);
    const bool cancelled = error && error->code == ErrorCode::Cancelled;
    if (links == 0) {
        if (cancelled)
            Q_EMIT said(tr("Cancelled."), {}, {});
        else if (error)
            Q_EMIT failed(*error);
        return;
    }
    QString sentence =
        counted(static_cast<qint64>(links), tr("1 link now says “%2”"), tr("%1 links now say “%2”"));
    if (cancelled)
        sentence = tr("Cancelled. %1").arg(sentence);
    else if (error)
        sentence = tr("Not everywhere: %1").arg(sentence);
    if (rewrites->refused > 0)
        sentence += counted(static_cast<qint64>(rewrites->refused), tr("; 1 note stays as it is"),
                            tr("; %1 notes stay as they are"));
    sentence.replace(QStringLiteral("%2"),
                     QString::fromStdString(linkTextFor(to))); // last: it may hold a "%1"
    Q_EMIT said(sentence, tr("Undo"), [this, from, rewrites] { takeBack(from, rewrites); });
}

void LinkRenamer::takeBack(const std::string& from, const RewriteRun::Rewrites& rewrites)
{
    m_run.takeBack(tr("Updating links"), rewrites,
                   [this, from](const std::optional<Error>& error, const TakenBack& report) {
                       if (error)
                           Q_EMIT failed(*error);
                       else if (report.changedSince > 0)
                           Q_EMIT said(counted(static_cast<qint64>(report.changedSince),
                                               tr("1 note was changed or deleted meanwhile and stays so"),
                                               tr("%1 notes were changed or deleted meanwhile and stay so")),
                                       {}, {});
                       settleLater();
                   });
}

void LinkRenamer::forget(const Titled& settled)
{
    std::erase(m_unsettled, settled);
}

void LinkRenamer::settleAll()
{
    if (m_stopped)
        return;
    for (const Titled& before : std::vector(m_unsettled))
        settle(before);
}

/// Once the job that ends just now has ended.
void LinkRenamer::settleLater()
{
    QMetaObject::invokeMethod(this, &LinkRenamer::settleAll, Qt::QueuedConnection);
}

} // namespace lockleaf::ui
