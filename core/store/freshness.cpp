// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/freshness.h"

#include "core/crypto/aead.h"

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

} // namespace

Freshness::Freshness(VaultId vaultId, const SecretKey<HeadPurpose>& headKey) : m_sums(bucketCount)
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

Result<void> Freshness::load(Database& database, const MultisetHash& total)
{
    LOCKLEAF_TRY(Statement rows, database.prepare("SELECT bucket, sum FROM freshness"));
    MultisetHash sum;
    while (true) {
        LOCKLEAF_TRY(const bool row, rows.step());
        if (!row)
            break;
        const auto bucket = static_cast<std::size_t>(rows.integer(0));
        Hash256 value{};
        if (bucket >= bucketCount || rows.blob(1).size() != value.size())
            return fail(ErrorCode::Damaged, "freshness row");
        std::copy_n(rows.blob(1).begin(), value.size(), value.begin());
        m_sums[bucket] = MultisetHash(value);
        sum.add(value);
    }
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

void Freshness::add(const RecordId& id, const Hash256& element)
{
    touch(bucketOf(id));
    m_sums[bucketOf(id)].add(element);
}

void Freshness::subtract(const RecordId& id, const Hash256& element)
{
    touch(bucketOf(id));
    m_sums[bucketOf(id)].subtract(element);
}

Result<void> Freshness::check(Database& database, const RecordId& id)
{
    const std::size_t bucket = bucketOf(id);
    if (m_checked.test(bucket))
        return {};
    return checkBucket(database, bucket);
}

Result<void> Freshness::checkBucket(Database& database, std::size_t bucket)
{
    const RecordId first = firstIdOf(bucket);
    const RecordId last = lastIdOf(bucket);
    LOCKLEAF_TRY(Statement rows, database.prepare("SELECT id, kind, sequence, tag FROM record_tag "
                                                  "WHERE id BETWEEN ?1 AND ?2"));
    rows.bind(1, first.view()).bind(2, last.view());
    MultisetHash sum;
    while (true) {
        LOCKLEAF_TRY(const bool row, rows.step());
        if (!row)
            break;
        const auto id = idFrom<RecordTag>(rows.blob(0));
        const std::int64_t kind = rows.integer(1);
        if (!id || kind < 0 || kind > 255 || rows.blob(3).size() != aead::tagSize)
            return fail(ErrorCode::Damaged, "record tag row");
        sum.add(element({*id, static_cast<std::uint8_t>(kind), static_cast<std::uint64_t>(rows.integer(2))},
                        rows.blob(3)));
    }
    if (sum != m_sums[bucket])
        return fail(ErrorCode::Damaged, "freshness of bucket " + std::to_string(bucket));
    m_checked.set(bucket);
    return {};
}

Result<void> Freshness::flush(Database& database)
{
    LOCKLEAF_TRY(Statement write, database.prepare("INSERT INTO freshness(bucket, sum) VALUES(?1, ?2) "
                                                   "ON CONFLICT(bucket) DO UPDATE SET sum = excluded.sum"));
    for (const Undo& changed : m_undo) {
        write.bind(1, static_cast<std::int64_t>(changed.bucket)).bind(2, m_sums[changed.bucket].value());
        LOCKLEAF_CHECK(write.run());
    }
    return {};
}

void Freshness::keep()
{
    m_undo.clear();
    m_changed.reset();
}

void Freshness::revert()
{
    for (const Undo& changed : m_undo)
        m_sums[changed.bucket] = changed.sum;
    keep();
}

} // namespace lockleaf
