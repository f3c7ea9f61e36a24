// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/list_tally.h"
#include "core/store/note_catalog.h"
#include "core/store/record_store.h"
#include "core/store/tag_index.h"

#include <map>
#include <memory>
#include <string_view>
#include <vector>

namespace lockleaf {

/// The derived list of notes. Its rows are summed in the head, so that a row that was taken out, put back or
/// changed behind our back is found by checking the sum; counts per notebook stand in `list_count`.
class NoteList
{
public:
    /// `store` must outlive the list.
    NoteList(RecordStore& store, VaultId vaultId, const SecretKey<HeadPurpose>& headKey);

    // Changes; only within a transaction of the store.
    [[nodiscard]] Result<void> add(const ListRow& row);
    /// Replaces the row that stands at `row.row`. Errors: Damaged, where there is none.
    [[nodiscard]] Result<void> replace(const ListRow& row);
    /// As that, where `before` was read in this transaction.
    [[nodiscard]] Result<void> replace(const ListRow& before, const ListRow& row);
    [[nodiscard]] Result<void> remove(std::int64_t row);

    [[nodiscard]] Result<std::uint64_t> count(const ListFilter& filter);
    [[nodiscard]] Result<std::vector<NoteSummary>> window(const ListFilter& filter, std::uint64_t offset,
                                                          std::uint64_t limit);
    [[nodiscard]] Result<std::optional<std::uint64_t>> rowOf(const ListFilter& filter, const RecordId& id);
    /// The row at `row`; nothing where there is none.
    [[nodiscard]] Result<std::optional<ListRow>> at(std::int64_t row);
    /// Up to `limit` ids of notes with exactly this title, the living first. Walks one index: about 8 ms at
    /// 100,000 notes.
    [[nodiscard]] Result<std::vector<RecordId>> withTitle(std::string_view title, std::uint64_t limit);

    /// What one row adds to the sum in the head.
    [[nodiscard]] Hash256 element(const ListRow& row) const;
    /// Up to `limit` rows after the row number `after`, in order of their numbers, with their title hashes
    /// checked. Errors: Damaged.
    [[nodiscard]] Result<std::vector<ListRow>> rowsAfter(std::int64_t after, std::uint64_t limit);
    /// Whether each index has the entry of this row.
    [[nodiscard]] Result<bool> isIndexed(const ListRow& row);
    /// The indexes have these numbers, from 0.
    static constexpr std::size_t indexCount = 6;
    /// Whether index `index` has as many entries as `counted` has rows (or pinned ones, or ones with open
    /// tasks), so none beside those.
    [[nodiscard]] Result<bool> indexHasOnly(std::size_t index, const ListTally& counted);
    /// All of `list_count` that is not 0.
    [[nodiscard]] Result<std::map<ListCountKey, ListCounts>> countsKept();
    /// The tags of the rows.
    [[nodiscard]] TagIndex& tags() { return m_tags; }
    /// Tells `catalog` of every change from now on; it must outlive this list or be replaced.
    void follow(NoteCatalog* catalog) { m_catalog = catalog; }
    /// Begins a count of the rows, which is told of every change from now on, for as long as it lives.
    [[nodiscard]] std::shared_ptr<ListTally> beginTally();
    /// Tells `listener` of every change from now on, for as long as it lives.
    void listen(const std::shared_ptr<ListListener>& listener) { m_listeners.push_back(listener); }

    /// Title and edit of a living note.
    struct LivingTitle
    {
        std::int64_t row = 0;
        std::string title;
        Timestamp modified = 0;
    };
    /// The next up to `limit` rows after the row number `after`, in order of their numbers, without those in
    /// the trash; `after` becomes the last number looked at, and the largest there is where none follows.
    [[nodiscard]] Result<std::vector<LivingTitle>> titlesAfter(std::int64_t& after, std::uint64_t limit);

private:
    /// The first 63 bits of the title's BLAKE2b-256, by which one index is searched for a title. An index of
    /// its own would have to be rewritten at a random place by every save of another title.
    [[nodiscard]] static std::int64_t titleHash(std::string_view title);
    [[nodiscard]] Result<void> insert(const ListRow& row);
    [[nodiscard]] Result<void> update(const ListRow& before, const ListRow& row);
    [[nodiscard]] Result<std::uint64_t> countTagged(const ListFilter& filter, std::uint64_t everywhere);
    [[nodiscard]] Result<void> changeCount(const NoteSummary& summary, std::int64_t by);
    void account(const ListRow& row, bool added);

    RecordStore& m_store;
    NoteCatalog* m_catalog = nullptr;
    SecretKey<struct ListSumPurpose> m_key;
    std::vector<std::weak_ptr<ListListener>> m_listeners;
    TagIndex m_tags;
};

} // namespace lockleaf
