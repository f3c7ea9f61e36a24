// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/revision_index.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace lockleaf {

namespace {

constexpr std::string_view revisionsLabel{"lockleaf revlist", 16};
static_assert(revisionsLabel.size() == 16);

/// The columns of every SELECT of rows below, in the order of rowOfRevision().
#define LOCKLEAF_REVISION_COLUMNS "note, kept, id, made, size, stored, reason"

Result<RevisionRow> rowOfRevision(const Statement& statement)
{
    RevisionRow row;
    const auto note = idFrom<RecordTag>(statement.blob(0));
    const auto id = idFrom<RecordTag>(statement.blob(2));
    const std::int64_t reason = statement.integer(6);
    if (!note || !id || reason < std::to_underlying(RevisionReason::Editing) ||
        reason > std::to_underlying(RevisionReason::BeforeRestore))
        return fail(ErrorCode::Damaged, "row of a version");
    row.note = *note;
    row.summary.id = *id;
    row.summary.kept = statement.integer(1);
    row.summary.made = statement.integer(3);
    row.summary.size = static_cast<std::uint64_t>(statement.integer(4));
    row.summary.stored = static_cast<std::uint64_t>(statement.integer(5));
    row.summary.reason = static_cast<RevisionReason>(reason);
    return row;
}

void bindRow(Statement& statement, const RevisionRow& row)
{
    const RevisionSummary& s = row.summary;
    statement.bind(1, row.note.view()).bind(2, s.kept).bind(3, s.id.view()).bind(4, s.made);
    statement.bind(5, static_cast<std::int64_t>(s.size)).bind(6, static_cast<std::int64_t>(s.stored));
    statement.bind(7, std::int64_t{std::to_underlying(s.reason)});
}

auto placeOf(const RevisionRow& row)
{
    return std::tuple(row.note, row.summary.kept, row.summary.id);
}

} // namespace

RevisionIndex::RevisionIndex(RecordStore& store, VaultId vaultId, const SecretKey<HeadPurpose>& headKey)
    : m_store(store)
{
    ShortKey key; // its own key: this sum and the others cannot be exchanged
    deriveShortKey(key, headKey, {bytesOf(revisionsLabel), vaultId.view()});
    m_key = SecretKey<RevisionSumPurpose>::copyOf(key.view());
}

Hash256 RevisionIndex::element(const RevisionRow& row) const
{
    const RevisionSummary& s = row.summary;
    std::array<std::uint8_t, 65> fixed{};
    std::uint8_t* p = fixed.data();
    std::memcpy(p, row.note.bytes.data(), 16);
    storeLe64(p + 16, static_cast<std::uint64_t>(s.kept));
    std::memcpy(p + 24, s.id.bytes.data(), 16);
    storeLe64(p + 40, static_cast<std::uint64_t>(s.made));
    storeLe64(p + 48, s.size);
    storeLe64(p + 56, s.stored);
    p[64] = std::to_underlying(s.reason);
    return keyedHash256(m_key, {fixed});
}

void RevisionIndex::account(const RevisionRow& row, bool added)
{
    RevisionTotals& totals = m_store.changeHead().revisions;
    if (added) {
        totals.sum.add(element(row));
        ++totals.number;
        totals.stored += row.summary.stored;
    } else {
        totals.sum.subtract(element(row));
        --totals.number;
        totals.stored -= row.summary.stored;
    }
}

