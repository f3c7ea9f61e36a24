// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/store/list_tally.h"

#include <deque>
#include <unordered_map>
#include <vector>

namespace lockleaf {

/// What the catalogue knows of one note.
struct CatalogEntry
{
    std::int64_t searchRow = 0;
    std::int64_t row = 0; ///< In `note_list`.
    Timestamp modified = 0;
    Timestamp created = 0;
    RecordId id;
    RecordId notebook;
    bool trashed = false;
    bool pinned = false;
    bool openTasks = false;
    bool gone = false; ///< No longer a note's; skipped.
};

/// Search rows count this many milliseconds: so many texts fit between two that were stored at different
/// times, and so little do their numbers differ that the index stays small.
constexpr Timestamp searchRowSpan = 64'000;

/// The first search row for a text of this date. Every note has this one or a higher one.
[[nodiscard]] std::int64_t firstSearchRow(Timestamp modified);

/// Every note's place, dates and marks in memory (about 160 bytes each), so that results of a search come in
/// the order of the list without reading the list. Read once, in slices, by one index; then it follows the
/// changes.
///
/// Holds no titles and no text. One thread.
class NoteCatalog
{
public:
    /// Reads on for about `rows` rows. True: all is read, and the rest can be used. Errors: Damaged.
    [[nodiscard]] Result<bool> readMore(Database& database, std::size_t rows);
    [[nodiscard]] bool isRead() const { return m_read; }

    /// A row was added to the list or taken from it; also while it is being read.
    void noteChange(const ListRow& row, bool added);

    /// The lowest search row from firstSearchRow() on that was never given since this was read.
    [[nodiscard]] std::int64_t freeSearchRow(Timestamp modified);

    // What follows wants settle() after the last change.
    /// Puts what came in by other ways than at the end into its place.
    void settle();
    /// In ascending order of search rows; with entries that are gone.
    [[nodiscard]] const std::deque<CatalogEntry>& entries() const { return m_entries; }
    /// Null where there is none (any more).
    [[nodiscard]] const CatalogEntry* bySearchRow(std::int64_t searchRow) const;
    [[nodiscard]] const CatalogEntry* byRow(std::int64_t row) const;
    /// Of the entries with search rows up to this, one that no other of them precedes in the list (it may be
    /// gone by now); null where there are none.
    [[nodiscard]] const CatalogEntry* firstInListUpTo(std::int64_t searchRow) const;
    /// Whether `a` stands above `b` in the list: newest edit first, then by id.
    [[nodiscard]] static bool precedes(const CatalogEntry& a, const CatalogEntry& b);

private:
    void insert(const CatalogEntry& entry);
    [[nodiscard]] bool putBack(const CatalogEntry& entry);
    void extendFirsts();
    void noteGiven(std::int64_t searchRow) { m_nextFree.try_emplace(searchRow, searchRow + 1); }

    std::deque<CatalogEntry> m_entries; ///< Grows without a copy of all, which would be twice as much memory.
    std::vector<std::uint32_t> m_firsts; ///< For each entry, which of those up to it comes first in the list.
    std::unordered_map<std::int64_t, std::uint32_t> m_byRow;
    /// From each search row that was given: a higher one from which to look on for one that was not.
    std::unordered_map<std::int64_t, std::int64_t> m_nextFree;
    std::size_t m_gone = 0;
    bool m_sorted = true;
    bool m_read = false;
    // How far reading has come.
    bool m_begun = false;
    std::int64_t m_inTrash = 0;
    Timestamp m_modified = 0;
    RecordId m_id;
};

} // namespace lockleaf
