// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/verify_job.h"

#include "core/vault/guarded.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

constexpr std::uint64_t rowsAtOnce = 64;
constexpr std::size_t mostProblems = 1000; ///< A vault that is damaged all over needs no longer list.
constexpr int mostRestarts = 3;

/// Small tables, whose structure SQLite checks itself. The large ones are read row by row and looked up in
/// each index instead: one call over all their pages would hold up a save.
constexpr std::array<const char*, 3> checkedTables{"PRAGMA integrity_check(freshness)",
                                                   "PRAGMA integrity_check(head)",
                                                   "PRAGMA integrity_check(list_count)"};

bool isDamage(ErrorCode code)
{
    return code == ErrorCode::Damaged || code == ErrorCode::NotFound || code == ErrorCode::InputOutput;
}

template <class T>
Result<void> asVoid(const Result<T>& result)
{
    if (!result)
        return std::unexpected(result.error());
    return {};
}

} // namespace

void VerifyJob::found(ErrorCode code, std::string text)
{
    if (m_report.problems.size() < mostProblems)
        m_report.problems.push_back({code, std::move(text)});
}

Result<void> VerifyJob::note(Result<void> outcome, std::string_view place)
{
    if (outcome)
        return {};
    if (!isDamage(outcome.error().code))
        return outcome;
    std::string text{place};
    if (!outcome.error().detail.empty())
        text += ": " + outcome.error().detail;
    found(ErrorCode::Damaged, std::move(text));
    return {};
}

void VerifyJob::next(Stage stage)
{
    m_stage = stage;
    m_at = 0;
    m_afterRow = 0;
}

Result<void> VerifyJob::work(std::chrono::milliseconds budget)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    while (m_stage != Stage::Done && std::chrono::steady_clock::now() < end)
        LOCKLEAF_CHECK(step());
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
        return checkPage();
    case Stage::Buckets:
        return checkBucket();
    case Stage::Records:
        return checkRecords();
    case Stage::List:
        return checkList();
    case Stage::Totals:
        return checkTotals();
    case Stage::Tables:
        return checkTable();
    case Stage::Done:
        break;
    }
    return {};
}

Result<void> VerifyJob::checkHeader()
{
    LOCKLEAF_CHECK(note(m_vault.file().verifyHeaderRegion(), "header"));
    LOCKLEAF_CHECK(note(m_vault.file().verifyLog(), "log"));
    next(Stage::Pages);
    return {};
}

Result<void> VerifyJob::checkPage()
{
    LOCKLEAF_TRY(const std::uint32_t pages, m_vault.file().pageCount());
    if (m_at >= pages) {
        next(Stage::Buckets);
        return {};
    }
    ++m_at;
    ++m_report.pages;
    return note(m_vault.file().verifyPage(static_cast<std::uint32_t>(m_at)), "page " + std::to_string(m_at));
}

Result<void> VerifyJob::checkBucket()
{
    RecordStore& store = m_vault.store();
    if (m_at >= Freshness::bucketCount) {
        m_epoch = store.head().epoch;
        next(Stage::Records);
        return {};
    }
    return note(store.freshness().checkBucket(store.database(), static_cast<std::size_t>(m_at++)), "records");
}

Result<void> VerifyJob::checkRecords()
{
    Database& database = m_vault.store().database();
    std::vector<RecordId> ids;
    Result<void> read;
    {
        LOCKLEAF_TRY(Statement rows,
                     database.prepare("SELECT row, id FROM record WHERE row > ?1 ORDER BY row "
                                      "LIMIT ?2"));
        rows.bind(1, m_afterRow).bind(2, static_cast<std::int64_t>(rowsAtOnce));
        while (true) {
            const auto row = rows.step();
            if (!row)
                read = std::unexpected(row.error());
            if (!row || !*row)
                break;
            m_afterRow = rows.integer(0);
            if (const auto id = idFrom<RecordTag>(rows.blob(1)))
                ids.push_back(*id);
            else
                found(ErrorCode::Damaged, "record row " + std::to_string(m_afterRow));
        }
    }
    const bool unreadable = !read;
    LOCKLEAF_CHECK(note(std::move(read), "table of records"));
    for (const RecordId& id : ids) {
        ++m_report.records;
        ++m_records;
        const auto located = m_vault.store().locate(id);
        if (!located) {
            LOCKLEAF_CHECK(note(std::unexpected(located.error()), "record " + id.toHex()));
        } else if (!*located) {
            found(ErrorCode::Damaged, "record " + id.toHex() + " stands in no directory");
        } else {
            LOCKLEAF_CHECK(note(checkRecord(**located), "record " + id.toHex()));
        }
    }
    if (ids.empty() || unreadable)
        next(Stage::List);
    return {};
}

