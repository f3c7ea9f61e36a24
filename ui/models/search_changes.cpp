// SPDX-License-Identifier: GPL-3.0-or-later
// The part of SearchResults that keeps up with changes without moving what is looked at.
#include "ui/models/search_results.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <unordered_set>

namespace lockleaf::ui {

namespace {

constexpr std::size_t NotesCheckedAtOnce = 500;
/// More rows than this go away by one reset instead of one by one.
constexpr std::size_t MostSingleRemovals = 100;

} // namespace

void SearchResults::handleNoteChanged(const NoteChange& change)
{
    if (!m_answered)
        return;
    const int row = rowOf(change.id);
    if (row < 0 && change.place)
        bringBack(change.place->summary);
    else if (row >= 0 && change.place)
        takeSummary(row, change.place->summary);
    else if (row >= 0)
        checkNotes({change.id});
}

void SearchResults::takeSummary(int row, const NoteSummary& summary)
{
    if (summary.trashed.has_value() != m_trash) {
        removeAt(row);
        Q_EMIT countChanged();
        fetch();
        return;
    }
    const auto known = m_rows.find(summary.id);
    if (known == m_rows.end())
        return; // read when it is scrolled to
    known->second.summary = summary;
    known->second.excerptAsked = false;
    Q_EMIT dataChanged(index(row), index(row));
    fetch();
}

void SearchResults::removeAt(int row)
{
    const RecordId id = m_ids[static_cast<std::size_t>(row)];
    const QScopedValueRollback removing(m_removing, true);
    beginRemoveRows({}, row, row);
    const bool inTitle = row < m_titleHits;
    m_ids.erase(m_ids.begin() + row);
    m_titleHits -= inTitle ? 1 : 0;
    m_rows.erase(id);
    m_removed[id] = {row, inTitle};
    endRemoveRows();
    Q_EMIT groupsChanged();
}

/// A note that had gone to the trash is back: it stands where it stood.
void SearchResults::bringBack(const NoteSummary& summary)
{
    const auto removed = m_removed.find(summary.id);
    if (removed == m_removed.end() || summary.trashed.has_value() != m_trash)
        return;
    const bool inTitle = removed->second.inTitle;
    const int row =
        std::clamp(removed->second.row, inTitle ? 0 : m_titleHits, inTitle ? m_titleHits : rowCount());
    m_removed.erase(removed);
    beginInsertRows({}, row, row);
    m_ids.insert(m_ids.begin() + row, summary.id);
    m_titleHits += inTitle ? 1 : 0;
    m_rows[summary.id].summary = summary;
    endInsertRows();
    Q_EMIT groupsChanged();
    Q_EMIT countChanged();
    fetch();
}

/// Several notes have been changed at once, in whichever way.
void SearchResults::checkNotes(std::vector<RecordId> notes)
{
    if (!m_answered)
        return;
    if (notes.empty()) { // whichever were in the trash
        if (m_trash)
            searchAgain();
        return;
    }
    const std::unordered_set<RecordId> known(m_ids.begin(), m_ids.end());
    std::erase_if(notes, [&](const RecordId& id) { return !known.contains(id) && !m_removed.contains(id); });
    for (std::size_t first = 0; first < notes.size(); first += NotesCheckedAtOnce) {
        const auto begin = notes.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end =
            notes.begin() + static_cast<std::ptrdiff_t>(std::min(first + NotesCheckedAtOnce, notes.size()));
        std::vector<RecordId> some(begin, end);
        m_session.ask(
            this, [some](Vault& vault) { return vault.summaries(some); },
            [this, some, found = m_found](const Result<std::vector<NoteSummary>>& summaries) {
                if (found == m_found && summaries)
                    takeChecked(some, *summaries);
            });
    }
}

void SearchResults::takeChecked(const std::vector<RecordId>& asked, const std::vector<NoteSummary>& summaries)
{
    std::unordered_set<RecordId> gone(asked.begin(), asked.end());
    for (const NoteSummary& summary : summaries) {
        if (summary.trashed.has_value() != m_trash)
            continue;
        gone.erase(summary.id);
        if (const int row = rowOf(summary.id); row >= 0)
            takeSummary(row, summary);
        else
            bringBack(summary);
    }
    if (gone.size() <= MostSingleRemovals) {
        for (const RecordId& id : gone)
            if (const int row = rowOf(id); row >= 0)
                removeAt(row);
    } else {
        beginResetModel();
        const auto titles = m_ids.begin() + m_titleHits;
        m_titleHits -= static_cast<int>(
            std::count_if(m_ids.begin(), titles, [&](const RecordId& id) { return gone.contains(id); }));
        std::erase_if(m_ids, [&](const RecordId& id) { return gone.contains(id); });
        std::erase_if(m_rows, [&](const auto& row) { return gone.contains(row.first); });
        endResetModel();
    }
    Q_EMIT countChanged();
    fetch();
}

} // namespace lockleaf::ui
