// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/late_arrivals.h"

#include "ui/vault/vault_session.h"

#include <utility>

namespace lockleaf::ui {

LateArrivals::LateArrivals(VaultSession& session, QObject* parent) : QObject(parent), m_session(session) {}

void LateArrivals::start()
{
    if (m_stopped || m_session.origin().file.empty())
        return;
    if (m_run) {
        m_again = true;
        return;
    }
    m_arrivals = std::make_shared<Arrivals>();
    const auto& folder = m_session.origin().stateFolder;
    if (folder.empty()) {
        takeInbox();
        return;
    }
    run(
        [arrivals = m_arrivals, folder](Vault& vault) {
            return Result<std::unique_ptr<SlicedJob>>(makeTakeSpillJob(vault, folder, arrivals->spill));
        },
        &LateArrivals::takeInbox);
}

void LateArrivals::takeInbox()
{
    run(
        [arrivals = m_arrivals, file = m_session.origin().file](Vault& vault) {
            return Result<std::unique_ptr<SlicedJob>>(makeTakeInboxJob(vault, file, arrivals->inbox));
        },
        &LateArrivals::tell);
}

// An error leaves what has not come where it is, for the next unlock; what came is told all the same.
void LateArrivals::run(JobRun::Make make, void (LateArrivals::*next)())
{
    m_run = std::make_unique<JobRun>(m_session, nullptr);
    connect(m_run.get(), &JobRun::finished, this, [this, next] {
        m_run.release()->deleteLater(); // it is telling this
        (this->*next)();
    });
    m_run->start(std::move(make));
}

void LateArrivals::stop()
{
    m_stopped = true;
    m_run.reset();
}

void LateArrivals::tell()
{
    std::vector<RecordId> notes = m_arrivals->inbox.added;
    notes.insert(notes.end(), m_arrivals->spill.saved.begin(), m_arrivals->spill.saved.end());
    notes.insert(notes.end(), m_arrivals->spill.beside.begin(), m_arrivals->spill.beside.end());
    if (!notes.empty())
        Q_EMIT m_session.notesChanged(notes);
    if (m_arrivals->isWorthTelling())
        Q_EMIT finished(*m_arrivals);
    if (std::exchange(m_again, false))
        start();
}

} // namespace lockleaf::ui
