// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/sidebar_feed.h"

namespace lockleaf::ui {

namespace {

constexpr int RefreshDelay = 100; ///< Milliseconds; nobody sees it, and a row of changes is one.

} // namespace

SidebarFeed::SidebarFeed(VaultSession& session, QObject* parent) : QObject(parent), m_session(session)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(RefreshDelay);
    connect(&m_soon, &QTimer::timeout, this, &SidebarFeed::refresh);
    connect(&session, &VaultSession::noteChanged, this, &SidebarFeed::handleChange);
    connect(&session, &VaultSession::notesChanged, this, &SidebarFeed::refresh);
}

void SidebarFeed::stop()
{
    m_stopped = true;
    m_soon.stop();
    m_last = {};
}

bool SidebarFeed::isSeen(const NoteChange& change)
{
    if (!change.place)
        return true;
    const NoteSummary& summary = change.place->summary;
    Shown shown{change.id, summary.tags, summary.tasksDone < summary.tasksAll};
    const bool same = shown == m_last;
    m_last = std::move(shown);
    return !same || change.kind != NoteChange::Kind::Edited;
}

void SidebarFeed::handleChange(const NoteChange& change)
{
    if (!m_stopped && isSeen(change) && !m_soon.isActive())
        m_soon.start();
}

void SidebarFeed::refresh()
{
    m_soon.stop();
    m_again = m_reading;
    if (m_reading || m_stopped)
        return;
    m_reading = true;
    m_session.sidebar(this, [this](const Result<SidebarContent>& content) {
        m_reading = false;
        if (m_stopped)
            return;
        if (content)
            Q_EMIT read(*content);
        else
            Q_EMIT failed(content.error());
        if (std::exchange(m_again, false))
            refresh();
    });
}

} // namespace lockleaf::ui
