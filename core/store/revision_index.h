// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/record_store.h"
#include "core/vault/note.h"

#include <optional>
#include <vector>

namespace lockleaf {

/// One row of `note_revision`: everything that a list shows of a version, made from its record.
struct RevisionRow
{
    RecordId note;
    RevisionSummary summary;

    bool operator==(const RevisionRow&) const = default;
};

/// The derived table that finds the versions of a note. Number, size and sum of its rows stand in the head,
/// so that a row that was taken out, put back or changed behind our back is found by adding them up.
class RevisionIndex
{
public:
    /// `store` must outlive the index.
    RevisionIndex(RecordStore& store, VaultId vaultId, const SecretKey<HeadPurpose>& headKey);

    // Changes; only within a transaction of the store.
    [[nodiscard]] Result<void> add(const RevisionRow& row);
    /// Errors: Damaged, where this row does not stand.
    [[nodiscard]] Result<void> remove(const RevisionRow& row);

    /// All versions of a note, the one kept last first.
    [[nodiscard]] Result<std::vector<RevisionRow>> of(const RecordId& note);
    /// The version of a note that was kept last; nothing where there is none.
    [[nodiscard]] Result<std::optional<RevisionRow>> newest(const RecordId& note);
    /// The first note above `after` that has versions.
    [[nodiscard]] Result<std::optional<RecordId>> noteAfter(const RecordId& after);
    /// Whether exactly this row stands.
    [[nodiscard]] Result<bool> has(const RevisionRow& row);
    /// Up to `limit` rows after `after` in the order of the table; nothing: from its first. Errors: Damaged,
    /// where that order is not kept.
    [[nodiscard]] Result<std::vector<RevisionRow>> rowsAfter(const std::optional<RevisionRow>& after,
                                                             std::uint64_t limit);

    /// What one row adds to the sum in the head.
    [[nodiscard]] Hash256 element(const RevisionRow& row) const;

private:
    void account(const RevisionRow& row, bool added);

    RecordStore& m_store;
    SecretKey<struct RevisionSumPurpose> m_key;
};

} // namespace lockleaf
