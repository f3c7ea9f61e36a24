// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/multiset_hash.h"
#include "core/store/list_listener.h"
#include "core/store/tag_nodes.h"
#include "core/vault/note.h"

#include <limits>
#include <map>
#include <tuple>

namespace lockleaf {

/// One row of `note_list`: everything the list shows of a note, made from its record.
struct ListRow
{
    std::int64_t row = 0; ///< The same as the record's.
    NoteSummary summary;
    std::uint64_t bodySize = 0;
    /// Where the search index holds it. Not made from the record, and so left out of comparisons and sums.
    std::int64_t searchRow = 0;

    bool operator==(const ListRow&) const;
};

/// What `list_count` counts apart: notebook, in the trash, pinned.
using ListCountKey = std::tuple<RecordId, bool, bool>;

struct ListCounts
{
    std::uint64_t notes = 0;
    std::uint64_t openTasks = 0; ///< Notes with a task that is not done.

    bool operator==(const ListCounts&) const = default;
};

/// What a check has counted of the list so far, walking its rows in order of their numbers. NoteList tells it
/// what is changed meanwhile, so that a save need not make the walk begin anew.
class ListTally final : public ListListener
{
public:
    /// `listSum`: the sum in the head as the walk begins.
    explicit ListTally(const MultisetHash& listSum) : m_expected(listSum) {}

    /// The walk came to `row`.
    void meet(const ListRow& row, const Hash256& element);
    /// The walk is over: what is added from now on counts as met.
    void endWalk() { m_upTo = std::numeric_limits<std::int64_t>::max(); }
    /// A row was added to the list or taken from it.
    void noteChange(const ListRow& row, const Hash256& element, bool added) override;

    [[nodiscard]] std::int64_t upTo() const { return m_upTo; }
    [[nodiscard]] const MultisetHash& sum() const { return m_sum; }
    /// What the sum in the head has to be by now. Another one means that a change was taken back.
    [[nodiscard]] const MultisetHash& expected() const { return m_expected; }
    [[nodiscard]] std::uint64_t living() const { return m_living; }
    [[nodiscard]] std::uint64_t trashed() const { return m_trashed; }
    [[nodiscard]] std::uint64_t bodyBytes() const { return m_bodyBytes; }
    [[nodiscard]] std::uint64_t pinned() const;
    [[nodiscard]] std::uint64_t openTasks() const;
    /// Numbers that are not 0.
    [[nodiscard]] const std::map<ListCountKey, ListCounts>& perNotebook() const { return m_perNotebook; }
    /// Numbers per tag, by its folded name, that are not 0.
    [[nodiscard]] const std::map<std::string, TagCounts>& perTag() const { return m_perTag; }
    /// Sum of the places that each note has in the tree of tags.
    [[nodiscard]] std::uint64_t tagEntries() const { return m_tagEntries; }

private:
    void count(const ListRow& row, const Hash256& element, bool added);
    void countTags(const NoteSummary& summary, std::uint64_t one);

    std::int64_t m_upTo = 0; ///< The last row that was met; later ones are still to come.
    MultisetHash m_sum;
    MultisetHash m_expected;
    std::uint64_t m_living = 0;
    std::uint64_t m_trashed = 0;
    std::uint64_t m_bodyBytes = 0;
    std::map<ListCountKey, ListCounts> m_perNotebook;
    std::map<std::string, TagCounts> m_perTag;
    std::uint64_t m_tagEntries = 0;
};

} // namespace lockleaf
