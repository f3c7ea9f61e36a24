// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/job_run.h"

#include <chrono>
#include <mutex>

namespace lockleaf::ui {

/// What outlives the run while the vault's thread still looks at it.
struct JobRun::Shared : ProgressSink
{
    std::stop_source stop;
    std::mutex mutex; // guards run: set on the GUI thread, used by the worker
    JobRun* run = nullptr;
    std::chrono::steady_clock::time_point lastUpdate;

    template <class Tell>
    void tell(const Tell& what)
    {
        const std::lock_guard lock(mutex);
        if (run)
            QMetaObject::invokeMethod(run, [target = run, what] { what(*target); }, Qt::QueuedConnection);
    }

    void progressed(std::uint64_t done, std::uint64_t total) override
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - lastUpdate < std::chrono::milliseconds(50) && done != total)
            return;
        lastUpdate = now;
        tell([done, total](JobRun& target) { Q_EMIT target.progressed(done, total); });
    }
};

JobRun::JobRun(VaultSession& session, QObject* parent)
    : QObject(parent), m_session(session), m_shared(std::make_shared<Shared>())
{
    m_shared->run = this;
}

JobRun::~JobRun()
{
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->run = nullptr;
    }
    m_shared->stop.request_stop();
}

void JobRun::cancel()
{
    m_shared->stop.request_stop();
}

void JobRun::start(Make make)
{
    auto shared = m_shared;
    const auto done = [shared](const Result<void>& outcome) {
        std::optional<Error> error;
        if (!outcome)
            error = outcome.error();
        shared->tell([error](JobRun& target) { Q_EMIT target.finished(error); });
    };
    if (!m_session.runJob(std::move(make), shared->stop.get_token(), *shared, done))
        done(fail(ErrorCode::Cancelled));
}

} // namespace lockleaf::ui
