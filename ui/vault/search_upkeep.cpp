// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/search_upkeep.h"

#include "ui/vault/vault_session.h"

namespace lockleaf::ui {

namespace {

/// Between two slices, so that whatever comes in between is done first.
constexpr std::chrono::milliseconds TidyPause{50};

} // namespace

SearchUpkeep::SearchUpkeep(VaultSession& session, QObject* parent) : QObject(parent), m_session(session)
{
    m_tidySoon.setSingleShot(true);
    connect(&m_tidySoon, &QTimer::timeout, this, &SearchUpkeep::tidy);
    connect(&m_session, &VaultSession::noteChanged, this, &SearchUpkeep::handleChanged);
    connect(&m_session, &VaultSession::notesChanged, this, &SearchUpkeep::handleChanged);
}

SearchUpkeep::~SearchUpkeep()
{
    stop();
}

void SearchUpkeep::stop()
{
    m_stop.request_stop();
    m_tidySoon.stop();
}

void SearchUpkeep::start()
{
    prepare();
}

void SearchUpkeep::prepare()
{
    if (m_stop.stop_requested())
        return;
    m_session.ask(
        this, [](Vault& vault) { return vault.prepareSearch(); },
        [this](const Result<bool>& ready) {
            if (ready && !*ready) {
                prepare();
                return;
            }
            // Where it could not be read, whoever searches hears of it.
            if (ready)
                Q_EMIT prepared();
            lookAtIndex();
        });
}

void SearchUpkeep::lookAtIndex()
{
    if (m_stop.stop_requested())
        return;
    m_session.ask(
        this, [](Vault& vault) -> Result<bool> { return vault.indexIsWhole(); },
        [this](const Result<bool>& whole) {
            if (whole && *whole)
                handleChanged(); // an earlier day may have left something to be done
            else
                completeIndex();
        });
}

void SearchUpkeep::completeIndex()
{
    if (m_stop.stop_requested())
        return;
    const auto make = [](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return vault.makeReindexJob(true);
    };
    const QPointer<SearchUpkeep> guard(this);
    auto done = [guard, session = &m_session, progress = m_progress](const Result<void>& outcome) {
        if (!outcome)
            return; // stopped, or to be tried again after the next unlock; searches say that it is not whole
        QMetaObject::invokeMethod(
            session,
            [guard] {
                if (!guard)
                    return;
                Q_EMIT guard->indexCompleted();
                guard->handleChanged();
            },
            Qt::QueuedConnection);
    };
    m_session.runJob(make, m_stop.get_token(), *m_progress, std::move(done));
}

void SearchUpkeep::handleChanged()
{
    m_tidyWanted = true;
    postpone();
}

void SearchUpkeep::postpone()
{
    if (m_tidyWanted && !m_stop.stop_requested())
        m_tidySoon.start(m_idle);
}

void SearchUpkeep::tidy()
{
    if (m_tidying || m_stop.stop_requested())
        return;
    m_tidying = true;
    m_tidyWanted = false;
    m_session.ask(
        this, [](Vault& vault) { return vault.tidyIndex(); },
        [this](const Result<bool>& more) {
            m_tidying = false;
            const bool goesOn = more && *more;
            m_tidyWanted = m_tidyWanted || goesOn;
            if (goesOn && !m_tidySoon.isActive() && !m_stop.stop_requested())
                m_tidySoon.start(TidyPause);
            else if (!m_tidyWanted)
                Q_EMIT tidied();
        });
}

} // namespace lockleaf::ui
