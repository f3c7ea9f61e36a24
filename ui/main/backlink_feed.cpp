// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/backlink_feed.h"

#include "ui/main/note_desk.h"

namespace lockleaf::ui {

namespace {

constexpr int BacklinkDelay = 200; ///< Milliseconds; a row of changes is one.

Result<Backlinks> readBacklinks(Vault& vault, RecordId note)
{
    Backlinks found;
    LOCKLEAF_TRY(const NoteSummary summary, vault.summary(note));
    found.title = summary.title;
    if (summary.trashed || summary.title.empty())
        return found;
    // One more than are shown, since the note itself may be among them.
    LOCKLEAF_TRY(SearchHits hits, vault.notesLinkingTo(summary.title, BacklinkFeed::mostNotes + 1));
    if (!hits.indexIsWhole)
        return found;
    std::erase(hits.ids, note);
    found.hasMore = hits.hasMore;
    if (hits.ids.size() > BacklinkFeed::mostNotes) {
        hits.ids.resize(BacklinkFeed::mostNotes);
        found.hasMore = true;
    }
    LOCKLEAF_TRY(found.notes, vault.summaries(hits.ids));
    return found;
}

} // namespace

BacklinkFeed::BacklinkFeed(VaultSession& session, NoteDesk& desk, QObject* parent)
    : QObject(parent), m_session(session), m_desk(desk)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(BacklinkDelay);
    connect(&m_soon, &QTimer::timeout, this, &BacklinkFeed::refresh);
    connect(&desk, &NoteDesk::noteChanged, this, &BacklinkFeed::handleDeskChanged);
    connect(&session, &VaultSession::noteChanged, this, &BacklinkFeed::handleChange);
    connect(&session, &VaultSession::notesChanged, this, &BacklinkFeed::refreshSoon);
}

void BacklinkFeed::start()
{
    m_started = true;
    refresh();
}

void BacklinkFeed::stop()
{
    m_stopped = true;
    m_soon.stop();
    m_note = {};
    m_title.clear();
    Q_EMIT read({});
}

void BacklinkFeed::handleDeskChanged()
{
    if (m_desk.openId() == m_note) {
        refreshSoon(); // it went to the trash, or came back
        return;
    }
    Q_EMIT read({}); // those of the note before are none of this one
    refresh();
}

void BacklinkFeed::handleChange(const NoteChange& change)
{
    // What is typed into the note itself changes nothing, unless it is the title.
    const bool typed = change.kind == NoteChange::Kind::Edited && change.id == m_note && change.place;
    if (!typed || change.place->summary.title != m_title)
        refreshSoon();
}

void BacklinkFeed::refreshSoon()
{
    if (m_started && !m_stopped && !m_soon.isActive())
        m_soon.start();
}

void BacklinkFeed::refresh()
{
    m_soon.stop();
    if (!m_started || m_stopped)
        return;
    m_note = m_desk.openId();
    m_again = m_reading;
    if (m_reading || m_note.isNull())
        return;
    m_reading = true;
    m_session.ask(
        this, [note = m_note](Vault& vault) { return readBacklinks(vault, note); },
        [this, note = m_note](const Result<Backlinks>& found) { handleAnswer(note, found); });
}

void BacklinkFeed::handleAnswer(RecordId note, const Result<Backlinks>& found)
{
    m_reading = false;
    if (m_stopped)
        return;
    // Where they could not be read there are none to be shown; whoever searches hears of it.
    if (note == m_note && note == m_desk.openId()) {
        m_title = found ? found->title : std::string();
        Q_EMIT read(found ? *found : Backlinks{});
    }
    if (std::exchange(m_again, false))
        refresh();
}

} // namespace lockleaf::ui
