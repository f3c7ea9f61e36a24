// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/backup/backup.h"
#include "core/base/result.h"

#include "ui/vault/job_run.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>

namespace lockleaf::ui {

/// Makes backups of an unlocked vault while nobody does anything, as often as the settings say and only where
/// something has changed, and one whenever the person asks. GUI thread only.
class BackupSchedule : public QObject
{
    Q_OBJECT

public:
    /// How it goes about it; other times are for tests.
    struct Pace
    {
        std::chrono::milliseconds look{std::chrono::minutes{1}};  ///< From one look to the next.
        std::chrono::milliseconds idle{std::chrono::seconds{20}}; ///< So long nobody has done anything.
    };

    /// `session` must outlive it, and know its file: without one there are no backups.
    explicit BackupSchedule(VaultSession& session, QObject* parent = nullptr);

    void setPace(const Pace& pace) { m_pace = pace; }
    void start(const VaultSettings& settings);
    void setSettings(const VaultSettings& settings);
    /// Somebody is doing something.
    void postpone() { m_sinceActivity.start(); }
    /// Before the vault is closed: a backup that is being made is given up.
    void stop();

    /// Reads which backups there are; changed() follows.
    void refresh();
    void backUpNow();
    /// Gives the one up that is being made.
    void cancel();
    /// Whether a backup is to be made before so many notes are deleted for good.
    [[nodiscard]] bool isWantedBefore(std::uint64_t notes) const;
    /// Makes one because many notes are about to be deleted for good; refresh() shows it afterwards.
    [[nodiscard]] JobRun::Make makeBeforeDeletion() const;
    /// The person says that the vault is as small as it is on purpose.
    void acceptShrink();

    [[nodiscard]] bool isRunning() const { return m_run != nullptr; }
    /// As it was read last; nothing: not yet, or the folder cannot be read.
    [[nodiscard]] const std::optional<BackupListing>& listing() const { return m_listing; }
    /// Why the last backup was not made, or the folder not read; nothing: all is well.
    [[nodiscard]] const std::optional<Error>& failure() const { return m_failure; }
    [[nodiscard]] BackupPlace place() const;
    [[nodiscard]] std::filesystem::path folder() const { return place().folder; }

Q_SIGNALS:
    /// What listing(), failure() and isRunning() say.
    void changed();
    void progressed(qulonglong done, qulonglong total);
    /// Once a session: no backup is made any more, for a reason that somebody should know.
    void failedFirst(const lockleaf::Error& error);
    /// Once a session: the vault has shrunk suddenly, and the backups of before are held.
    void shrank(qulonglong notesBefore, qulonglong notesNow);

private:
    void lookWhetherDue();
    [[nodiscard]] JobRun::Make jobFor(BackupReason reason) const;
    void run(BackupReason reason);
    void handleFinished(const std::optional<Error>& error);
    void take(const Result<BackupListing>& listing);

    VaultSession& m_session;
    Pace m_pace;
    VaultSettings m_settings;
    QTimer m_look;
    QElapsedTimer m_sinceActivity;
    QElapsedTimer m_sinceFailure;
    std::unique_ptr<JobRun> m_run;
    std::optional<BackupListing> m_listing;
    std::optional<Error> m_failure;
    bool m_started = false;
    bool m_toldFailure = false;
    bool m_toldShrink = false;
};

} // namespace lockleaf::ui
