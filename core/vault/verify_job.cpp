// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/verify_job.h"

#include "core/vault/guarded.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

constexpr std::int64_t recordRowsAtOnce = 64;

/// Small tables, whose structure SQLite checks itself. The large ones are read row by row and looked up in
/// each index instead: one call over all their pages would hold up a save.
constexpr std::array<const char*, 3> checkedTables{"PRAGMA integrity_check(freshness)",
                                                   "PRAGMA integrity_check(head)",
                                                   "PRAGMA integrity_check(list_count)"};

} // namespace

void VerifyJob::next(Stage stage)
{
    m_stage = stage;
    m_at = 0;
}

Result<void> VerifyJob::work(std::chrono::milliseconds budget)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    do {
        LOCKLEAF_CHECK(step());
    } while (m_stage != Stage::Done && std::chrono::steady_clock::now() < end);
    return {};
}

Result<bool> VerifyJob::runSlice(std::chrono::milliseconds budget, ProgressSink& progress)
{
    LOCKLEAF_CHECK(guarded([&] { return work(budget); }));
    LOCKLEAF_TRY(const std::uint32_t pages, m_vault.file().pageCount());
    progress.progressed(m_report.pages + m_report.records,
                        std::max(m_report.pages + m_report.records, pages + m_vault.store().head().records));
    return m_stage == Stage::Done;
}

Result<void> VerifyJob::step()
{
    switch (m_stage) {
    case Stage::Header:
        return checkHeader();
    case Stage::Pages:
        return checkPages();
    case Stage::Directory:
        return checkDirectory();
    case Stage::Rows:
        return checkRows();
    case Stage::List:
        return checkList();
    case Stage::Index:
        return checkIndex();
    case Stage::Revisions:
        return checkRevisions();
    case Stage::Attachments:
        return checkAttachments();
    case Stage::Tables:
        return checkTable();
    case Stage::PagesAgain:
        return checkPagesAgain();
    case Stage::Done:
        break;
    }
    return {};
}

Result<void> VerifyJob::checkHeader()
{
    LOCKLEAF_CHECK(m_findings.note(m_vault.file().verifyHeaderRegion(), "header"));
    LOCKLEAF_CHECK(m_findings.note(m_vault.file().verifyLog(), "log"));
    next(Stage::Pages);
    return {};
}

Result<void> VerifyJob::checkPages()
{
    LOCKLEAF_TRY(const std::uint32_t pages, m_vault.file().pageCount());
    if (m_at >= pages) {
        m_recordsAtBegin = m_vault.store().head().records;
        m_notebooksAtBegin = m_vault.store().head().notebooks;
        m_revisionsAtBegin = m_vault.store().head().revisions.number;
        m_removalsAtBegin = m_vault.store().removals();
        m_droppedAtBegin = m_vault.notebooksDropped();
        next(Stage::Directory);
        return {};
    }
    ++m_report.pages;
    return m_pageCheck.check(static_cast<std::uint32_t>(++m_at));
}

Result<void> VerifyJob::checkPagesAgain()
{
    next(Stage::Done);
    return m_pageCheck.checkTornAgain();
}

Result<void> VerifyJob::checkDirectory()
{
    if (m_bucket.empty())
        return beginBucket();
    const RecordId id = m_bucket.back();
    m_bucket.pop_back();
    ++m_report.records;
    const auto checked = m_recordCheck.check(id, m_removalsAtBucket);
    m_report.notes = m_recordCheck.met().notes;
    return m_findings.note(checked, "record " + id.toHex(), id);
}

Result<void> VerifyJob::beginBucket()
{
    if (m_at >= Freshness::bucketCount) {
        const Head& head = m_vault.store().head();
        compareNumber(m_report.records, m_recordsAtBegin, head.records,
                      "records: their number differs from the head");
        compareNumber(m_recordCheck.met().revisions, m_revisionsAtBegin, head.revisions.number,
                      "versions: their number differs from the head");
        // One that is deleted meanwhile may have been met before or not.
        const std::uint64_t dropped = m_vault.notebooksDropped() - m_droppedAtBegin;
        const std::uint64_t notebooks = m_recordCheck.met().notebooks;
        if (notebooks + dropped < m_notebooksAtBegin || notebooks > head.notebooks + dropped)
            m_findings.found("notebooks: their number differs from the head");
        next(Stage::Rows);
        return {};
    }
    RecordStore& store = m_vault.store();
    const auto entries =
        store.freshness().entriesReadAgain(store.database(), static_cast<std::size_t>(m_at++));
    if (!entries)
        return m_findings.note(std::unexpected(entries.error()), "records");
    m_removalsAtBucket = store.removals();
    for (const DirectoryEntry& entry : **entries)
        m_bucket.push_back(entry.identity.id);
    return {};
}

