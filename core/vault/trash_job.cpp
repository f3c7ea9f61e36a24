// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/trash_job.h"

namespace lockleaf {

namespace {

constexpr Timestamp millisecondsOfDay = 24LL * 60 * 60 * 1000;

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
        m_until = *m_now - Timestamp{settings.trashDays} * millisecondsOfDay;
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

std::unique_ptr<SlicedJob> SealedVault::makePurgeTrashJob(Timestamp now, TrashReport& report)
{
    return TrashJob::purge(*this, now, report);
}

std::unique_ptr<SlicedJob> SealedVault::makeEmptyTrashJob(TrashReport& report)
{
    return std::make_unique<TrashJob>(*this, std::nullopt, report);
}

} // namespace lockleaf
