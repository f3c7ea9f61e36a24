// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/attachment_index.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

constexpr std::string_view attachmentsLabel{"lockleaf attlist", 16};
static_assert(attachmentsLabel.size() == 16);

/// The columns of every SELECT of rows below, in the order of rowOfAttachment().
#define LOCKLEAF_ATTACHMENT_COLUMNS "id, name, size, hash, added, unused_since, state"

Result<AttachmentRow> rowOfAttachment(const Statement& statement)
{
    AttachmentRow row;
    const auto id = idFrom<RecordTag>(statement.blob(0));
    const std::int64_t size = statement.integer(2);
    const ByteView hash = statement.blob(3);
    const std::int64_t state = statement.integer(6);
    if (!id || size < 0 || hash.size() != row.attachment.hash.size() || state < 0 ||
        state > std::to_underlying(AttachmentState::BeingRemoved))
        return fail(ErrorCode::Damaged, "row of an attachment");
    row.attachment.id = *id;
    row.attachment.name = statement.text(1);
    row.attachment.size = static_cast<std::uint64_t>(size);
    std::ranges::copy(hash, row.attachment.hash.begin());
    row.attachment.added = statement.integer(4);
    if (!statement.isNull(5))
        row.attachment.unusedSince = statement.integer(5);
    row.state = static_cast<AttachmentState>(state);
    return row;
}

void bindRow(Statement& statement, const AttachmentRow& row)
{
    const Attachment& a = row.attachment;
    statement.bind(1, a.id.view()).bind(2, std::string_view{a.name});
    statement.bind(3, static_cast<std::int64_t>(a.size)).bind(4, ByteView{a.hash}).bind(5, a.added);
    if (a.unusedSince)
        statement.bind(6, *a.unusedSince);
    else
        statement.bindNull(6);
    statement.bind(7, std::int64_t{std::to_underlying(row.state)});
}

std::uint64_t bytesOfWhole(const AttachmentRow& row)
{
    return row.state == AttachmentState::Whole ? row.attachment.size : 0;
}

} // namespace

AttachmentIndex::AttachmentIndex(RecordStore& store, VaultId vaultId, const SecretKey<HeadPurpose>& headKey)
    : m_store(store)
{
    ShortKey key; // its own key: this sum and the others cannot be exchanged
    deriveShortKey(key, headKey, {bytesOf(attachmentsLabel), vaultId.view()});
    m_key = SecretKey<AttachmentSumPurpose>::copyOf(key.view());
}

Hash256 AttachmentIndex::element(const AttachmentRow& row) const
{
    const Attachment& a = row.attachment;
    std::array<std::uint8_t, 75>
        fixed{}; // one octet that says what this is, then all of the row but its name
    std::uint8_t* p = fixed.data();
    p[0] = 1;
    std::memcpy(p + 1, a.id.bytes.data(), 16);
    storeLe64(p + 17, a.size);
    std::memcpy(p + 25, a.hash.data(), 32);
    storeLe64(p + 57, static_cast<std::uint64_t>(a.added));
    p[65] = std::to_underlying(row.state);
    p[66] = a.unusedSince ? 1 : 0;
    storeLe64(p + 67, static_cast<std::uint64_t>(a.unusedSince.value_or(0)));
    return keyedHash256(m_key, {fixed, bytesOf(a.name)});
}

Hash256 AttachmentIndex::elementOfUse(const RecordId& attachment, const RecordId& note) const
{
    constexpr std::array<std::uint8_t, 1> kind{2};
    return keyedHash256(m_key, {kind, attachment.view(), note.view()});
}

