// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/attachment_shelf.h"

#include "core/store/record.h"

#include <utility>

namespace lockleaf {

namespace {

AttachmentRow rowOf(const AttachmentRecord& record)
{
    return {record.attachment, record.state};
}

/// UnknownField holds a SecureBytes, which is not copied by itself.
AttachmentRecord copyOf(const AttachmentRecord& record)
{
    AttachmentRecord copy{record.attachment, record.state, record.versions, {}};
    for (const UnknownField& field : record.unknown)
        copy.unknown.push_back({field.type, SecureBytes::copyOf(field.value.view())});
    return copy;
}

} // namespace

AttachmentShelf::AttachmentShelf(RecordStore& store, VaultId vaultId,
                                 const SecretKey<RecordsPurpose>& recordsKey,
                                 const SecretKey<HeadPurpose>& headKey)
    : m_store(store), m_index(store, vaultId, headKey), m_chunkIds(vaultId, recordsKey)
{
}

Result<AttachmentShelf::Opened> AttachmentShelf::open(const RecordId& id)
{
    LOCKLEAF_TRY(StoredRecord stored, m_store.read(id));
    if (stored.identity.kind != std::to_underlying(RecordKind::Attachment))
        return fail(ErrorCode::NotFound);
    LOCKLEAF_TRY(AttachmentRecord record, decodeAttachment(id, stored.plain.view()));
    LOCKLEAF_TRY(const std::optional<AttachmentRow> row, m_index.at(id));
    if (!row || *row != rowOf(record))
        return fail(ErrorCode::Damaged, "row of attachment " + id.toHex());
    return Opened{stored, std::move(record)};
}

Result<AttachmentShelf::Opened> AttachmentShelf::openWhole(const RecordId& id)
{
    LOCKLEAF_TRY(Opened opened, open(id));
    if (opened.record.state != AttachmentState::Whole)
        return fail(ErrorCode::NotFound);
    return opened;
}

Result<SecureBytes> AttachmentShelf::chunk(const Attachment& attachment, std::uint64_t index)
{
    const std::uint64_t chunks = chunksOf(attachment.size);
    if (index >= chunks)
        return fail(ErrorCode::InvalidArgument, "number of a chunk");
    const std::uint64_t expected =
        index + 1 < chunks ? attachmentChunk : attachment.size - index * attachmentChunk;
    auto stored = m_store.read(m_chunkIds.idOf(attachment.id, index));
    const bool missing = !stored && stored.error().code == ErrorCode::NotFound;
    if (!stored && !missing)
        return std::unexpected(stored.error());
    if (missing || stored->identity.kind != std::to_underlying(RecordKind::Chunk) ||
        stored->plain.size() != expected)
        return fail(ErrorCode::Damaged,
                    "chunk " + std::to_string(index) + " of attachment " + attachment.id.toHex());
    return std::move(stored->plain);
}

Result<bool> AttachmentShelf::isThere(const RecordId& id, std::uint64_t index)
{
    LOCKLEAF_TRY(const std::optional<DirectoryEntry> located, m_store.locate(m_chunkIds.idOf(id, index)));
    return located.has_value();
}

Result<std::uint64_t> AttachmentShelf::chunksThere(const RecordId& id)
{
    std::uint64_t below = 0; // there are at least so many
    std::uint64_t above = 1; // and, once found, fewer than so many and one
    while (true) {
        LOCKLEAF_TRY(const bool there, isThere(id, above - 1));
        if (!there)
            break;
        below = above;
        above *= 2;
        if (above > 2 * chunksOf(largestAttachment))
            return fail(ErrorCode::Damaged, "chunks of attachment " + id.toHex());
    }
    while (below + 1 < above) {
        const std::uint64_t middle = below + (above - below) / 2;
        LOCKLEAF_TRY(const bool there, isThere(id, middle - 1));
        (there ? below : above) = middle;
    }
    return below;
}

Result<void> AttachmentShelf::begin(const RecordId& id, std::string name, Timestamp now)
{
    AttachmentRecord record;
    record.attachment.id = id;
    record.attachment.name = std::move(name);
    record.attachment.added = now;
    record.state = AttachmentState::BeingWritten;
    LOCKLEAF_TRY(const std::optional<DirectoryEntry> located, m_store.locate(id));
    if (located && located->identity.kind == std::to_underlying(RecordKind::Tombstone)) {
        LOCKLEAF_TRY(const StoredRecord stored, m_store.read(id));
        LOCKLEAF_TRY(const TombstoneRecord tombstone, decodeTombstone(stored.plain.view()));
        record.versions = tombstone.versions;
        record.versions.advance(m_store.writer());
        const SecureBytes plain = encodeAttachment(record);
        LOCKLEAF_CHECK(m_store.replace(stored, RecordKind::Attachment, plain.view()));
        return m_index.add(rowOf(record));
    }
    if (located)
        return fail(ErrorCode::AlreadyExists, "record " + id.toHex());
    record.versions.advance(m_store.writer());
    const SecureBytes plain = encodeAttachment(record);
    LOCKLEAF_CHECK(m_store.add(id, RecordKind::Attachment, plain.view()));
    return m_index.add(rowOf(record));
}

Result<void> AttachmentShelf::addChunk(const RecordId& id, std::uint64_t index, ByteView content)
{
    LOCKLEAF_TRY(const std::int64_t row, m_store.add(m_chunkIds.idOf(id, index), RecordKind::Chunk, content));
    (void)row;
    return {};
}

Result<void> AttachmentShelf::rewrite(const Opened& opened, const AttachmentRecord& next)
{
    AttachmentRecord advanced = copyOf(next);
    advanced.versions.advance(m_store.writer());
    const SecureBytes plain = encodeAttachment(advanced);
    LOCKLEAF_CHECK(m_store.replace(opened.stored, RecordKind::Attachment, plain.view()));
    LOCKLEAF_CHECK(m_index.remove(rowOf(opened.record)));
    return m_index.add(rowOf(advanced));
}

Result<void> AttachmentShelf::complete(const RecordId& id, std::uint64_t size, const Hash256& hash,
                                       std::optional<Timestamp> unusedSince)
{
    LOCKLEAF_TRY(const Opened opened, open(id));
    AttachmentRecord next = copyOf(opened.record);
    next.state = AttachmentState::Whole;
    next.attachment.size = size;
    next.attachment.hash = hash;
    next.attachment.unusedSince = unusedSince;
    return rewrite(opened, next);
}

Result<void> AttachmentShelf::giveUp(const RecordId& id)
{
    LOCKLEAF_TRY(const Opened opened, open(id));
    if (opened.record.state == AttachmentState::BeingRemoved)
        return {};
    AttachmentRecord next = copyOf(opened.record);
    next.state = AttachmentState::BeingRemoved;
    next.attachment.unusedSince.reset();
    return rewrite(opened, next);
}

Result<void> AttachmentShelf::addUse(const RecordId& id, const RecordId& note)
{
    LOCKLEAF_TRY(const Opened opened, openWhole(id));
    LOCKLEAF_CHECK(m_index.addUse(id, note));
    if (!opened.record.attachment.unusedSince)
        return {};
    AttachmentRecord next = copyOf(opened.record);
    next.attachment.unusedSince.reset();
    return rewrite(opened, next);
}

Result<void> AttachmentShelf::removeUse(const RecordId& id, const RecordId& note, Timestamp now, bool forever)
{
    LOCKLEAF_CHECK(m_index.removeUse(id, note));
    LOCKLEAF_TRY(const bool used, m_index.isUsed(id));
    if (used)
        return {};
    const auto opened = openWhole(id);
    // What cannot be read any more stays for a verification to tell; the note can go all the same.
    if (!opened)
        return opened.error().code == ErrorCode::Damaged ? Result<void>{} : std::unexpected(opened.error());
    if (forever)
        return giveUp(id);
    AttachmentRecord next = copyOf(opened->record);
    next.attachment.unusedSince = now;
    return rewrite(*opened, next);
}

Result<bool> AttachmentShelf::removeLastChunk(const RecordId& id, Timestamp now)
{
    LOCKLEAF_TRY(const Opened opened, open(id));
    if (opened.record.state != AttachmentState::BeingRemoved)
        return fail(ErrorCode::InvalidArgument, "attachment that was not given up");
    LOCKLEAF_TRY(const std::uint64_t chunks, chunksThere(id));
    if (chunks > 0) {
        LOCKLEAF_TRY(const auto last, m_store.locate(m_chunkIds.idOf(id, chunks - 1)));
        if (!last)
            return fail(ErrorCode::Damaged, "chunks of attachment " + id.toHex());
        LOCKLEAF_CHECK(m_store.remove(*last));
        return true;
    }
    TombstoneRecord tombstone;
    tombstone.formerKind = RecordKind::Attachment;
    tombstone.deleted = now;
    tombstone.versions = opened.record.versions;
    tombstone.versions.advance(m_store.writer());
    const SecureBytes plain = encodeTombstone(tombstone);
    LOCKLEAF_CHECK(m_store.replace(opened.stored, RecordKind::Tombstone, plain.view()));
    LOCKLEAF_CHECK(m_index.remove(rowOf(opened.record)));
    return false;
}

} // namespace lockleaf
