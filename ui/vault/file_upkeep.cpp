// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/file_upkeep.h"

#include "ui/vault/vault_session.h"

namespace lockleaf::ui {

namespace {

/// Between two steps, so that whatever comes in between is done first.
constexpr std::chrono::milliseconds PauseBetweenSteps{50};

} // namespace

FileUpkeep::FileUpkeep(VaultSession& session, QObject* parent) : QObject(parent), m_session(session)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &FileUpkeep::tidy);
    const auto changed = [this] {
        m_changed = true;
        postpone();
    };
    connect(&m_session, &VaultSession::noteChanged, this, changed);
    connect(&m_session, &VaultSession::notesChanged, this, changed);
}

void FileUpkeep::stop()
{
    m_stopped = true;
    m_soon.stop();
}

void FileUpkeep::postpone()
{
    if (m_changed && !m_stopped)
        m_soon.start(m_idle);
}

void FileUpkeep::tidy()
{
    if (m_tidying || m_stopped)
        return;
    m_tidying = true;
    m_changed = false;
    m_session.ask(
        this, [](Vault& vault) { return vault.tidyFile(); },
        [this](const Result<bool>& more) {
            m_tidying = false;
            // What fails here fails in the next save as well, and that one is told.
            const bool goesOn = more && *more;
            m_changed = m_changed || goesOn;
            if (goesOn && !m_soon.isActive() && !m_stopped)
                m_soon.start(PauseBetweenSteps);
            else if (!m_changed)
                Q_EMIT tidied();
        });
}

} // namespace lockleaf::ui
