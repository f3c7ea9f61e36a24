// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/aead.h"
#include "core/crypto/subkeys.h"
#include "core/store/bucket_sum.h"
#include "core/store/database.h"
#include "core/store/record_seal.h"

#include <bitset>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace lockleaf {

/// One row of the directory `record_tag`: where a record is and which state of it is the present one.
struct DirectoryEntry
{
    RecordIdentity identity;
    std::int64_t row = 0; ///< Of `record`.
    std::array<std::uint8_t, aead::tagSize> tag{};
};

/// Which state of which record is the present one, as 4,096 sums over keyed hashes (format.md 6). A page of
/// the file that was put back to an earlier state makes a sum differ, and with it the records in that bucket
/// are refused.
///
/// The sums are in memory while the vault is open; the rows of `record_tag` are compared with them. What is
/// told about a record comes from the very rows that were added up, never from a second look: in a b-tree put
/// together from authentic pages of different ages, a range and a single key may lead to different rows.
class Freshness
{
public:
    static constexpr std::size_t bucketCount = 4096;
    /// 28 MiB, which only a vault of more than half a million notes can need.
    static constexpr std::size_t usualRowsKept = std::size_t{1} << 19;

    /// Up to about `mostRowsKept` rows of the directory (56 bytes each) are kept in memory; the buckets added
    /// up longest ago go first.
    Freshness(VaultId vaultId, const SecretKey<HeadPurpose>& headKey,
              std::size_t mostRowsKept = usualRowsKept);

    /// The bucket of a record: the first 12 bits of its id, which are random.
    [[nodiscard]] static std::size_t bucketOf(const RecordId& id);
    /// What one record adds to its bucket: keyed BLAKE2b-256 over id 16 ‖ kind 1 ‖ sequence 8 ‖ tag 16.
    [[nodiscard]] Hash256 element(const RecordIdentity& identity, ByteView tag) const;

    /// Reads the sums of the table, puts those of the head (`recent`) in their places, and compares the sum
    /// of all with `total` of the head. Errors: Damaged.
    [[nodiscard]] Result<void> load(Database& database, const BucketSums& recent, const MultisetHash& total);

    /// The sum of a bucket as it is now: another one after each change in it.
    [[nodiscard]] const MultisetHash& sumOf(std::size_t bucket) const { return m_sums[bucket]; }

    /// Counts an entry into its bucket and into `total`, the sum over all; or another in the place of one; or
    /// takes one out.
    void add(const DirectoryEntry& entry, MultisetHash& total);
    void replace(const DirectoryEntry& before, const DirectoryEntry& after, MultisetHash& total);
    void remove(const DirectoryEntry& entry, MultisetHash& total);

    /// The entry of a record from the rows of its bucket, which add up; nothing where there is none among
    /// them. Errors: Damaged.
    [[nodiscard]] Result<std::optional<DirectoryEntry>> find(Database& database, const RecordId& id);
    /// All entries of a bucket, ascending by id, which add up. They stay until the next call on this object.
    /// Errors: Damaged.
    [[nodiscard]] Result<const std::vector<DirectoryEntry>*> entries(Database& database, std::size_t bucket);
    /// The same, always from the rows of the table as they are now.
    [[nodiscard]] Result<const std::vector<DirectoryEntry>*> entriesReadAgain(Database& database,
                                                                              std::size_t bucket);

    /// Puts the sums changed since the last keep() or revert() among those of the head; where these become
    /// more than `mostRecent`, all of them go into the table, and none is left in the head.
    [[nodiscard]] Result<void> flush(Database& database, BucketSums& recent, std::size_t mostRecent);
    /// The changes since the last keep() or revert() stand; or they never were.
    void keep();
    void revert();

private:
    void touch(std::size_t bucket);
    [[nodiscard]] Result<std::vector<DirectoryEntry>> readBucket(Database& database, std::size_t bucket);
    void remember(std::size_t bucket, std::vector<DirectoryEntry> entries);
    void forget(std::size_t bucket);

    SecretKey<struct FreshnessPurpose> m_key;
    std::vector<MultisetHash> m_sums;
    std::vector<std::vector<DirectoryEntry>> m_entries; ///< Of the buckets in m_kept.
    std::bitset<bucketCount> m_kept;
    std::deque<std::size_t> m_keptSince; ///< The buckets in m_kept, the longest kept first.
    std::size_t m_rowsKept = 0;
    std::size_t m_mostRowsKept;
    struct Undo
    {
        std::size_t bucket;
        MultisetHash sum;
    };
    std::vector<Undo> m_undo; ///< First touch of each bucket in this transaction, which are also the changed.
    std::bitset<bucketCount> m_changed;
};

} // namespace lockleaf
