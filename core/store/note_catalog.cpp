// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/note_catalog.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

CatalogEntry entryOf(const ListRow& row)
{
    const NoteSummary& s = row.summary;
    return {row.searchRow,
            row.row,
            s.modified,
            s.created,
            s.id,
            s.notebook,
            s.trashed.has_value(),
            s.pinned,
            s.tasksDone < s.tasksAll,
            false};
}

/// Columns in the order of the SELECT below.
Result<CatalogEntry> entryFrom(const Statement& row)
{
    const auto id = idFrom<RecordTag>(row.blob(2));
    const auto notebook = idFrom<RecordTag>(row.blob(5));
    if (!id || !notebook)
        return fail(ErrorCode::Damaged, "index of the list");
    CatalogEntry entry;
    entry.trashed = row.integer(0) != 0;
    entry.modified = row.integer(1);
    entry.id = *id;
    entry.pinned = row.integer(3) != 0;
    entry.searchRow = row.integer(4);
    entry.notebook = *notebook;
    entry.created = row.integer(6);
    entry.openTasks = row.integer(7) < row.integer(8);
    entry.row = row.integer(9);
    return entry;
}

} // namespace

std::int64_t firstSearchRow(Timestamp modified)
{
    return std::max<std::int64_t>(modified, 0) / searchRowSpan + 1;
}

bool NoteCatalog::precedes(const CatalogEntry& a, const CatalogEntry& b)
{
    return a.modified != b.modified ? a.modified > b.modified : a.id < b.id;
}

Result<bool> NoteCatalog::readMore(Database& database, std::size_t rows)
{
    if (m_read)
        return true;
    LOCKLEAF_TRY(Statement read,
                 database.prepare("SELECT in_trash, modified, id, pinned, search_row, notebook, created, "
                                  "tasks_done, tasks_all, row FROM note_list INDEXED BY note_list_recent "
                                  "WHERE in_trash = ?1 AND modified <= ?2 AND (modified < ?2 OR id > ?3) "
                                  "ORDER BY modified DESC, id LIMIT ?4"));
    LOCKLEAF_TRY(Statement begin,
                 database.prepare("SELECT in_trash, modified, id, pinned, search_row, notebook, created, "
                                  "tasks_done, tasks_all, row FROM note_list INDEXED BY note_list_recent "
                                  "WHERE in_trash = ?1 ORDER BY modified DESC, id LIMIT ?4"));
    Statement& part = m_begun ? read : begin;
    part.bind(1, m_inTrash).bind(4, static_cast<std::int64_t>(rows));
    if (m_begun)
        part.bind(2, m_modified).bind(3, m_id.view());
    std::size_t met = 0;
    while (true) {
        LOCKLEAF_TRY(const bool more, part.step());
        if (!more)
            break;
        LOCKLEAF_TRY(const CatalogEntry entry, entryFrom(part));
        m_begun = true;
        m_modified = entry.modified;
        m_id = entry.id;
        ++met;
        if (!m_byRow.contains(entry.row)) // else it was changed since, and is known as it is now
            insert(entry);
    }
    if (met == rows)
        return false;
    m_begun = false;
    if (std::exchange(m_inTrash, 1) == 0)
        return false;
    m_read = true;
    m_sorted = false;
    settle();
    return true;
}

void NoteCatalog::insert(const CatalogEntry& entry)
{
    m_byRow[entry.row] = static_cast<std::uint32_t>(m_entries.size());
    m_entries.push_back(entry);
    noteGiven(entry.searchRow);
}

void NoteCatalog::settle()
{
    if (m_sorted && (m_gone < 1024 || m_gone < m_entries.size() / 2))
        return;
    std::erase_if(m_entries, [](const CatalogEntry& entry) { return entry.gone; });
    std::ranges::sort(m_entries, {}, &CatalogEntry::searchRow);
    m_gone = 0;
    m_byRow.clear();
    m_byRow.reserve(m_entries.size());
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_byRow[m_entries[i].row] = static_cast<std::uint32_t>(i);
    m_firsts.clear();
    m_sorted = true;
    extendFirsts();
}

void NoteCatalog::extendFirsts()
{
    for (std::size_t i = m_firsts.size(); i < m_entries.size(); ++i) {
        const auto self = static_cast<std::uint32_t>(i);
        const bool first = i == 0 || precedes(m_entries[i], m_entries[m_firsts[i - 1]]);
        m_firsts.push_back(first ? self : m_firsts[i - 1]);
    }
}

void NoteCatalog::noteChange(const ListRow& row, bool added)
{
    if (!added) {
        const auto found = m_byRow.find(row.row);
        if (found == m_byRow.end())
            return;
        m_entries[found->second].gone = true;
        m_byRow.erase(found);
        ++m_gone;
        return;
    }
    const CatalogEntry entry = entryOf(row);
    if (putBack(entry))
        return;
    const bool last = m_entries.empty() || entry.searchRow > m_entries.back().searchRow;
    insert(entry);
    if (last && m_sorted)
        extendFirsts();
    else
        m_sorted = false;
}

std::int64_t NoteCatalog::freeSearchRow(Timestamp modified)
{
    // Steps over what is taken, and shortens the way for the next one (as in a union-find forest).
    const std::int64_t first = firstSearchRow(modified);
    std::int64_t free = first;
    for (auto taken = m_nextFree.find(free); taken != m_nextFree.end(); taken = m_nextFree.find(free))
        free = taken->second;
    for (std::int64_t at = first; at != free;)
        at = std::exchange(m_nextFree[at], free);
    return free;
}

/// A note that comes back with the search row that it had, as at most saves, takes its old entry, so that
/// nothing has to be put in order.
bool NoteCatalog::putBack(const CatalogEntry& entry)
{
    if (!m_read || !m_sorted)
        return false;
    const auto found = std::ranges::lower_bound(m_entries, entry.searchRow, {}, &CatalogEntry::searchRow);
    if (found == m_entries.end() || found->searchRow != entry.searchRow || !found->gone ||
        precedes(*found, entry)) // its old place may be known as the first one of many
        return false;
    *found = entry;
    --m_gone;
    const auto at = static_cast<std::size_t>(found - m_entries.begin());
    m_byRow[entry.row] = static_cast<std::uint32_t>(at);
    for (std::size_t i = at; i < m_firsts.size(); ++i)
        if (precedes(entry, m_entries[m_firsts[i]]))
            m_firsts[i] = static_cast<std::uint32_t>(at);
    return true;
}

const CatalogEntry* NoteCatalog::bySearchRow(std::int64_t searchRow) const
{
    const auto found = std::ranges::lower_bound(m_entries, searchRow, {}, &CatalogEntry::searchRow);
    return found != m_entries.end() && found->searchRow == searchRow && !found->gone ? &*found : nullptr;
}

const CatalogEntry* NoteCatalog::byRow(std::int64_t row) const
{
    const auto found = m_byRow.find(row);
    return found != m_byRow.end() ? &m_entries[found->second] : nullptr;
}

const CatalogEntry* NoteCatalog::firstInListUpTo(std::int64_t searchRow) const
{
    const auto after = std::ranges::upper_bound(m_entries, searchRow, {}, &CatalogEntry::searchRow);
    if (after == m_entries.begin())
        return nullptr;
    return &m_entries[m_firsts[static_cast<std::size_t>(after - m_entries.begin()) - 1]];
}

} // namespace lockleaf
