// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/export_run.h"

#include "ui/vault/vault_session.h"

#include <QMetaObject>
#include <QPointer>

#include <chrono>
#include <mutex>
#include <optional>

namespace lockleaf::ui {

/// What outlives the run while its threads still look at it: the job may end after the run was deleted.
struct ExportRun::Shared : ProgressSink
{
    std::stop_source stop;
    std::filesystem::path target;
    ExportReport report;
    std::optional<Result<ArchiveSeal>> seal;
    Result<void> outcome;

    std::mutex mutex; // guards run: set on the GUI thread, used by the worker
    ExportRun* run = nullptr;
    std::chrono::steady_clock::time_point lastUpdate;

    /// Calls `handler` on the GUI thread if the run is still there.
    void tell(void (ExportRun::*handler)())
    {
        const std::lock_guard lock(mutex);
        if (run)
            QMetaObject::invokeMethod(
                run, [target = run, handler] { (target->*handler)(); }, Qt::QueuedConnection);
    }

    void progressed(std::uint64_t done, std::uint64_t total) override
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - lastUpdate < std::chrono::milliseconds(50) && done != total)
            return;
        lastUpdate = now;
        const std::lock_guard lock(mutex);
        if (run)
            QMetaObject::invokeMethod(
                run, [target = run, done, total] { Q_EMIT target->progressed(done, total); },
                Qt::QueuedConnection);
    }
};

ExportRun::ExportRun(VaultSession& session, std::filesystem::path target, Passphrase password)
    : m_session(session), m_shared(std::make_shared<Shared>())
{
    m_shared->run = this;
    m_shared->target = std::move(target);
    m_derivation = std::jthread([shared = m_shared, password = std::move(password)] {
        shared->seal.emplace(ArchiveSeal::forPassphrase(password));
        shared->tell(&ExportRun::handleSealed);
    });
}

ExportRun::~ExportRun()
{
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->run = nullptr;
    }
    m_shared->stop.request_stop();
    // scrypt cannot be stopped midway; its thread holds what it needs by itself.
    if (m_derivation.joinable())
        m_derivation.detach();
}

void ExportRun::cancel()
{
    m_shared->stop.request_stop();
}

void ExportRun::handleSealed()
{
    if (!m_shared->seal->has_value()) {
        m_shared->outcome = std::unexpected(m_shared->seal->error());
        handleDone();
        return;
    }
    auto shared = m_shared;
    const bool queued = m_session.runJob(
        [shared](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
            return makeExportJob(vault, shared->target, std::move(**shared->seal), shared->report);
        },
        shared->stop.get_token(), *shared,
        [shared](Result<void> outcome) {
            shared->outcome = std::move(outcome);
            shared->tell(&ExportRun::handleDone);
        });
    if (!queued) {
        m_shared->outcome = fail(ErrorCode::Cancelled);
        handleDone();
    }
}

void ExportRun::handleDone()
{
    const Result<void>& outcome = m_shared->outcome;
    Q_EMIT finished(outcome.has_value(), m_shared->report, outcome.has_value() ? Error{} : outcome.error());
}

} // namespace lockleaf::ui
