// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/record_store.h"

#include "core/store/fts_tokenizer.h"
#include "core/store/schema.h"

#include <algorithm>
#include <cassert>
#include <new>
#include <utility>

namespace lockleaf {

namespace {

Head copyOf(const Head& head)
{
    Head copy;
    copy.epoch = head.epoch;
    copy.notes = head.notes;
    copy.trashed = head.trashed;
    copy.notebooks = head.notebooks;
    copy.bodyBytes = head.bodyBytes;
    copy.records = head.records;
    copy.headerGeneration = head.headerGeneration;
    copy.freshness = head.freshness;
    copy.list = head.list;
    copy.recentSums = head.recentSums;
    copy.searchRows = head.searchRows;
    copy.revisions = head.revisions;
    copy.attachments = head.attachments;
    copy.devices = head.devices;
    for (const UnknownField& field : head.unknown)
        copy.unknown.push_back({field.type, SecureBytes::copyOf(field.value.view())});
    return copy;
}

Result<void> writeHead(Database& database, ByteView sealed)
{
    LOCKLEAF_TRY(Statement write,
                 database.prepare("INSERT INTO head(one, sealed) VALUES(1, ?1) "
                                  "ON CONFLICT(one) DO UPDATE SET sealed = excluded.sealed"));
    write.bind(1, sealed);
    return write.run();
}

} // namespace

RecordStore::RecordStore(Database& database, const UnlockedKey& key, DeviceId device)
    : m_database(database), m_sealer(key.vaultId, deriveSubkey<RecordsPurpose>(key.dataKey)),
      m_headSealer(key.vaultId, deriveSubkey<HeadPurpose>(key.dataKey)),
      m_freshness(key.vaultId, deriveSubkey<HeadPurpose>(key.dataKey)), m_device(device), m_writer(device)
{
}

Result<void> RecordStore::create(Database& database, const UnlockedKey& key)
{
    LOCKLEAF_CHECK(registerTokenizer(database.connection()));
    LOCKLEAF_CHECK(createSchema(database));
    Head head;
    head.headerGeneration = 1; // that of a new file's header
    const HeadSealer sealer(key.vaultId, deriveSubkey<HeadPurpose>(key.dataKey));
    return writeHead(database, sealer.seal(head));
}

Result<std::unique_ptr<RecordStore>> RecordStore::open(Database& database, const UnlockedKey& key,
                                                       DeviceId device)
{
    LOCKLEAF_CHECK(registerTokenizer(database.connection()));
    std::unique_ptr<RecordStore> store(new RecordStore(database, key, device));
    LOCKLEAF_CHECK(store->load());
    return store;
}

Result<void> RecordStore::load()
{
    LOCKLEAF_TRY(Statement row, m_database.prepare("SELECT sealed FROM head WHERE one = 1"));
    LOCKLEAF_TRY(const bool found, row.step());
    if (!found)
        return fail(ErrorCode::Damaged, "head row missing");
    LOCKLEAF_TRY(m_head, m_headSealer.open(row.blob(0)));
    m_headHash = hash256({row.blob(0)});
    return m_freshness.load(m_database, m_head.recentSums, m_head.freshness);
}

Result<std::optional<DirectoryEntry>> RecordStore::locate(const RecordId& id)
{
    return m_freshness.find(m_database, id);
}

Result<SecureBytes> RecordStore::openLocated(const DirectoryEntry& located)
{
    LOCKLEAF_TRY(Statement find,
                 m_database.prepare("SELECT id, kind, sequence, sealed FROM record WHERE row = ?1"));
    find.bind(1, located.row);
    LOCKLEAF_TRY(const bool found, find.step());
    const RecordIdentity& identity = located.identity;
    if (!found || !std::ranges::equal(find.blob(0), identity.id.view()) || find.integer(1) != identity.kind ||
        static_cast<std::uint64_t>(find.integer(2)) != identity.sequence ||
        !std::ranges::equal(tagOf(find.blob(3)), located.tag))
        return fail(ErrorCode::Damaged, "record " + identity.id.toHex());
    auto plain = m_sealer.open(identity, find.blob(3));
    if (!plain)
        return fail(ErrorCode::Damaged, "record " + identity.id.toHex());
    return plain;
}

Result<StoredRecord> RecordStore::read(const RecordId& id)
{
    LOCKLEAF_TRY(const std::optional<DirectoryEntry> located, locate(id));
    if (!located)
        return fail(ErrorCode::NotFound);
    LOCKLEAF_TRY(SecureBytes plain, openLocated(*located));
    return StoredRecord{*located, std::move(plain)};
}

Result<std::int64_t> RecordStore::add(const RecordId& id, RecordKind kind, ByteView plain)
{
    return addAs({id, std::to_underlying(kind), 1}, plain);
}

Result<std::int64_t> RecordStore::addAs(const RecordIdentity& identity, ByteView plain)
{
    assert(m_inTransaction);
    willWrite();
    DirectoryEntry entry;
    entry.identity = identity;
    const Bytes sealed = m_sealer.seal(identity, plain);
    std::ranges::copy(tagOf(sealed), entry.tag.begin());
    const auto sequence = static_cast<std::int64_t>(identity.sequence);
    LOCKLEAF_TRY(Statement record, m_database.prepare("INSERT INTO record(id, kind, sequence, sealed) "
                                                      "VALUES(?1, ?2, ?3, ?4)"));
    record.bind(1, identity.id.view()).bind(2, std::int64_t{identity.kind}).bind(3, sequence);
    record.bind(4, ByteView{sealed});
    LOCKLEAF_CHECK(record.run());
    entry.row = m_database.lastInsertedRow();
    LOCKLEAF_TRY(Statement tag, m_database.prepare("INSERT INTO record_tag(id, row, kind, sequence, tag) "
                                                   "VALUES(?1, ?2, ?3, ?4, ?5)"));
    tag.bind(1, identity.id.view()).bind(2, entry.row).bind(3, std::int64_t{identity.kind});
    tag.bind(4, sequence).bind(5, ByteView{entry.tag});
    LOCKLEAF_CHECK(tag.run());
    m_freshness.add(entry, m_head.freshness);
    ++m_head.records;
    return entry.row;
}

Result<void> RecordStore::replace(const DirectoryEntry& current, RecordKind kind, ByteView plain)
{
    return replaceAs(current, {current.identity.id, std::to_underlying(kind), current.identity.sequence + 1},
                     plain);
}

Result<void> RecordStore::replaceAs(const DirectoryEntry& current, const RecordIdentity& identity,
                                    ByteView plain)
{
    assert(m_inTransaction && identity.id == current.identity.id);
    willWrite();
    DirectoryEntry next = current;
    next.identity = identity;
    const Bytes sealed = m_sealer.seal(identity, plain);
    std::ranges::copy(tagOf(sealed), next.tag.begin());
    LOCKLEAF_CHECK(writeOver(current, next, sealed));
    m_freshness.replace(current, next, m_head.freshness);
    return {};
}

Result<void> RecordStore::remove(const DirectoryEntry& current)
{
    assert(m_inTransaction);
    willWrite();
    const RecordId& id = current.identity.id;
    const auto sequence = static_cast<std::int64_t>(current.identity.sequence);
    LOCKLEAF_TRY(Statement record,
                 m_database.prepare("DELETE FROM record WHERE row = ?1 AND id = ?2 AND sequence = ?3"));
    record.bind(1, current.row).bind(2, id.view()).bind(3, sequence);
    LOCKLEAF_CHECK(record.run());
    if (m_database.changes() != 1)
        return fail(ErrorCode::Damaged, "record " + id.toHex());
    LOCKLEAF_TRY(Statement tag,
                 m_database.prepare("DELETE FROM record_tag WHERE id = ?1 AND sequence = ?2 AND tag = ?3"));
    tag.bind(1, id.view()).bind(2, sequence).bind(3, ByteView{current.tag});
    LOCKLEAF_CHECK(tag.run());
    if (m_database.changes() != 1)
        return fail(ErrorCode::Damaged, "directory entry of " + id.toHex());
    m_freshness.remove(current, m_head.freshness);
    --m_head.records;
    ++m_removals;
    return {};
}

Result<void> RecordStore::writeOver(const DirectoryEntry& current, const DirectoryEntry& next,
                                    ByteView sealed)
{
    // Both name the state that they take the place of: what these paths lead to has to be what was checked.
    const RecordId& id = current.identity.id;
    const auto before = static_cast<std::int64_t>(current.identity.sequence);
    const auto sequence = static_cast<std::int64_t>(next.identity.sequence);
    LOCKLEAF_TRY(Statement record,
                 m_database.prepare("UPDATE record SET kind = ?2, sequence = ?3, sealed = ?4 "
                                    "WHERE row = ?1 AND id = ?5 AND sequence = ?6"));
    record.bind(1, current.row).bind(2, std::int64_t{next.identity.kind}).bind(3, sequence);
    record.bind(4, sealed).bind(5, id.view()).bind(6, before);
    LOCKLEAF_CHECK(record.run());
    if (m_database.changes() != 1)
        return fail(ErrorCode::Damaged, "record " + id.toHex());
    LOCKLEAF_TRY(Statement tag, m_database.prepare("UPDATE record_tag SET kind = ?2, sequence = ?3, tag = ?4 "
                                                   "WHERE id = ?1 AND sequence = ?5 AND tag = ?6"));
    tag.bind(1, id.view()).bind(2, std::int64_t{next.identity.kind}).bind(3, sequence);
    tag.bind(4, ByteView{next.tag}).bind(5, before).bind(6, ByteView{current.tag});
    LOCKLEAF_CHECK(tag.run());
    if (m_database.changes() != 1)
        return fail(ErrorCode::Damaged, "directory entry of " + id.toHex());
    return {};
}

Result<void> RecordStore::transact(const std::function<Result<void>()>& changes)
{
    if (m_refusesChanges)
        return fail(ErrorCode::KeysChanged);
    if (m_inTransaction)
        return joinTransaction(changes);
    Head before = copyOf(m_head);
    LOCKLEAF_CHECK(m_database.begin());
    m_inTransaction = true;
    m_broken.reset();
    auto outcome = changeAndCommit(changes);
    m_inTransaction = false;
    m_database.rollback(); // nothing is left to take back where it was committed
    if (outcome) {
        m_freshness.keep();
    } else { // what is in memory goes back to what is on the disk
        m_freshness.revert();
        m_head = std::move(before);
    }
    return outcome;
}

Result<void> RecordStore::changeAndCommit(const std::function<Result<void>()>& changes)
{
    const std::uint64_t writesBefore = m_writes;
    try {
        LOCKLEAF_CHECK(changes());
        if (m_broken)
            return std::unexpected(*m_broken);
        return m_writes == writesBefore ? Result<void>{} : flushAndCommit();
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory);
    }
}

Result<void> RecordStore::joinTransaction(const std::function<Result<void>()>& changes)
{
    if (m_broken)
        return std::unexpected(*m_broken);
    const std::uint64_t writesBefore = m_writes;
    const auto caught = [&changes]() -> Result<void> {
        try {
            return changes();
        } catch (const std::bad_alloc&) { // the transaction must know of it, whoever is told
            return fail(ErrorCode::OutOfMemory);
        }
    };
    auto outcome = caught();
    if (!outcome && m_writes != writesBefore)
        m_broken = outcome.error();
    return outcome;
}

Result<void> RecordStore::flushAndCommit()
{
    LOCKLEAF_CHECK(m_freshness.flush(m_database, m_head.recentSums, Head::mostRecentSums));
    ++m_head.epoch;
    m_head.noteWriter(m_device);
    const Bytes sealed = m_headSealer.seal(m_head);
    LOCKLEAF_CHECK(writeHead(m_database, sealed));
    LOCKLEAF_CHECK(m_database.commit());
    m_headHash = hash256({sealed});
    return {};
}

} // namespace lockleaf
