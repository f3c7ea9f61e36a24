// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/backup/backup.h"
#include "core/backup/note_return.h"
#include "core/base/result.h"

#include "ui/vault/job_run.h"

namespace lockleaf::ui {

/// A part of the notes of a backup.
struct BackupNotes
{
    std::vector<NoteSummary> rows; ///< Living ones first, the last edited first, then those in its trash.
    std::uint64_t total = 0;       ///< So many there are in all.
    bool hasMore = false;          ///< Of a search: there are more than are given.
    bool indexIsWhole = true;      ///< Of a search: false, where what its index lacks is missing.
};

/// A note of a backup beside the present one.
struct BackupComparison
{
    ReturnedNote would; ///< What bringing it back would do.
    /// The backup's text as the version, the present one as now; without a present one all is of the version.
    std::shared_ptr<const VersionComparison> texts;
};

/// A backup that is open to be looked into, on the vault's thread, where it is opened, read and closed. GUI
/// thread only; `session` must outlive it. Deleting it closes the backup: behind the calls that wait, before
/// those that come; a job on it that still runs ends first. Nothing may be changed in it.
class BackupVisit
{
public:
    template <class T>
    using Answer = VaultSession::Answer<T>;

    BackupVisit(VaultSession& session, BackupPlace place, std::string name);
    ~BackupVisit();
    BackupVisit(const BackupVisit&) = delete;
    BackupVisit& operator=(const BackupVisit&) = delete;

    /// Errors: those of OpenGeneration::open().
    void open(QObject* guard, Answer<void> answer);
    /// At most `limit` notes from number `first` on.
    void readNotes(std::uint64_t first, std::uint64_t limit, QObject* guard, Answer<BackupNotes> answer);
    /// At most `limit` notes that the backup's own index finds.
    void search(const std::string& query, std::size_t limit, QObject* guard, Answer<BackupNotes> answer);
    void compare(RecordId note, QObject* guard, Answer<BackupComparison> answer);

    /// Brings notes back into the vault (makeReturnJob).
    [[nodiscard]] JobRun::Make returnJob(std::vector<RecordId> notes, bool dryRun,
                                         std::shared_ptr<ReturnReport> report) const;
    /// Copies all of it into a new vault (makeRestoreAllJob).
    [[nodiscard]] JobRun::Make copyJob(std::filesystem::path target,
                                       std::shared_ptr<SnapshotReport> report) const;

private:
    /// Belongs to the vault's thread; empty before it is opened and once it is closed.
    struct Place
    {
        std::shared_ptr<OpenGeneration> generation;
    };
    template <class Call, class Reply>
    void ask(QObject* guard, Call call, Reply answer);

    VaultSession& m_session;
    const BackupPlace m_folder;
    const std::string m_name;
    std::shared_ptr<Place> m_place = std::make_shared<Place>();
};

} // namespace lockleaf::ui
