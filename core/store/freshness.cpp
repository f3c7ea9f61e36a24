// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/freshness.h"

#include <algorithm>
#include <string>

namespace lockleaf {

namespace {

constexpr std::string_view freshnessLabel{"lockleaf fresh\0\0", 16};
static_assert(freshnessLabel.size() == 16);

RecordId firstIdOf(std::size_t bucket)
{
    RecordId id;
    id.bytes[0] = static_cast<std::uint8_t>(bucket >> 4);
    id.bytes[1] = static_cast<std::uint8_t>((bucket & 15) << 4);
    return id;
}

RecordId lastIdOf(std::size_t bucket)
{
    RecordId id = firstIdOf(bucket);
    id.bytes[1] = static_cast<std::uint8_t>(id.bytes[1] | 15);
    std::fill(id.bytes.begin() + 2, id.bytes.end(), std::uint8_t{255});
    return id;
}

const RecordId& idOf(const DirectoryEntry& entry)
{
    return entry.identity.id;
}

} // namespace

Freshness::Freshness(VaultId vaultId, const SecretKey<HeadPurpose>& headKey, std::size_t mostRowsKept)
    : m_sums(bucketCount), m_entries(bucketCount), m_mostRowsKept(mostRowsKept)
{
    // A key of its own, so that no hash of a bucket can be mistaken for anything that the head key seals.
    ShortKey key;
    deriveShortKey(key, headKey, {bytesOf(freshnessLabel), vaultId.view()});
    m_key = SecretKey<FreshnessPurpose>::copyOf(key.view());
}

std::size_t Freshness::bucketOf(const RecordId& id)
{
    return (static_cast<std::size_t>(id.bytes[0]) << 4) | (id.bytes[1] >> 4);
}

Hash256 Freshness::element(const RecordIdentity& identity, ByteView tag) const
{
    std::array<std::uint8_t, 9> kindAndSequence{};
    kindAndSequence[0] = identity.kind;
    storeLe64(kindAndSequence.data() + 1, identity.sequence);
    return keyedHash256(m_key, {identity.id.view(), kindAndSequence, tag});
}

Result<void> Freshness::load(Database& database, const BucketSums& recent, const MultisetHash& total)
{
    LOCKLEAF_TRY(Statement rows, database.prepare("SELECT bucket, sum FROM freshness ORDER BY bucket"));
    std::int64_t before = -1;
    while (true) {
        LOCKLEAF_TRY(const bool row, rows.step());
        if (!row)
            break;
        const auto bucket = static_cast<std::size_t>(rows.integer(0));
        Hash256 value{};
        if (rows.integer(0) <= before || bucket >= bucketCount || rows.blob(1).size() != value.size())
            return fail(ErrorCode::Damaged, "freshness row");
        std::copy_n(rows.blob(1).begin(), value.size(), value.begin());
        before = rows.integer(0);
        m_sums[bucket] = MultisetHash(value);
    }
    for (const BucketSum& newer : recent)
        m_sums[newer.bucket] = newer.sum;
    MultisetHash sum;
    for (const MultisetHash& one : m_sums)
        sum.add(one.value());
    if (sum != total)
        return fail(ErrorCode::Damaged, "freshness sums differ from the head");
    return {};
}

void Freshness::touch(std::size_t bucket)
{
    if (m_changed.test(bucket))
        return;
    m_undo.push_back({bucket, m_sums[bucket]});
    m_changed.set(bucket);
}

void Freshness::add(const DirectoryEntry& entry, MultisetHash& total)
{
    const std::size_t bucket = bucketOf(entry.identity.id);
    touch(bucket);
    const Hash256 hash = element(entry.identity, entry.tag);
    m_sums[bucket].add(hash);
    total.add(hash);
    if (!m_kept.test(bucket))
        return;
    std::vector<DirectoryEntry>& entries = m_entries[bucket];
    entries.insert(std::ranges::lower_bound(entries, entry.identity.id, {}, idOf), entry);
    ++m_rowsKept;
}

void Freshness::replace(const DirectoryEntry& before, const DirectoryEntry& after, MultisetHash& total)
{
    const std::size_t bucket = bucketOf(after.identity.id);
    touch(bucket);
    const Hash256 gone = element(before.identity, before.tag);
    const Hash256 come = element(after.identity, after.tag);
    m_sums[bucket].subtract(gone);
    m_sums[bucket].add(come);
    total.subtract(gone);
    total.add(come);
    if (!m_kept.test(bucket))
        return;
    std::vector<DirectoryEntry>& entries = m_entries[bucket];
    const auto at = std::ranges::lower_bound(entries, after.identity.id, {}, idOf);
    if (at != entries.end() && at->identity.id == after.identity.id)
        *at = after;
    else
        forget(bucket); // not what we know: let the table say
}

void Freshness::remove(const DirectoryEntry& entry, MultisetHash& total)
{
    const std::size_t bucket = bucketOf(entry.identity.id);
    touch(bucket);
    const Hash256 hash = element(entry.identity, entry.tag);
    m_sums[bucket].subtract(hash);
    total.subtract(hash);
    forget(bucket); // what is left is read again, and added up, when somebody asks for it
}

Result<std::optional<DirectoryEntry>> Freshness::find(Database& database, const RecordId& id)
{
    LOCKLEAF_TRY(const auto* found, entries(database, bucketOf(id)));
    const auto at = std::ranges::lower_bound(*found, id, {}, idOf);
    if (at == found->end() || at->identity.id != id)
        return std::optional<DirectoryEntry>{};
    return std::optional<DirectoryEntry>{*at};
}

Result<const std::vector<DirectoryEntry>*> Freshness::entries(Database& database, std::size_t bucket)
{
    if (m_kept.test(bucket))
        return &m_entries[bucket];
    return entriesReadAgain(database, bucket);
}

Result<const std::vector<DirectoryEntry>*> Freshness::entriesReadAgain(Database& database, std::size_t bucket)
{
    forget(bucket);
    LOCKLEAF_TRY(std::vector<DirectoryEntry> read, readBucket(database, bucket));
    MultisetHash sum;
    for (const DirectoryEntry& entry : read)
        sum.add(element(entry.identity, entry.tag));
    if (sum != m_sums[bucket])
        return fail(ErrorCode::Damaged, "freshness of bucket " + std::to_string(bucket));
    remember(bucket, std::move(read));
    return &m_entries[bucket];
}

Result<std::vector<DirectoryEntry>> Freshness::readBucket(Database& database, std::size_t bucket)
{
    const RecordId first = firstIdOf(bucket);
    const RecordId last = lastIdOf(bucket);
    LOCKLEAF_TRY(Statement rows, database.prepare("SELECT id, row, kind, sequence, tag FROM record_tag "
                                                  "WHERE id BETWEEN ?1 AND ?2 ORDER BY id"));
    rows.bind(1, first.view()).bind(2, last.view());
    std::vector<DirectoryEntry> read;
    while (true) {
        LOCKLEAF_TRY(const bool row, rows.step());
        if (!row)
            return read;
        const auto id = idFrom<RecordTag>(rows.blob(0));
        const std::int64_t kind = rows.integer(2);
        const ByteView tag = rows.blob(4);
        // A tree of pages that do not belong together may hand out a row twice or out of order.
        const bool ascends = id && *id >= first && *id <= last && (read.empty() || idOf(read.back()) < *id);
        if (!ascends || kind < 0 || kind > 255 || tag.size() != aead::tagSize)
            return fail(ErrorCode::Damaged, "record tag row");
        DirectoryEntry entry;
        entry.identity = {*id, static_cast<std::uint8_t>(kind), static_cast<std::uint64_t>(rows.integer(3))};
        entry.row = rows.integer(1);
        std::ranges::copy(tag, entry.tag.begin());
        read.push_back(entry);
    }
}

void Freshness::remember(std::size_t bucket, std::vector<DirectoryEntry> entries)
{
    while (!m_keptSince.empty() && m_rowsKept + entries.size() > m_mostRowsKept)
        forget(m_keptSince.front());
    m_rowsKept += entries.size();
    m_entries[bucket] = std::move(entries);
    m_kept.set(bucket);
    m_keptSince.push_back(bucket);
}

void Freshness::forget(std::size_t bucket)
{
    if (!m_kept.test(bucket))
        return;
    m_kept.reset(bucket);
    std::erase(m_keptSince, bucket);
    m_rowsKept -= m_entries[bucket].size();
    m_entries[bucket] = {};
}

Result<void> Freshness::flush(Database& database, BucketSums& recent, std::size_t mostRecent)
{
    for (const Undo& changed : m_undo) {
        const auto bucket = static_cast<std::uint16_t>(changed.bucket);
        const auto at = std::ranges::lower_bound(recent, bucket, {}, &BucketSum::bucket);
        if (at != recent.end() && at->bucket == bucket)
            at->sum = m_sums[bucket];
        else
            recent.insert(at, {bucket, m_sums[bucket]});
    }
    if (recent.size() <= mostRecent)
        return {};
    LOCKLEAF_TRY(Statement write, database.prepare("INSERT INTO freshness(bucket, sum) VALUES(?1, ?2) "
                                                   "ON CONFLICT(bucket) DO UPDATE SET sum = excluded.sum"));
    for (const BucketSum& changed : recent) {
        const Hash256 sum = changed.sum.value();
        write.bind(1, std::int64_t{changed.bucket}).bind(2, sum);
        LOCKLEAF_CHECK(write.run());
    }
    recent.clear();
    return {};
}

void Freshness::keep()
{
    m_undo.clear();
    m_changed.reset();
}

void Freshness::revert()
{
    for (const Undo& changed : m_undo) {
        m_sums[changed.bucket] = changed.sum;
        forget(changed.bucket); // the table has its old rows again
    }
    keep();
}

} // namespace lockleaf
