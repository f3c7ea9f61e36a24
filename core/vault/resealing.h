// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/sealed_vault.h"

#include <deque>
#include <set>

namespace lockleaf {

/// Carries the records of one vault into another of the same id and other keys, with their ids, kinds and
/// sequences, and makes the derived tables anew. Follows what is changed in the first one meanwhile.
///
/// `to` is of nobody else, and its search index is made by makeReindexJob() once. What is carried is counted
/// into a sum over the plaintexts, which provenSum() makes once more from what `to` holds.
class Resealing
{
public:
    Resealing(SealedVault& from, SealedVault& to);

    /// Reads which records there are, some buckets at a time; true: all.
    [[nodiscard]] Result<bool> collectMore(std::chrono::milliseconds budget);
    /// Carries over what was collected, and the contents of attachments; true: nothing is left of it.
    [[nodiscard]] Result<bool> carryMore(std::chrono::milliseconds budget);
    /// Carries over what has changed since; true: nothing has. What is carried after proveMore() was begun is
    /// left to proveLate().
    [[nodiscard]] Result<bool> followMore(std::chrono::milliseconds budget);
    /// How many buckets of records, and contents of attachments, have changed since.
    [[nodiscard]] std::size_t behind() const;
    /// The head tells of the first vault's devices and epochs, and goes on with the next epoch.
    [[nodiscard]] Result<void> finishHead();
    /// What the heads count alike or do not: the name of the first difference, or nothing.
    [[nodiscard]] std::string differenceOfHeads() const;

    /// The other one was closed and opened again.
    void resumeOn(SealedVault& to) { m_to = &to; }
    /// Opens everything in `to` once more, some at a time; true: all of it was, and the sums were compared.
    /// Errors: Damaged, where they differ.
    [[nodiscard]] Result<bool> proveMore(std::chrono::milliseconds budget);
    /// Compares what was carried since then, text by text, after `to` was opened once more.
    [[nodiscard]] Result<void> proveLate();

    [[nodiscard]] std::uint64_t carried() const { return m_carried; }
    [[nodiscard]] std::uint64_t followed() const { return m_followed; }
    [[nodiscard]] std::uint64_t proven() const { return m_proven; }

private:
    struct Known
    {
        std::int64_t row;
        RecordId id;
    };
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] Result<void> inTransaction(const std::function<Result<void>()>& changes);
    [[nodiscard]] Hash256 element(const RecordIdentity& identity, ByteView plain) const;
    [[nodiscard]] Hash256 elementOfChunk(const RecordId& attachment, std::uint64_t index,
                                         ByteView plain) const;
    /// Brings one record of `to` to the state that it has in `from`, if it is another.
    [[nodiscard]] Result<void> carry(const RecordId& id);
    [[nodiscard]] Result<bool> isAlike(const DirectoryEntry& here, const DirectoryEntry& there);
    [[nodiscard]] Result<void> takeAway(const DirectoryEntry& there);
    [[nodiscard]] Result<void> unlist(const DirectoryEntry& there, ByteView plain);
    [[nodiscard]] Result<void> list(const DirectoryEntry& here, std::int64_t row, ByteView plain);
    [[nodiscard]] Result<void> listNote(const DirectoryEntry& here, std::int64_t row, ByteView plain);
    [[nodiscard]] Result<void> listAttachment(const RecordId& id, ByteView plain);
    [[nodiscard]] Result<void> matchUses(const std::set<RecordId>& attachments);
    /// Carries one chunk, or removes one; true: the contents are alike.
    [[nodiscard]] Result<bool> carryChunk(const RecordId& attachment);
    [[nodiscard]] Result<void> addChunk(const RecordId& attachment, std::uint64_t index);
    [[nodiscard]] Result<void> removeChunk(const RecordId& attachment, std::uint64_t index);
    [[nodiscard]] Result<void> followBucket(std::size_t bucket);
    [[nodiscard]] Result<void> proveNext();
    [[nodiscard]] Result<void> proveChunk();

    SealedVault* m_from;
    SealedVault* m_to;
    SecretKey<struct ResealingPurpose> m_sumKey;
    std::vector<MultisetHash> m_seen;  ///< The sums of the buckets of `from` that were carried.
    std::uint64_t m_removalsSeen = 0;  ///< Where `from` has more, equal sequences may be of other records.
    std::size_t m_collected = 0;       ///< Buckets.
    std::vector<Known> m_known;        ///< Still to be carried, the first rows last.
    std::set<RecordId> m_contentsDue;  ///< Attachments whose chunks may differ.
    std::set<RecordId> m_contentsOpen; ///< Those of them that are being written or removed in `from`.
    MultisetHash m_sum;                ///< Over the plaintexts that were carried.
    MultisetHash m_provenSum;
    std::size_t m_provenBuckets = 0;
    std::vector<RecordId> m_toProve;                             ///< Records of the present bucket.
    std::optional<std::pair<RecordId, std::uint64_t>> m_content; ///< Attachment and chunk to be proven next.
    bool m_following = false;
    std::set<RecordId> m_lateRecords; ///< Carried since the proof was begun.
    std::set<std::pair<RecordId, std::uint64_t>> m_lateChunks;
    std::uint64_t m_carried = 0;
    std::uint64_t m_followed = 0;
    std::uint64_t m_proven = 0;
};

} // namespace lockleaf
