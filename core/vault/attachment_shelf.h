// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/attachment_index.h"

#include <optional>

namespace lockleaf {

/// Descriptions and chunks of attachments with their derived rows, kept in step with each other.
///
/// The chunks of an attachment that is not whole are the first ones: they are written from the first on and
/// removed from the last, so that how many there are can be found out at any time.
class AttachmentShelf
{
public:
    /// `store` must outlive the shelf.
    AttachmentShelf(RecordStore& store, VaultId vaultId, const SecretKey<RecordsPurpose>& recordsKey,
                    const SecretKey<HeadPurpose>& headKey);

    /// An attachment with its description opened.
    struct Opened
    {
        DirectoryEntry stored;
        AttachmentRecord record;
    };
    /// Errors: NotFound, where there is no such attachment; Damaged, where the derived row says otherwise.
    [[nodiscard]] Result<Opened> open(const RecordId& id);
    /// The same, but NotFound unless it is whole.
    [[nodiscard]] Result<Opened> openWhole(const RecordId& id);
    /// One chunk of a whole attachment. Errors: Damaged, where it is not there or not as long as it must be;
    /// InvalidArgument, where there is none of that number.
    [[nodiscard]] Result<SecureBytes> chunk(const Attachment& attachment, std::uint64_t index);
    /// How many chunks of it there are.
    [[nodiscard]] Result<std::uint64_t> chunksThere(const RecordId& id);

    /// The id of the record of a chunk, which depends on the keys of the vault.
    [[nodiscard]] RecordId chunkId(const RecordId& id, std::uint64_t index) const
    {
        return m_chunkIds.idOf(id, index);
    }

    // Changes; only within a transaction of the store.
    /// Makes the description of an attachment whose chunks are still to come; in the place of the tombstone
    /// of one that was here before. Errors: AlreadyExists, where something else has the id.
    [[nodiscard]] Result<void> begin(const RecordId& id, std::string name, Timestamp now);
    [[nodiscard]] Result<void> addChunk(const RecordId& id, std::uint64_t index, ByteView content);
    /// All chunks are there. `unusedSince`: no note is to have it at once.
    [[nodiscard]] Result<void> complete(const RecordId& id, std::uint64_t size, const Hash256& hash,
                                        std::optional<Timestamp> unusedSince);
    /// Nobody has it, or ever had: its chunks may go.
    [[nodiscard]] Result<void> giveUp(const RecordId& id);
    /// A note has it from now on. Only for one that is whole, and once for each note.
    [[nodiscard]] Result<void> addUse(const RecordId& id, const RecordId& note);
    /// A note does not have it any more. Where it was the last one: `forever` gives it up, else it is unused
    /// from `now` on.
    [[nodiscard]] Result<void> removeUse(const RecordId& id, const RecordId& note, Timestamp now,
                                         bool forever);
    /// Removes the last chunk of one that was given up; false: none was left, and a tombstone is in the place
    /// of its description.
    [[nodiscard]] Result<bool> removeLastChunk(const RecordId& id, Timestamp now);

    [[nodiscard]] AttachmentIndex& index() { return m_index; }

private:
    /// Writes a description and its row in the place of those in `opened`.
    [[nodiscard]] Result<void> rewrite(const Opened& opened, const AttachmentRecord& next);
    [[nodiscard]] Result<bool> isThere(const RecordId& id, std::uint64_t index);

    RecordStore& m_store;
    AttachmentIndex m_index;
    ChunkIds m_chunkIds;
};

} // namespace lockleaf