Result<void> RevisionIndex::add(const RevisionRow& row)
{
    m_store.willWrite();
    LOCKLEAF_TRY(Statement write,
                 m_store.database().prepare("INSERT INTO note_revision(" LOCKLEAF_REVISION_COLUMNS
                                            ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    bindRow(write, row);
    LOCKLEAF_CHECK(write.run());
    account(row, true);
    return {};
}

Result<void> RevisionIndex::remove(const RevisionRow& row)
{
    m_store.willWrite();
    LOCKLEAF_TRY(Statement drop, m_store.database().prepare(
                                     "DELETE FROM note_revision WHERE note = ?1 AND kept = ?2 AND id = ?3 "
                                     "AND made = ?4 AND size = ?5 AND stored = ?6 AND reason = ?7"));
    bindRow(drop, row);
    LOCKLEAF_CHECK(drop.run());
    if (m_store.database().changes() != 1)
        return fail(ErrorCode::Damaged, "row of version " + row.summary.id.toHex());
    account(row, false);
    return {};
}

Result<std::vector<RevisionRow>> RevisionIndex::of(const RecordId& note)
{
    LOCKLEAF_TRY(Statement rows, m_store.database().prepare("SELECT " LOCKLEAF_REVISION_COLUMNS
                                                            " FROM note_revision WHERE note = ?1 "
                                                            "ORDER BY kept DESC, id DESC"));
    rows.bind(1, note.view());
    std::vector<RevisionRow> found;
    while (true) {
        LOCKLEAF_TRY(const bool more, rows.step());
        if (!more)
            return found;
        LOCKLEAF_TRY(RevisionRow row, rowOfRevision(rows));
        // Pages that do not belong together may lead to another note's rows, or round in a circle.
        if (row.note != note || (!found.empty() && placeOf(row) >= placeOf(found.back())))
            return fail(ErrorCode::Damaged, "order of the versions");
        found.push_back(row);
    }
}

Result<std::optional<RevisionRow>> RevisionIndex::newest(const RecordId& note)
{
    LOCKLEAF_TRY(Statement find, m_store.database().prepare("SELECT " LOCKLEAF_REVISION_COLUMNS
                                                            " FROM note_revision WHERE note = ?1 "
                                                            "ORDER BY kept DESC, id DESC LIMIT 1"));
    find.bind(1, note.view());
    LOCKLEAF_TRY(const bool found, find.step());
    if (!found)
        return std::optional<RevisionRow>{};
    LOCKLEAF_TRY(const RevisionRow row, rowOfRevision(find));
    return std::optional{row};
}

Result<std::optional<RecordId>> RevisionIndex::noteAfter(const RecordId& after)
{
    LOCKLEAF_TRY(Statement find, m_store.database().prepare(
                                     "SELECT note FROM note_revision WHERE note > ?1 ORDER BY note LIMIT 1"));
    find.bind(1, after.view());
    LOCKLEAF_TRY(const bool found, find.step());
    if (!found)
        return std::optional<RecordId>{};
    const auto note = idFrom<RecordTag>(find.blob(0));
    if (!note || *note <= after)
        return fail(ErrorCode::Damaged, "order of the versions");
    return note;
}

Result<bool> RevisionIndex::has(const RevisionRow& row)
{
    LOCKLEAF_TRY(Statement find, m_store.database().prepare(
                                     "SELECT count(*) FROM note_revision WHERE note = ?1 AND kept = ?2 AND "
                                     "id = ?3 AND made = ?4 AND size = ?5 AND stored = ?6 AND reason = ?7"));
    bindRow(find, row);
    LOCKLEAF_TRY(const bool found, find.step());
    return found && find.integer(0) == 1;
}

Result<std::vector<RevisionRow>> RevisionIndex::rowsAfter(const std::optional<RevisionRow>& after,
                                                          std::uint64_t limit)
{
    LOCKLEAF_TRY(Statement rows,
                 m_store.database().prepare("SELECT " LOCKLEAF_REVISION_COLUMNS
                                            " FROM note_revision WHERE (note, kept, id) > (?1, ?2, ?3) "
                                            "ORDER BY note, kept, id LIMIT ?4"));
    RevisionRow from; // no id is all zero, so every row comes after this one
    from.summary.kept = std::numeric_limits<Timestamp>::min();
    if (after)
        from = *after;
    rows.bind(1, from.note.view()).bind(2, from.summary.kept).bind(3, from.summary.id.view());
    rows.bind(4, static_cast<std::int64_t>(limit));
    std::vector<RevisionRow> found;
    while (true) {
        LOCKLEAF_TRY(const bool more, rows.step());
        if (!more)
            return found;
        LOCKLEAF_TRY(RevisionRow row, rowOfRevision(rows));
        const RevisionRow* const before = found.empty() ? (after ? &*after : nullptr) : &found.back();
        if (before != nullptr && placeOf(row) <= placeOf(*before))
            return fail(ErrorCode::Damaged, "order of the versions");
        found.push_back(row);
    }
}

#undef LOCKLEAF_REVISION_COLUMNS

} // namespace lockleaf
