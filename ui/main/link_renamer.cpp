// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/link_renamer.h"

#include "core/vault/wiki_links.h"
#include "ui/main/note_desk.h"
#include "ui/theme/counted.h"
#include "ui/widgets/sheet.h"

#include <QEvent>
#include <QWidget>

#include <limits>

namespace lockleaf::ui {

namespace {

constexpr int TitleRestMilliseconds = 4000;

/// Whether a link to `title` leads to another note than `note`.
Result<bool> leadsElsewhere(Vault& vault, const std::string& title, RecordId note)
{
    for (const std::string& written : {title, linkTextFor(title)}) {
        LOCKLEAF_TRY(const std::optional<RecordId> other, vault.noteTitled(written));
        if (other && *other != note)
            return true;
    }
    return false;
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
    m_stopped = true;
    m_rest.stop();
    m_run.stop();
    m_open = {};
    m_last.clear();
    m_later.clear();
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

void LinkRenamer::settle(const Titled& before)
{
    m_rest.stop();
    if (m_run.isRunning()) {
        m_later.push_back(before);
        return;
    }
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
    plan.atRest = true;
    const std::string former = linkKey(before.title);
    if (former.empty() || former == key)
        return plan;
    LOCKLEAF_TRY(const bool elsewhere, leadsElsewhere(vault, before.title, before.note));
    if (elsewhere)
        return plan;
    LOCKLEAF_TRY(SearchHits hits,
                 vault.notesLinkingTo(before.title, std::numeric_limits<std::uint32_t>::max()));
    plan.atRest = hits.indexIsWhole;
    if (!plan.atRest)
        return plan;
    std::erase(hits.ids, before.note);
    plan.notes = std::move(hits.ids);
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
    if (!plan) {
        if (plan.error().code != ErrorCode::NotFound) // gone for good
            Q_EMIT failed(plan.error());
        return;
    }
    if (!plan->atRest)
        return;
    if (m_run.isRunning()) {
        m_later.push_back(before);
        return;
    }
    if (m_open.note == before.note && m_known)
        m_open.title = m_last = plan->title;
    if (!plan->notes.empty())
        rename(before.title, *plan);
}

void LinkRenamer::rename(const std::string& from, const Plan& plan)
{
    auto rewrites = std::make_shared<NoteRewrites>();
    m_run.start(
        tr("Updating links"), plan.notes,
        [from, to = plan.title, notes = plan.notes, rewrites](Vault& vault)
            -> Result<std::unique_ptr<SlicedJob>> { return vault.makeRelinkJob(notes, from, to, *rewrites); },
        [this, from, to = plan.title, rewrites](const std::optional<Error>& error) {
            handleRenamed(from, to, rewrites, error);
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
                                               tr("1 note was edited meanwhile and stays as it is"),
                                               tr("%1 notes were edited meanwhile and stay as they are")),
                                       {}, {});
                       settleLater();
                   });
}

/// Once the job that ends just now has ended.
void LinkRenamer::settleLater()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            for (const Titled& before : std::exchange(m_later, {}))
                settle(before);
        },
        Qt::QueuedConnection);
}

} // namespace lockleaf::ui
