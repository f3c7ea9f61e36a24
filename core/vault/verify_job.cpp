// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/verify_job.h"

#include "core/store/revision_record.h"
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

template <class T>
Result<void> asVoid(const Result<T>& result)
{
    if (!result)
        return std::unexpected(result.error());
    return {};
}

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
    return checkPage(static_cast<std::uint32_t>(++m_at));
}

Result<void> VerifyJob::checkPage(std::uint32_t number)
{
    if (m_vault.file().verifyPage(number))
        return {};
    // Whoever was killed while the log was moved into the file left a page torn whose newer version is whole
    // in the log. Moving it again mends that page; only what is not whole after that is damage.
    if (!m_logMoved)
        m_logMoved = m_vault.store().database().checkpoint(true).has_value();
    if (!*m_logMoved) {
        m_tornPages.push_back(number);
        return {};
    }
    return m_findings.note(m_vault.file().verifyPage(number), "page " + std::to_string(number));
}

Result<void> VerifyJob::checkPagesAgain()
{
    next(Stage::Done);
    if (m_tornPages.empty())
        return {};
    const auto moved = m_vault.store().database().checkpoint(true);
    const std::string why = moved ? "" : ", and the log, which may have it, cannot be moved";
    for (const std::uint32_t number : m_tornPages)
        LOCKLEAF_CHECK(
            m_findings.note(m_vault.file().verifyPage(number), "page " + std::to_string(number) + why));
    return {};
}

Result<void> VerifyJob::checkDirectory()
{
    if (m_bucket.empty())
        return beginBucket();
    const RecordId id = m_bucket.back();
    m_bucket.pop_back();
    ++m_report.records;
    return m_findings.note(checkRecord(id), "record " + id.toHex());
}

Result<void> VerifyJob::beginBucket()
{
    if (m_at >= Freshness::bucketCount) {
        const Head& head = m_vault.store().head();
        compareNumber(m_report.records, m_recordsAtBegin, head.records,
                      "records: their number differs from the head");
        compareNumber(m_revisions, m_revisionsAtBegin, head.revisions.number,
                      "versions: their number differs from the head");
        // One that is deleted meanwhile may have been met before or not.
        const std::uint64_t dropped = m_vault.notebooksDropped() - m_droppedAtBegin;
        if (m_notebooks + dropped < m_notebooksAtBegin || m_notebooks > head.notebooks + dropped)
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

Result<void> VerifyJob::checkRecord(const RecordId& id)
{
    // Anew, since it may have been changed after its bucket was begun.
    LOCKLEAF_TRY(const std::optional<DirectoryEntry> located, m_vault.store().locate(id));
    if (!located) {
        if (m_vault.store().removals() != m_removalsAtBucket) // its bucket adds up: it was taken away
            return {};
        return fail(ErrorCode::Damaged, "not in the directory");
    }
    if (located->identity.kind == std::to_underlying(RecordKind::Chunk)) {
        ++m_chunks; // opened with its attachment, in the order of the content
        return {};
    }
    LOCKLEAF_TRY(const SecureBytes plain, m_vault.store().openLocated(*located));
    return checkText(*located, plain.view());
}

Result<void> VerifyJob::checkText(const DirectoryEntry& located, ByteView plain)
{
    switch (static_cast<RecordKind>(located.identity.kind)) {
    case RecordKind::Note:
        return checkNote(located, plain);
    case RecordKind::Revision:
        return checkRevision(located, plain);
    case RecordKind::Notebook:
        ++m_notebooks;
        return asVoid(decodeNotebook(located.identity.id, plain));
    case RecordKind::Settings:
        return asVoid(decodeSettings(plain));
    case RecordKind::Tombstone:
        return asVoid(decodeTombstone(plain));
    case RecordKind::Attachment:
        return asVoid(decodeAttachment(located.identity.id, plain));
    case RecordKind::Chunk:
        break;
    }
    return {}; // a kind of a later version: authentic, and carried along
}

Result<void> VerifyJob::checkNote(const DirectoryEntry& located, ByteView plain)
{
    LOCKLEAF_TRY(const NoteRecord record, decodeNote(located.identity.id, plain, m_vault.codec()));
    ++m_report.notes;
    LOCKLEAF_TRY(const std::optional<ListRow> row, m_vault.list().at(located.row));
    if (!row || !(*row == SealedVault::listRowFor(located.row, record.note)))
        return fail(ErrorCode::Damaged, "its row in the list differs");
    LOCKLEAF_TRY(const bool listed, AttachmentCheck::isListed(m_vault, record.note));
    if (!listed)
        return fail(ErrorCode::Damaged, "it is not listed with what it has attached");
    return {};
}

Result<void> VerifyJob::checkRevision(const DirectoryEntry& located, ByteView plain)
{
    ++m_revisions;
    LOCKLEAF_TRY(const RevisionRecord record, decodeRevision(located.identity.id, plain, m_vault.codec()));
    const RevisionRow row = SealedVault::revisionRowFor(record.revision, plain.size());
    LOCKLEAF_TRY(const bool listed, m_vault.revisionIndex().has(row));
    if (!listed)
        return fail(ErrorCode::Damaged, "its row in the table of versions differs");
    LOCKLEAF_TRY(const auto note, m_vault.store().locate(row.note));
    if (!note || note->identity.kind != std::to_underlying(RecordKind::Note))
        return fail(ErrorCode::Damaged, "its note is not there");
    return {};
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
    next(Stage::List);
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
    if (isAsAtBegin && m_chunks != m_attachmentCheck.chunks())
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
