// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/memory_upkeep.h"

#include "ui/vault/vault_session.h"

namespace lockleaf::ui {

MemoryUpkeep::MemoryUpkeep(VaultSession& session, QObject* parent) : QObject(parent), m_session(session)
{
    connect(&m_rounds, &QTimer::timeout, this, &MemoryUpkeep::handleRound);
}

void MemoryUpkeep::start(std::chrono::milliseconds interval)
{
    m_sinceActivity.start();
    m_sinceForgotten.start();
    m_rounds.start(interval);
}

void MemoryUpkeep::setTimes(std::chrono::milliseconds idle, std::chrono::milliseconds latest)
{
    m_idle = idle;
    m_latest = latest;
}

void MemoryUpkeep::handleRound()
{
    const bool somebodyWaits = m_sinceActivity.elapsed() < m_idle.count();
    if (m_asked || (somebodyWaits && m_sinceForgotten.elapsed() < m_latest.count()))
        return;
    m_asked = true;
    m_session.ask(
        this,
        [](Vault& vault) -> Result<bool> {
            vault.forgetRead();
            return true;
        },
        [this](const Result<bool>&) {
            m_asked = false;
            m_sinceForgotten.start();
            Q_EMIT forgotten();
        });
}

} // namespace lockleaf::ui