Result<void> AttachmentIndex::add(const AttachmentRow& row)
{
    m_store.willWrite();
    LOCKLEAF_TRY(Statement write,
                 m_store.database().prepare("INSERT INTO attachment(" LOCKLEAF_ATTACHMENT_COLUMNS
                                            ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    bindRow(write, row);
    LOCKLEAF_CHECK(write.run());
    AttachmentTotals& totals = m_store.changeHead().attachments;
    totals.sum.add(element(row));
    ++totals.number;
    totals.bytes += bytesOfWhole(row);
    return {};
}

Result<void> AttachmentIndex::remove(const AttachmentRow& row)
{
    m_store.willWrite();
    LOCKLEAF_TRY(Statement drop, m_store.database().prepare(
                                     "DELETE FROM attachment WHERE id = ?1 AND name = ?2 AND size = ?3 "
                                     "AND hash = ?4 AND added = ?5 AND unused_since IS ?6 "
                                     "AND state = ?7"));
    bindRow(drop, row);
    LOCKLEAF_CHECK(drop.run());
    if (m_store.database().changes() != 1)
        return fail(ErrorCode::Damaged, "row of attachment " + row.attachment.id.toHex());
    AttachmentTotals& totals = m_store.changeHead().attachments;
    totals.sum.subtract(element(row));
    --totals.number;
    totals.bytes -= bytesOfWhole(row);
    return {};
}

Result<void> AttachmentIndex::addUse(const RecordId& attachment, const RecordId& note)
{
    m_store.willWrite();
    LOCKLEAF_TRY(Statement write,
                 m_store.database().prepare("INSERT INTO note_attachment(attachment, note) VALUES(?1, ?2)"));
    write.bind(1, attachment.view()).bind(2, note.view());
    LOCKLEAF_CHECK(write.run());
    AttachmentTotals& totals = m_store.changeHead().attachments;
    totals.sum.add(elementOfUse(attachment, note));
    ++totals.uses;
    return {};
}

Result<void> AttachmentIndex::removeUse(const RecordId& attachment, const RecordId& note)
{
    m_store.willWrite();
    LOCKLEAF_TRY(Statement drop, m_store.database().prepare(
                                     "DELETE FROM note_attachment WHERE attachment = ?1 AND note = ?2"));
    drop.bind(1, attachment.view()).bind(2, note.view());
    LOCKLEAF_CHECK(drop.run());
    if (m_store.database().changes() != 1)
        return fail(ErrorCode::Damaged, "use of attachment " + attachment.toHex());
    AttachmentTotals& totals = m_store.changeHead().attachments;
    totals.sum.subtract(elementOfUse(attachment, note));
    --totals.uses;
    return {};
}

Result<std::optional<AttachmentRow>> AttachmentIndex::at(const RecordId& id)
{
    LOCKLEAF_TRY(Statement find, m_store.database().prepare("SELECT " LOCKLEAF_ATTACHMENT_COLUMNS
                                                            " FROM attachment WHERE id = ?1"));
    find.bind(1, id.view());
    LOCKLEAF_TRY(const bool found, find.step());
    if (!found)
        return std::optional<AttachmentRow>{};
    LOCKLEAF_TRY(AttachmentRow row, rowOfAttachment(find));
    return std::optional{std::move(row)};
}

Result<std::optional<AttachmentRow>> AttachmentIndex::withContent(const Hash256& hash, std::uint64_t size)
{
    LOCKLEAF_TRY(Statement find,
                 m_store.database().prepare("SELECT " LOCKLEAF_ATTACHMENT_COLUMNS
                                            " FROM attachment WHERE hash = ?1 AND size = ?2 AND state = 0 "
                                            "ORDER BY id LIMIT 1"));
    find.bind(1, ByteView{hash}).bind(2, static_cast<std::int64_t>(size));
    LOCKLEAF_TRY(const bool found, find.step());
    if (!found)
        return std::optional<AttachmentRow>{};
    LOCKLEAF_TRY(AttachmentRow row, rowOfAttachment(find));
    return std::optional{std::move(row)};
}

Result<std::vector<AttachmentRow>> AttachmentIndex::rowsAfter(const RecordId& after, std::uint64_t limit)
{
    LOCKLEAF_TRY(Statement rows, m_store.database().prepare("SELECT " LOCKLEAF_ATTACHMENT_COLUMNS
                                                            " FROM attachment WHERE id > ?1 "
                                                            "ORDER BY id LIMIT ?2"));
    rows.bind(1, after.view()).bind(2, static_cast<std::int64_t>(limit));
    std::vector<AttachmentRow> found;
    while (true) {
        LOCKLEAF_TRY(const bool more, rows.step());
        if (!more)
            return found;
        LOCKLEAF_TRY(AttachmentRow row, rowOfAttachment(rows));
        if (row.attachment.id <= (found.empty() ? after : found.back().attachment.id))
            return fail(ErrorCode::Damaged, "order of the attachments");
        found.push_back(std::move(row));
    }
}

Result<std::vector<RecordId>> AttachmentIndex::notesWith(const RecordId& attachment)
{
    LOCKLEAF_TRY(Statement rows,
                 m_store.database().prepare(
                     "SELECT note, attachment FROM note_attachment WHERE attachment = ?1 ORDER BY note"));
    rows.bind(1, attachment.view());
    std::vector<RecordId> found;
    while (true) {
        LOCKLEAF_TRY(const bool more, rows.step());
        if (!more)
            return found;
        const auto note = idFrom<RecordTag>(rows.blob(0));
        const auto of = idFrom<RecordTag>(rows.blob(1));
        // Pages that do not belong together may lead to another attachment's rows, or round in a circle.
        if (!note || of != attachment || (!found.empty() && *note <= found.back()))
            return fail(ErrorCode::Damaged, "notes of attachment " + attachment.toHex());
        found.push_back(*note);
    }
}

Result<bool> AttachmentIndex::isUsed(const RecordId& attachment)
{
    LOCKLEAF_TRY(Statement find, m_store.database().prepare(
                                     "SELECT attachment FROM note_attachment WHERE attachment = ?1 LIMIT 1"));
    find.bind(1, attachment.view());
    LOCKLEAF_TRY(const bool found, find.step());
    if (found && idFrom<RecordTag>(find.blob(0)) != attachment)
        return fail(ErrorCode::Damaged, "notes of attachment " + attachment.toHex());
    return found;
}

#undef LOCKLEAF_ATTACHMENT_COLUMNS

} // namespace lockleaf
