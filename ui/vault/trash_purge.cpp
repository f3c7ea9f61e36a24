// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/trash_purge.h"

#include <QDateTime>

namespace lockleaf::ui {

namespace {

constexpr std::chrono::hours PurgeInterval{12};

} // namespace

TrashPurge::TrashPurge(VaultSession& session, QObject* parent) : QObject(parent), m_session(session)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TrashPurge::handleDue);
}

void TrashPurge::start(std::chrono::milliseconds first)
{
    if (!m_stopped)
        m_timer.start(first);
}

void TrashPurge::stop()
{
    m_stopped = true;
    m_timer.stop();
    m_run.reset();
}

void TrashPurge::handleDue()
{
    m_timer.start(PurgeInterval);
    auto report = std::make_shared<TrashReport>(); // the job may end after this
    m_run = std::make_unique<JobRun>(m_session, nullptr);
    // What could not be deleted is tried again at the next time.
    connect(m_run.get(), &JobRun::finished, this, [this, report] {
        if (report->deleted > 0)
            Q_EMIT m_session.notesChanged({});
        Q_EMIT finished(report->deleted);
    });
    m_run->start([report](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return vault.makePurgeTrashJob(QDateTime::currentMSecsSinceEpoch(), *report);
    });
}

} // namespace lockleaf::ui
