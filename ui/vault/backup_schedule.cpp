// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/backup_schedule.h"

#include "core/backup/rotation.h"
#include "core/base/local_offset.h"
#include "ui/vault/held_job.h"

#include <QDateTime>

#include <utility>

namespace lockleaf::ui {

namespace {

constexpr std::chrono::hours RetryBackupAfter{1};

} // namespace

BackupSchedule::BackupSchedule(VaultSession& session, QObject* parent) : QObject(parent), m_session(session)
{
    m_look.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &BackupSchedule::lookWhetherDue);
}

BackupPlace BackupSchedule::place() const
{
    return BackupPlace::of(m_session.origin().file, m_settings, localOffset(systemClock().now()));
}

void BackupSchedule::start(const VaultSettings& settings)
{
    m_settings = settings;
    if (m_session.origin().file.empty())
        return;
    m_started = true;
    m_sinceActivity.start();
    m_look.start(m_pace.look);
}

void BackupSchedule::setSettings(const VaultSettings& settings)
{
    m_settings = settings;
    m_sinceFailure.invalidate(); // perhaps that was the reason
}

void BackupSchedule::stop()
{
    m_started = false;
    m_look.stop();
    m_run.reset();
}

void BackupSchedule::refresh()
{
    if (!m_started)
        return;
    m_session.ask(
        this, [place = place()](Vault& vault) { return listBackups(vault, place); },
        [this](const Result<BackupListing>& listing) { take(listing); });
}

void BackupSchedule::take(const Result<BackupListing>& listing)
{
    m_listing = listing ? std::optional(*listing) : std::nullopt;
    if (!listing)
        m_failure = listing.error();
    if (listing && listing->shrink.shrank && !std::exchange(m_toldShrink, true))
        Q_EMIT shrank(listing->shrink.notesBefore, listing->shrink.notesNow);
    Q_EMIT changed();
}

void BackupSchedule::lookWhetherDue()
{
    if (!m_started)
        return;
    m_look.start(m_pace.look);
    const bool rests = m_sinceFailure.isValid() &&
                       !m_sinceFailure.hasExpired(std::chrono::milliseconds(RetryBackupAfter).count());
    if (!m_settings.backups || isRunning() || rests || m_session.hasJobs() ||
        !m_sinceActivity.hasExpired(m_pace.idle.count()))
        return;
    auto due = [place = place(), settings = m_settings](Vault& vault) -> Result<bool> {
        LOCKLEAF_TRY(const BackupListing listing, listBackups(vault, place));
        LOCKLEAF_TRY(const VaultCounts counts, vault.counts());
        return isBackupDue(settings, listing, counts.epoch, QDateTime::currentMSecsSinceEpoch());
    };
    m_session.ask(this, std::move(due), [this](const Result<bool>& is) {
        if (!m_started || isRunning())
            return;
        if (!is)
            handleFinished(is.error());
        else if (*is)
            run(BackupReason::Scheduled);
    });
}

void BackupSchedule::backUpNow()
{
    if (m_started && !isRunning())
        run(BackupReason::Asked);
}

bool BackupSchedule::isWantedBefore(std::uint64_t notes) const
{
    return m_started && isBackupWantedBefore(m_settings, notes);
}

JobRun::Make BackupSchedule::makeBeforeDeletion() const
{
    return jobFor(BackupReason::BeforeLargeDeletion);
}

JobRun::Make BackupSchedule::jobFor(BackupReason reason) const
{
    auto report = std::make_shared<BackupReport>(); // the job may end after whoever wants it
    return [report, reason, place = place()](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return std::make_unique<HeldJob>(report, makeBackupJob(vault, place, reason, *report));
    };
}

void BackupSchedule::run(BackupReason reason)
{
    m_run = std::make_unique<JobRun>(m_session, nullptr);
    connect(m_run.get(), &JobRun::progressed, this, &BackupSchedule::progressed);
    connect(m_run.get(), &JobRun::finished, this, [this](const std::optional<Error>& error) {
        m_run.release()->deleteLater(); // it tells this: it must not go before it returns
        handleFinished(error);
    });
    m_run->start(jobFor(reason));
    Q_EMIT changed();
}

void BackupSchedule::handleFinished(const std::optional<Error>& error)
{
    const bool cancelled = error && error->code == ErrorCode::Cancelled;
    if (error && !cancelled) {
        m_failure = error;
        m_sinceFailure.start();
        if (!std::exchange(m_toldFailure, true))
            Q_EMIT failedFirst(*error);
    } else if (!cancelled) {
        m_failure.reset();
        m_toldFailure = false;
    }
    refresh();
}

void BackupSchedule::cancel()
{
    if (m_run)
        m_run->cancel();
}

void BackupSchedule::acceptShrink()
{
    m_session.ask(
        this,
        [place = place()](Vault& vault) -> Result<void> { return lockleaf::acceptShrink(vault, place); },
        [this](const Result<void>& accepted) {
            if (!accepted)
                m_failure = accepted.error();
            refresh();
        });
}

} // namespace lockleaf::ui
