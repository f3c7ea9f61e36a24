// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/version_thinning.h"

#include "core/base/local_offset.h"
#include "ui/vault/vault_session.h"

namespace lockleaf::ui {

namespace {

constexpr std::chrono::hours ThinningInterval{12};

} // namespace

VersionThinning::VersionThinning(VaultSession& session, QObject* parent) : QObject(parent), m_session(session)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &VersionThinning::handleDue);
}

VersionThinning::~VersionThinning()
{
    stop();
}

void VersionThinning::start(std::chrono::milliseconds first)
{
    if (!m_stop.stop_requested())
        m_timer.start(first);
}

void VersionThinning::stop()
{
    m_timer.stop();
    m_stop.request_stop();
}

void VersionThinning::handleDue()
{
    const auto make =
        [offset = localOffset(systemClock().now())](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return vault.makeThinJob(offset);
    };
    const QPointer<VersionThinning> guard(this);
    // What could not be thinned is tried again at the next time; it is no loss.
    auto done = [guard, session = &m_session, progress = m_progress](const Result<void>&) {
        QMetaObject::invokeMethod(
            session,
            [guard] {
                if (guard)
                    Q_EMIT guard->finished();
            },
            Qt::QueuedConnection);
    };
    m_session.runJob(make, m_stop.get_token(), *m_progress, std::move(done));
    m_timer.start(ThinningInterval);
}

} // namespace lockleaf::ui
