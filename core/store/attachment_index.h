// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/attachment_record.h"
#include "core/store/record_store.h"

#include <optional>
#include <vector>

namespace lockleaf {

/// One row of `attachment`: everything that its description says.
struct AttachmentRow
{
    Attachment attachment;
    AttachmentState state = AttachmentState::Whole;

    bool operator==(const AttachmentRow&) const = default;
};

/// The derived tables that say which attachments there are and which notes have them. Numbers and sum of
/// their rows stand in the head, so that a row that was taken out, put back or changed behind our back is
/// found by adding them up.
class AttachmentIndex
{
public:
    /// `store` must outlive the index.
    AttachmentIndex(RecordStore& store, VaultId vaultId, const SecretKey<HeadPurpose>& headKey);

    // Changes; only within a transaction of the store. Errors: Damaged, where a row does not stand.
    [[nodiscard]] Result<void> add(const AttachmentRow& row);
    [[nodiscard]] Result<void> remove(const AttachmentRow& row);
    [[nodiscard]] Result<void> addUse(const RecordId& attachment, const RecordId& note);
    [[nodiscard]] Result<void> removeUse(const RecordId& attachment, const RecordId& note);

    /// Nothing where there is none.
    [[nodiscard]] Result<std::optional<AttachmentRow>> at(const RecordId& id);
    /// Whole ones of this content, of several any one.
    [[nodiscard]] Result<std::optional<AttachmentRow>> withContent(const Hash256& hash, std::uint64_t size);
    /// Up to `limit` rows with ids above `after`, ascending.
    [[nodiscard]] Result<std::vector<AttachmentRow>> rowsAfter(const RecordId& after, std::uint64_t limit);
    /// The notes that have it, ascending by id.
    [[nodiscard]] Result<std::vector<RecordId>> notesWith(const RecordId& attachment);
    [[nodiscard]] Result<bool> isUsed(const RecordId& attachment);

    // What one row adds to the sum in the head.
    [[nodiscard]] Hash256 element(const AttachmentRow& row) const;
    [[nodiscard]] Hash256 elementOfUse(const RecordId& attachment, const RecordId& note) const;

private:
    RecordStore& m_store;
    SecretKey<struct AttachmentSumPurpose> m_key;
};

} // namespace lockleaf
