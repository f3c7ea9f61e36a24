// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/inbox_take_in.h"

#include "ui/vault/vault_session.h"

namespace lockleaf::ui {

InboxTakeIn::InboxTakeIn(VaultSession& session, QObject* parent) : QObject(parent), m_session(session) {}

void InboxTakeIn::start()
{
    if (m_stopped || m_run || m_session.origin().file.empty())
        return;
    auto report = std::make_shared<InboxReport>(); // the job may end after this
    m_run = std::make_unique<JobRun>(m_session, nullptr);
    // An error leaves what has not come in the inbox, for the next unlock; what came is told all the same.
    connect(m_run.get(), &JobRun::finished, this, [this, report] {
        m_run.release()->deleteLater(); // it is telling this
        tell(*report);
    });
    m_run->start([report, file = m_session.origin().file](Vault& vault) {
        return Result<std::unique_ptr<SlicedJob>>(makeTakeInboxJob(vault, file, *report));
    });
}

void InboxTakeIn::stop()
{
    m_stopped = true;
    m_run.reset();
}

void InboxTakeIn::tell(const InboxReport& report)
{
    if (!report.added.empty())
        Q_EMIT m_session.notesChanged(report.added);
    if (!report.added.empty() || report.setAside)
        Q_EMIT finished(report);
}

} // namespace lockleaf::ui
