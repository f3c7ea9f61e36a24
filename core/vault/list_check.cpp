// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/list_check.h"

#include "core/vault/guarded.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::uint64_t listRowsAtOnce = 64;
constexpr int mostRestarts = 3;

} // namespace

Result<bool> ListCheck::step()
{
    // A change was taken back, of which the tally heard only the beginning: count again. Where that goes on,
    // the disk has other troubles, and the list is for a later check.
    if (m_stage != Stage::Done && m_tally && m_tally->expected() != m_store.head().list) {
        if (m_restarts++ == mostRestarts) {
            m_stage = Stage::Done;
            return true;
        }
        m_tally.reset();
        m_rows = 0;
        m_index = 0;
        m_stage = Stage::Rows;
    }
    switch (m_stage) {
    case Stage::Rows:
        LOCKLEAF_CHECK(checkRows());
        break;
    case Stage::Indexes:
        LOCKLEAF_CHECK(checkIndex());
        break;
    case Stage::Totals:
        LOCKLEAF_CHECK(checkTotals());
        break;
    case Stage::Done:
        break;
    }
    return m_stage == Stage::Done;
}

Result<void> ListCheck::checkRows()
{
    if (!m_tally)
        m_tally = m_list.beginTally();
    const auto rows = m_list.rowsAfter(m_tally->upTo(), listRowsAtOnce);
    if (!rows) {
        // The rest cannot be read: what follows would only repeat that.
        m_stage = Stage::Done;
        return m_findings.note(std::unexpected(rows.error()), "list");
    }
    for (const ListRow& row : *rows) {
        LOCKLEAF_CHECK(m_findings.note(checkRow(row), "list row " + std::to_string(row.row)));
        m_tally->meet(row, m_list.element(row));
        ++m_rows;
    }
    if (rows->empty()) {
        m_tally->endWalk();
        m_stage = Stage::Indexes;
    }
    return {};
}

Result<void> ListCheck::checkRow(const ListRow& row)
{
    // The list is shown by looking up single rows, which may lead elsewhere than the walk.
    LOCKLEAF_TRY(const std::optional<ListRow> alone, m_list.at(row.row));
    if (!alone || !(*alone == row))
        return fail(ErrorCode::Damaged, "another row is found by its number");
    LOCKLEAF_TRY(const bool indexed, m_list.isIndexed(row));
    if (!indexed)
        return fail(ErrorCode::Damaged, "an index differs");
    LOCKLEAF_TRY(const bool tagged, m_list.tags().hasEntriesOf(row));
    if (!tagged)
        return fail(ErrorCode::Damaged, "a tag of it is not listed");
    return {};
}

Result<void> ListCheck::checkIndex()
{
    if (m_index == NoteList::indexCount) {
        m_stage = Stage::Totals;
        return {};
    }
    const auto exact = m_list.indexHasOnly(m_index++, *m_tally);
    if (!exact)
        return m_findings.note(std::unexpected(exact.error()), "list");
    if (!*exact)
        m_findings.found("list: an index differs");
    return {};
}

Result<void> ListCheck::checkTotals()
{
    const Head& head = m_store.head();
    m_stage = Stage::Done;
    if (m_tally->sum() != head.list)
        m_findings.found("list: its sum differs from the head");
    if (m_tally->living() != head.notes || m_tally->trashed() != head.trashed ||
        m_tally->bodyBytes() != head.bodyBytes)
        m_findings.found("list: its counts differ from the head");
    LOCKLEAF_CHECK(m_findings.note(checkCountsKept(), "list"));
    return m_findings.note(checkTags(), "tags");
}

Result<void> ListCheck::checkTags()
{
    LOCKLEAF_TRY(const std::vector<TagIndex::Row> kept, m_list.tags().all());
    bool same = kept.size() == m_tally->perTag().size();
    for (const TagIndex::Row& row : kept) {
        const auto counted = m_tally->perTag().find(row.folded);
        // They are shown by a walk, and found one by one: two ways that may lead to different pages.
        LOCKLEAF_TRY(const TagCounts alone, m_list.tags().counts(row.folded));
        same = same && counted != m_tally->perTag().end() && counted->second == row.counts &&
               alone == row.counts;
    }
    LOCKLEAF_TRY(const std::uint64_t entries, m_list.tags().entryCount());
    if (!same || entries != m_tally->tagEntries())
        return fail(ErrorCode::Damaged, "their counts differ");
    return {};
}

Result<void> ListCheck::checkCountsKept()
{
    LOCKLEAF_TRY(const auto kept, m_list.countsKept());
    if (kept != m_tally->perNotebook())
        return fail(ErrorCode::Damaged, "its counts per notebook differ");
    return {};
}

Result<bool> ListCheckJob::runSlice(std::chrono::milliseconds budget, ProgressSink& progress)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    bool finished = false;
    LOCKLEAF_CHECK(guarded([&]() -> Result<void> {
        do {
            if (m_listIsChecked) {
                LOCKLEAF_TRY(finished, m_revisionCheck.step());
            } else {
                LOCKLEAF_TRY(m_listIsChecked, m_check.step());
            }
        } while (!finished && std::chrono::steady_clock::now() < end);
        return {};
    }));
    const Head& head = m_store.head();
    m_findings.report().notes = m_check.rows();
    progress.progressed(m_check.rows(), std::max(m_check.rows(), head.notes + head.trashed));
    return finished;
}

} // namespace lockleaf