Result<void> VerifyJob::checkRecord(const StoredRecord& located)
{
    LOCKLEAF_TRY(const SecureBytes plain, m_vault.store().openLocated(located));
    switch (static_cast<RecordKind>(located.identity.kind)) {
    case RecordKind::Note:
        return checkNote(located, plain.view());
    case RecordKind::Notebook:
        ++m_notebooks;
        return asVoid(decodeNotebook(located.identity.id, plain.view()));
    case RecordKind::Settings:
        return asVoid(decodeSettings(plain.view()));
    case RecordKind::Tombstone:
        return asVoid(decodeTombstone(plain.view()));
    }
    return {}; // a kind of a later version: authentic, and carried along
}

Result<void> VerifyJob::checkNote(const StoredRecord& located, ByteView plain)
{
    LOCKLEAF_TRY(const NoteRecord record, decodeNote(located.identity.id, plain, m_vault.codec()));
    ++m_report.notes;
    LOCKLEAF_TRY(const std::optional<ListRow> row, m_vault.list().at(located.row));
    if (!row || !(*row == SealedVault::listRowFor(located.row, record.note)))
        return fail(ErrorCode::Damaged, "its row in the list differs");
    return {};
}

Result<void> VerifyJob::checkList()
{
    const auto rows = m_vault.list().rowsAfter(m_afterRow, rowsAtOnce);
    if (!rows) {
        LOCKLEAF_CHECK(note(std::unexpected(rows.error()), "list"));
        next(Stage::Totals);
        return {};
    }
    for (const ListRow& row : *rows) {
        LOCKLEAF_CHECK(note(checkIndexes(row), "list row " + std::to_string(row.row)));
        m_list.add(m_vault.list().element(row));
        ++(row.summary.trashed ? m_trashed : m_living);
        m_bodyBytes += row.bodySize;
        ++m_perNotebook[{row.summary.notebook, row.summary.trashed.has_value(), row.summary.pinned}];
        m_afterRow = row.row;
    }
    if (rows->empty())
        next(Stage::Totals);
    return {};
}

Result<void> VerifyJob::checkIndexes(const ListRow& row)
{
    LOCKLEAF_TRY(const bool indexed, m_vault.list().isIndexed(row));
    if (!indexed)
        return fail(ErrorCode::Damaged, "an index differs");
    return {};
}

Result<void> VerifyJob::checkTotals()
{
    const Head& head = m_vault.store().head();
    if (head.epoch != m_epoch && m_restarts < mostRestarts) { // changed meanwhile: count again
        ++m_restarts;
        m_epoch = head.epoch;
        m_list = {};
        m_living = m_trashed = m_bodyBytes = 0;
        m_perNotebook.clear();
        next(Stage::List);
        return {};
    }
    if (head.epoch == m_epoch) {
        if (m_list != head.list)
            found(ErrorCode::Damaged, "list: its sum differs from the head");
        if (m_living != head.notes || m_trashed != head.trashed || m_bodyBytes != head.bodyBytes)
            found(ErrorCode::Damaged, "list: its counts differ from the head");
        LOCKLEAF_CHECK(note(checkListCounts(), "list"));
        LOCKLEAF_CHECK(note(checkDirectoryCount(), "records"));
        if (m_restarts == 0 && (m_records != head.records || m_notebooks != head.notebooks))
            found(ErrorCode::Damaged, "records: their number differs from the head");
    }
    next(Stage::Tables);
    return {};
}

Result<void> VerifyJob::checkDirectoryCount()
{
    RecordStore& store = m_vault.store();
    LOCKLEAF_TRY(Statement count, store.database().prepare("SELECT count(*) FROM record_tag"));
    LOCKLEAF_TRY(const bool row, count.step());
    if (!row || static_cast<std::uint64_t>(count.integer(0)) != store.head().records)
        return fail(ErrorCode::Damaged, "their number differs from the head");
    return {};
}

Result<void> VerifyJob::checkListCounts()
{
    std::uint64_t pinned = 0;
    for (const auto& [key, number] : m_perNotebook)
        pinned += std::get<2>(key) ? number : 0;
    LOCKLEAF_TRY(const bool full, m_vault.list().indexesHaveOnly(m_living + m_trashed, pinned));
    if (!full)
        return fail(ErrorCode::Damaged, "an index differs");
    LOCKLEAF_TRY(const auto kept, m_vault.list().countsKept());
    if (kept != m_perNotebook)
        return fail(ErrorCode::Damaged, "its counts per notebook differ");
    return {};
}

Result<void> VerifyJob::checkTable()
{
    if (m_at >= checkedTables.size()) {
        next(Stage::Done);
        return {};
    }
    Database& database = m_vault.store().database();
    const char* const sql = checkedTables.at(static_cast<std::size_t>(m_at++));
    LOCKLEAF_TRY(Statement check, database.prepare(sql));
    while (true) {
        const auto row = check.step();
        if (!row)
            return note(std::unexpected(row.error()), "tables");
        if (!*row)
            return {};
        if (check.text(0) != "ok")
            found(ErrorCode::Damaged, "tables: the structure of one is not whole");
    }
}

} // namespace lockleaf
