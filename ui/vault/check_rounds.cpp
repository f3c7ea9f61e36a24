// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/check_rounds.h"

#include "ui/vault/damage_names.h"
#include "ui/vault/vault_session.h"

#include <QDateTime>

#include <atomic>
#include <utility>

namespace lockleaf::ui {

namespace {

constexpr std::chrono::minutes RestingLook{10};
constexpr std::chrono::minutes RetryAfterError{10};

} // namespace

/// What the vault's thread works with. The job begins and ends there.
struct CheckRounds::Work
{
    CheckRound round;
    VerifyReport report;
    std::unique_ptr<SlicedJob> job;
    std::atomic<bool> stopped = false;
};

struct CheckRounds::Slice
{
    CheckRound round;
    bool ended = false;
    bool damage = false;
    QStringList names;
};

CheckRounds::CheckRounds(VaultSession& session, QObject* parent) : QObject(parent), m_session(session)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &CheckRounds::readOn);
}

CheckRounds::~CheckRounds()
{
    stop();
}

void CheckRounds::start(const CheckRound& round)
{
    if (std::exchange(m_started, true))
        return;
    m_round = round;
    m_work = std::make_shared<Work>();
    m_work->round = round;
    m_sinceActivity.start();
    m_sinceKept.start();
    wait(m_pace.idle);
}

void CheckRounds::postpone()
{
    m_sinceActivity.start();
}

void CheckRounds::stop()
{
    m_next.stop();
    if (!m_work)
        return;
    m_work->stopped = true;
    // The job ends on the thread that it ran on.
    m_session.ask(
        this,
        [work = std::exchange(m_work, nullptr)](Vault&) -> Result<void> {
            work->job.reset();
            return {};
        },
        [](const Result<void>&) {
            // Nothing is left to be done.
        });
}

void CheckRounds::countWholeCheck()
{
    if (!m_work)
        return;
    stop();
    m_started = false;
    start({{}, 0, {}, QDateTime::currentMSecsSinceEpoch()});
    Q_EMIT worthKeeping();
}

bool CheckRounds::isResting() const
{
    const bool atBegin = m_round.stage == CheckRound::Stage::Pages && m_round.at == 0;
    const qint64 since = QDateTime::currentMSecsSinceEpoch() - m_round.lastEnded;
    // A time to come is that of a clock that was set back: nothing to rely on.
    return atBegin && since >= 0 && since < std::chrono::milliseconds(restBetween).count();
}

void CheckRounds::wait(std::chrono::milliseconds time)
{
    if (m_work)
        m_next.start(time);
}

void CheckRounds::readOn()
{
    if (!m_work)
        return;
    if (isResting()) {
        wait(RestingLook);
        return;
    }
    const std::chrono::milliseconds quiet(m_sinceActivity.elapsed());
    if (quiet < m_pace.idle || m_session.hasJobs()) {
        wait(std::max(m_pace.idle - quiet, m_pace.pause));
        return;
    }
    auto read = [work = m_work, budget = m_pace.slice](Vault& vault) -> Result<Slice> {
        if (work->stopped)
            return Slice{work->round, false, false, {}};
        if (!work->job)
            work->job = vault.makeCheckRoundJob(work->round, work->report);
        NoProgress silent;
        const auto ended = work->job->runSlice(budget, silent);
        if (!ended || *ended)
            work->job.reset();
        if (!ended)
            return std::unexpected(ended.error());
        Slice slice{work->round, *ended, !work->report.problems.empty(), {}};
        if (slice.damage)
            slice.names = damageNames(vault, std::exchange(work->report.problems, {}));
        return slice;
    };
    m_session.ask(this, std::move(read), [this](const Result<Slice>& slice) {
        if (slice)
            take(*slice);
        else
            wait(RetryAfterError); // whoever reads the note hears what is wrong
    });
}

void CheckRounds::take(const Slice& slice)
{
    if (!m_work)
        return;
    m_round = slice.round;
    if (slice.damage && !std::exchange(m_told, true))
        Q_EMIT damageFound(slice.names);
    if (slice.ended || m_sinceKept.hasExpired(m_pace.keep.count())) {
        m_sinceKept.start();
        Q_EMIT worthKeeping();
    }
    if (slice.ended)
        Q_EMIT roundEnded();
    wait(m_pace.pause);
}

} // namespace lockleaf::ui
