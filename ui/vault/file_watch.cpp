// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/file_watch.h"

#include <utility>

namespace lockleaf::ui {

namespace {

constexpr std::chrono::seconds LookInterval{3};

} // namespace

FileWatch::FileWatch(VaultSession& session, QObject* parent) : QObject(parent), m_session(session)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(LookInterval);
    connect(&m_timer, &QTimer::timeout, this, &FileWatch::look);
}

void FileWatch::noteActivity()
{
    if (!m_timer.isActive() && !m_stopped)
        m_timer.start();
}

void FileWatch::stop()
{
    m_stopped = true;
    m_timer.stop();
}

void FileWatch::look()
{
    if (!m_stopped && !m_rests)
        m_session.lookForFile(this, [this](const Result<VaultSession::Place>& place) { take(place); });
}

void FileWatch::take(const Result<VaultSession::Place>& place)
{
    if (m_stopped || m_rests)
        return;
    if (!place) {
        m_timer.start(); // until it is back
        if (!std::exchange(m_gone, true))
            Q_EMIT gone();
        return;
    }
    const bool wasGone = std::exchange(m_gone, false);
    if (wasGone || *place != VaultSession::Place::AsBefore)
        Q_EMIT cameBack(*place == VaultSession::Place::Changed);
}

} // namespace lockleaf::ui
