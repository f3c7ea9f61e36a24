// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/multiset_hash.h"
#include "core/crypto/subkeys.h"
#include "core/store/database.h"
#include "core/store/record_seal.h"

#include <bitset>
#include <memory>
#include <vector>

namespace lockleaf {

/// Which state of which record is the present one, as 4,096 sums over keyed hashes (format.md 6). A page of
/// the file that was put back to an earlier state makes a sum differ, and with it the records in that bucket
/// are refused.
///
/// The sums are in memory while the vault is open; the rows of `record_tag` are compared with them.
class Freshness
{
public:
    static constexpr std::size_t bucketCount = 4096;

    Freshness(VaultId vaultId, const SecretKey<HeadPurpose>& headKey);

    /// The bucket of a record: the first 12 bits of its id, which are random.
    [[nodiscard]] static std::size_t bucketOf(const RecordId& id);
    /// What one record adds to its bucket: keyed BLAKE2b-256 over id 16 ‖ kind 1 ‖ sequence 8 ‖ tag 16.
    [[nodiscard]] Hash256 element(const RecordIdentity& identity, ByteView tag) const;

    /// Reads the sums and compares their sum with `total` of the head. Errors: Damaged.
    [[nodiscard]] Result<void> load(Database& database, const MultisetHash& total);

    void add(const RecordId& id, const Hash256& element);
    void subtract(const RecordId& id, const Hash256& element);

    /// Whether the rows of this record's bucket add up. Errors: Damaged. A bucket that did is not added up
    /// again while the vault is open: the file below refuses a page that changed behind our back.
    [[nodiscard]] Result<void> check(Database& database, const RecordId& id);
    /// The same for a bucket by number, always from the rows.
    [[nodiscard]] Result<void> checkBucket(Database& database, std::size_t bucket);

    /// Writes the sums changed since the last call into the transaction.
    [[nodiscard]] Result<void> flush(Database& database);
    /// The changes since the last keep() or revert() stand; or they never were.
    void keep();
    void revert();

private:
    void touch(std::size_t bucket);

    SecretKey<struct FreshnessPurpose> m_key;
    std::vector<MultisetHash> m_sums;
    std::bitset<bucketCount> m_checked;
    struct Undo
    {
        std::size_t bucket;
        MultisetHash sum;
    };
    std::vector<Undo> m_undo; ///< First touch of each bucket in this transaction, which are also the changed.
    std::bitset<bucketCount> m_changed;
};

} // namespace lockleaf