/// Whoever met all records met no fewer than there were when he began, and no more than there are now, but
/// for those that were taken away meanwhile.
void VerifyJob::compareNumber(std::uint64_t number, std::uint64_t atBegin, std::uint64_t now,
                              const char* what)
{
    const std::uint64_t gone = m_vault.store().removals() - m_removalsAtBegin;
    if (number + gone < atBegin || number > now + gone)
        m_findings.found(what);
}

Result<void> VerifyJob::checkRows()
{
    // Every record of the directory was opened from a row of its own. So the table holds those rows and no
    // others where each of its rows is named by the directory, and there are as many.
    Result<void> read;
    std::vector<std::pair<std::int64_t, std::optional<RecordId>>> found;
    {
        LOCKLEAF_TRY(Statement rows, m_vault.store().database().prepare(
                                         "SELECT row, id FROM record WHERE row > ?1 ORDER BY row LIMIT ?2"));
        rows.bind(1, m_afterRow).bind(2, recordRowsAtOnce);
        while (true) {
            const auto row = rows.step();
            if (!row)
                read = std::unexpected(row.error());
            if (!row || !*row)
                break;
            found.emplace_back(rows.integer(0), idFrom<RecordTag>(rows.blob(1)));
        }
    }
    const std::int64_t begunAfter = m_afterRow;
    const bool unreadable = !read;
    LOCKLEAF_CHECK(m_findings.note(std::move(read), "table of records"));
    for (const auto& [row, id] : found)
        LOCKLEAF_CHECK(m_findings.note(checkRow(row, id), "row " + std::to_string(row) + " of the records"));
    if (m_afterRow > begunAfter && !unreadable)
        return {};
    if (found.empty() && !unreadable)
        compareNumber(m_rows, m_recordsAtBegin, m_vault.store().head().records,
                      "rows of the records: their number differs from the head");
    next(m_vault.isOfEarlierSchema() ? Stage::PagesAgain
                                     : Stage::List); // what is derived follows the records
    return {};
}

Result<void> VerifyJob::checkRow(std::int64_t row, const std::optional<RecordId>& id)
{
    const bool ascends = row > m_afterRow;
    m_afterRow = std::max(row, m_afterRow);
    ++m_rows;
    if (!id || !ascends)
        return fail(ErrorCode::Damaged, "not in order");
    LOCKLEAF_TRY(const std::optional<DirectoryEntry> located, m_vault.store().locate(*id));
    if (!located || located->row != row)
        return fail(ErrorCode::Damaged, "the directory does not name it");
    return {};
}

Result<void> VerifyJob::checkList()
{
    LOCKLEAF_TRY(const bool finished, m_listCheck.step());
    if (finished)
        next(Stage::Index);
    return {};
}

Result<void> VerifyJob::checkIndex()
{
    LOCKLEAF_TRY(const bool finished, m_indexCheck.step());
    if (finished)
        next(Stage::Revisions);
    return {};
}

Result<void> VerifyJob::checkRevisions()
{
    LOCKLEAF_TRY(const bool finished, m_revisionCheck.step());
    if (finished)
        next(Stage::Attachments);
    return {};
}

Result<void> VerifyJob::checkAttachments()
{
    LOCKLEAF_TRY(const bool finished, m_attachmentCheck.step());
    if (!finished)
        return {};
    const RecordStore& store = m_vault.store();
    const bool isAsAtBegin =
        store.head().records == m_recordsAtBegin && store.removals() == m_removalsAtBegin;
    if (isAsAtBegin && m_recordCheck.met().chunks != m_attachmentCheck.chunks())
        m_findings.found("attachments: there are parts of contents that belong to none");
    next(Stage::Tables);
    return {};
}

Result<void> VerifyJob::checkTable()
{
    if (m_at >= checkedTables.size()) {
        next(Stage::PagesAgain);
        return {};
    }
    Database& database = m_vault.store().database();
    const char* const sql = checkedTables.at(static_cast<std::size_t>(m_at++));
    LOCKLEAF_TRY(Statement check, database.prepare(sql));
    while (true) {
        const auto row = check.step();
        if (!row)
            return m_findings.note(std::unexpected(row.error()), "tables");
        if (!*row)
            return {};
        if (check.text(0) != "ok")
            m_findings.found("tables: the structure of one is not whole");
    }
}

} // namespace lockleaf
