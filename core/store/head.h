// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/subkeys.h"
#include "core/store/bucket_sum.h"
#include "core/store/fields.h"

#include <map>

namespace lockleaf {

/// What the table of versions holds in all (RevisionIndex).
struct RevisionTotals
{
    std::uint64_t number = 0;
    std::uint64_t stored = 0; ///< Bytes that they take, compressed and sealed.
    MultisetHash sum;         ///< Over every row of `note_revision`.
};

/// What the tables of attachments hold in all (AttachmentIndex).
struct AttachmentTotals
{
    std::uint64_t number = 0; ///< Descriptions, those being written or removed included.
    std::uint64_t bytes = 0;  ///< Sum of the sizes of whole ones.
    std::uint64_t uses = 0;   ///< Rows of `note_attachment`.
    MultisetHash sum;         ///< Over every row of both tables.
};

/// The one row that every change rewrites: what the store holds in all, so that nothing can be taken out of
/// it or put back unnoticed (format.md 6).
struct Head
{
    std::uint64_t epoch = 0;            ///< Changes since creation.
    std::uint64_t notes = 0;            ///< Living notes.
    std::uint64_t trashed = 0;          ///< Notes in the trash.
    std::uint64_t notebooks = 0;        ///< Notebook records.
    std::uint64_t bodyBytes = 0;        ///< Sum of all bodies, trash included.
    std::uint64_t records = 0;          ///< Rows of `record`, tombstones and settings included.
    std::uint64_t headerGeneration = 0; ///< The header's generation when it was last seen.
    MultisetHash freshness;             ///< Over every record's (id, kind, sequence, tag).
    MultisetHash list;                  ///< Over every row of `note_list`.
    BucketSums recentSums;              ///< Newer than those in the table `freshness`.
    std::uint64_t searchRows = 0;       ///< The last search row that was given (SearchIndex).
    RevisionTotals revisions;
    AttachmentTotals attachments;
    std::map<DeviceId, std::uint64_t> devices; ///< The epoch of each device's last change.
    std::vector<UnknownField> unknown;

    /// Entries beyond this are not written; the device that wrote longest ago goes first.
    static constexpr std::size_t mostDevices = 4096;
    /// More are written into the table, all at once. So a save of one note rewrites the page of the head
    /// alone and not one of the table's as well; that many still fit into that page.
    static constexpr std::size_t mostRecentSums = 128;
    /// Sets the epoch of `device` to the present one.
    void noteWriter(DeviceId device);
};

/// Seals and opens the head row under the head subkey.
class HeadSealer
{
public:
    HeadSealer(VaultId vaultId, SecretKey<HeadPurpose> key) : m_vaultId(vaultId), m_key(std::move(key)) {}

    [[nodiscard]] Bytes seal(const Head& head) const;
    /// Errors: Damaged.
    [[nodiscard]] Result<Head> open(ByteView sealed) const;

private:
    VaultId m_vaultId;
    SecretKey<HeadPurpose> m_key;
};

} // namespace lockleaf
