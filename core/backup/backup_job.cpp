// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/backup.h"
#include "core/backup/backup_folder.h"
#include "core/vault/guarded.h"
#include "core/vault/left_copies.h"

#include "core/base/file_system.h"

#include <algorithm>

namespace lockleaf {

namespace {

CatalogueEntry entryFor(std::string name, BackupReason reason, Timestamp made, Timestamp proven,
                        const SnapshotReport& report)
{
    CatalogueEntry entry;
    entry.name = std::move(name);
    entry.reason = reason;
    entry.made = made;
    entry.proven = proven;
    entry.epoch = report.counts.epoch;
    entry.notes = report.counts.notes;
    entry.trashed = report.counts.trashed;
    entry.notebooks = report.counts.notebooks;
    entry.bodyBytes = report.counts.bodyBytes;
    entry.attachments = report.counts.attachments;
    entry.attachmentBytes = report.counts.attachmentBytes;
    entry.fileSize = report.fileSize;
    entry.headerGeneration = report.headerGeneration;
    entry.headHash = report.headHash;
    entry.fileSalt = report.fileSalt;
    return entry;
}

class BackupJob final : public SlicedJob
{
public:
    BackupJob(Vault& vault, BackupPlace place, BackupReason reason, BackupReport& report)
        : m_vault(vault), m_folder(vault, std::move(place)), m_reason(reason), m_report(report)
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        return guarded([&]() -> Result<bool> {
            if (!m_snapshot) {
                LOCKLEAF_CHECK(begin());
                return false;
            }
            if (!m_made) {
                LOCKLEAF_TRY(m_made, m_snapshot->runSlice(budget, progress));
                return false;
            }
            LOCKLEAF_CHECK(count());
            return true;
        });
    }

private:
    Result<void> begin()
    {
        LOCKLEAF_CHECK(m_folder.make());
        LOCKLEAF_CHECK(m_folder.read());
        m_folder.removeTemporaries();
        m_folder.forgetWhatLeft();
        m_report.catalogueLost = m_folder.catalogueLost();
        m_began = m_vault.now();
        m_name = m_folder.freeName(m_began, m_reason);
        m_snapshot = m_vault.makeSnapshotJob(m_folder.pathOf(m_name), m_snapshotReport);
        return {};
    }

    /// The proven copy has its name. Now it is written down, and only then something may go.
    Result<void> count()
    {
        const std::string leaving = enter();
        if (auto written = m_folder.writeCatalogue(); !written) {
            (void)m_folder.remove(m_name); // what does not count is not left to fill the disk
            return written;
        }
        // It counts by now: what falls away and does not go is the next run's.
        if (!leaving.empty() && m_folder.remove(leaving))
            m_report.takenAway = leaving;
        LOCKLEAF_CHECK(m_folder.read());
        const BackupListing listing = m_folder.listing();
        m_report.shrink = listing.shrink;
        if (const auto made = std::ranges::find(listing.generations, m_name, &Generation::name);
            made != listing.generations.end())
            m_report.made = *made;
        return {};
    }

    /// Enters the new generation, marks the one that falls away, and returns its name.
    std::string enter()
    {
        std::vector<CatalogueEntry>& entries = m_folder.catalogue().entries;
        std::vector<std::size_t> proven;
        std::vector<KeptGeneration> kept;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (!m_folder.counts(entries[i]))
                continue;
            proven.push_back(i);
            kept.push_back(entries[i].kept());
        }
        entries.push_back(entryFor(m_name, m_reason, m_began, m_vault.now(), m_snapshotReport));
        kept.push_back(entries.back().kept());
        const auto falling = fallsAway(kept, m_folder.place().utcOffset);
        if (!falling || *falling >= proven.size())
            return {};
        CatalogueEntry& leaving = entries[proven[*falling]];
        leaving.leaving = true;
        if (leaving.accepted) // what a person said goes on for the next one
            entries[*falling + 1 < proven.size() ? proven[*falling + 1] : entries.size() - 1].accepted = true;
        return leaving.name;
    }

    Vault& m_vault;
    BackupFolder m_folder;
    BackupReason m_reason;
    BackupReport& m_report;
    Timestamp m_began = 0;
    std::string m_name;
    SnapshotReport m_snapshotReport;
    std::unique_ptr<SlicedJob> m_snapshot;
    bool m_made = false;
};

} // namespace

std::unique_ptr<SlicedJob> makeBackupJob(Vault& vault, BackupPlace place, BackupReason reason,
                                         BackupReport& report)
{
    return std::make_unique<BackupJob>(vault, std::move(place), reason, report);
}

} // namespace lockleaf
