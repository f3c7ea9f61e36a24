// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/trash_job.h"

namespace lockleaf {

namespace {

constexpr Timestamp millisecondsOfDay = 24LL * 60 * 60 * 1000;
/// A clock that is further ahead of the last change is not believed: what it deleted would be gone.
constexpr Timestamp believableDays = 400;

/// When a note was last edited or moved to the trash.
Result<Timestamp> lastChange(Database& database)
{
    LOCKLEAF_TRY(Statement find,
                 database.prepare("SELECT max((SELECT max(trashed) FROM note_list WHERE in_trash = 1), "
                                  "coalesce((SELECT modified FROM note_list WHERE in_trash = 0 "
                                  "ORDER BY modified DESC LIMIT 1), 0))"));
    LOCKLEAF_TRY(const bool found, find.step());
    return found ? find.integer(0) : Timestamp{0};
}

} // namespace

std::unique_ptr<TrashJob> TrashJob::purge(SealedVault& vault, Timestamp now, TrashReport& report)
{
    auto job = std::make_unique<TrashJob>(vault, std::nullopt, report);
    job->m_now = now;
    return job;
}

Result<void> TrashJob::begin()
{
    if (m_now) {
        LOCKLEAF_TRY(const VaultSettings settings, m_vault.settings());
        if (settings.trashDays == 0)
            return {}; // never
        const Timestamp kept = Timestamp{settings.trashDays} * millisecondsOfDay;
        LOCKLEAF_TRY(const Timestamp last, lastChange(m_vault.store().database()));
        if (*m_now - last > kept + believableDays * millisecondsOfDay)
            return {};
        m_until = *m_now - kept;
    }
    LOCKLEAF_TRY(Statement find,
                 m_vault.store().database().prepare(
                     "SELECT row FROM note_list INDEXED BY note_list_recent WHERE in_trash = 1"));
    while (true) {
        LOCKLEAF_TRY(const bool more, find.step());
        if (!more)
            return {};
        m_rows.push_back(find.integer(0));
    }
}

Result<void> TrashJob::work(std::size_t index)
{
    // As it stands now: a note may have been restored since the job began.
    LOCKLEAF_TRY(const std::optional<ListRow> row, m_vault.list().at(m_rows[index]));
    if (!row || !row->summary.trashed || (m_until && *row->summary.trashed > *m_until))
        return {};
    auto outcome = m_vault.deleteForever(row->summary.id);
    if (!outcome && !concernsOneNote(outcome.error().code))
        return outcome;
    ++(outcome ? m_pending.deleted : m_pending.refused);
    return {};
}

void TrashJob::settle(bool durable)
{
    if (durable) {
        m_report.deleted += m_pending.deleted;
        m_report.refused += m_pending.refused;
    }
    m_pending = {};
}

Result<bool> TrashWithFilesJob::runSlice(std::chrono::milliseconds budget, ProgressSink& progress)
{
    if (m_files) {
        NoProgress unseen; // the notes were what was counted
        return m_files->runSlice(budget, unseen);
    }
    LOCKLEAF_TRY(const bool finished, m_notes->runSlice(budget, progress));
    if (finished)
        m_files = std::make_unique<AttachmentTidyJob>(m_vault, m_notes->until(), m_fileReport);
    return false;
}

std::unique_ptr<SlicedJob> SealedVault::makePurgeTrashJob(Timestamp now, TrashReport& report)
{
    return std::make_unique<TrashWithFilesJob>(*this, TrashJob::purge(*this, now, report));
}

std::unique_ptr<SlicedJob> SealedVault::makeEmptyTrashJob(TrashReport& report)
{
    return std::make_unique<TrashWithFilesJob>(*this,
                                               std::make_unique<TrashJob>(*this, std::nullopt, report));
}

} // namespace lockleaf
