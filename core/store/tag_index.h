// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/list_tally.h"
#include "core/store/record_store.h"
#include "core/store/tag_nodes.h"

#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// Derived from `note_list`: which notes are where in the tree of tags (`note_tag`), and how many (`tag`).
/// What the rows of the list say is checked by their sum, and this is compared with them (ListCheck).
///
/// A change that leaves the tags of a note as they were writes nothing here.
class TagIndex
{
public:
    /// A tag as it stands in the table.
    struct Row
    {
        std::string folded;
        std::string name; ///< The first spelling met.
        TagCounts counts;
    };

    /// `store` must outlive the index.
    explicit TagIndex(RecordStore& store) : m_store(store) {}

    // Changes; only within a transaction of the store.
    /// Follows a row of the list that was added (`before` is null), replaced, or removed (`after` is null).
    [[nodiscard]] Result<void> follow(const ListRow* before, const ListRow* after);
    /// Spells the tag that equals `name` like this from now on, where there is one.
    [[nodiscard]] Result<void> spellAlone(std::string_view name);
    /// Spells `tag` and the beginnings of all tags nested in it like this from now on.
    [[nodiscard]] Result<void> spell(std::string_view tag);
    /// Empties both tables, so that they can be made anew by follow(nullptr, row) for every row of the list.
    [[nodiscard]] Result<void> clear();

    /// The numbers of a tag, in any spelling; all 0 where there is none.
    [[nodiscard]] Result<TagCounts> counts(std::string_view tag);
    /// How `tag` and those nested in it are spelled; empty where there is none.
    [[nodiscard]] Result<std::vector<std::string>> spellings(std::string_view tag);
    /// All tags in the order of their folded names. Errors: Damaged.
    [[nodiscard]] Result<std::vector<Row>> all();
    /// Rows of the list that have `tag` or one nested in it, living or in the trash, in ascending order.
    [[nodiscard]] Result<std::vector<std::int64_t>> rowsWith(std::string_view tag);
    /// What stands for a tag in `note_tag.tag`: the first 63 bits of the BLAKE2b-256 of its folded name.
    [[nodiscard]] static std::int64_t keyOf(std::string_view folded);

    /// Whether every place of `row` in the tree has its entry in `note_tag`.
    [[nodiscard]] Result<bool> hasEntriesOf(const ListRow& row);
    /// Entries of `note_tag`.
    [[nodiscard]] Result<std::uint64_t> entryCount();

private:
    struct Change;
    [[nodiscard]] Result<void> apply(const Change& change);
    [[nodiscard]] Result<void> count(const Change& change);

    RecordStore& m_store;
};

} // namespace lockleaf
