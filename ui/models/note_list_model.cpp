// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/note_list_model.h"

#include <algorithm>
#include <iterator>

namespace lockleaf::ui {

namespace {

/// Rows beyond the screen that should be there before they are scrolled to.
constexpr int Margin = 30;

} // namespace

NoteListModel::NoteListModel(VaultSession& session, QObject* parent) : ListRows(parent), m_session(session)
{
    connect(&m_session, &VaultSession::noteChanged, this, &NoteListModel::handleNoteChanged);
}

void NoteListModel::load(const ListFilter& filter, RecordId around)
{
    m_filter = filter;
    ++m_revision;
    m_listVersion = m_session.setShownList(filter);
    m_fetching = false; // an answer for the former list will not fit its version
    m_wantedFirst = -1;
    m_session.listWindowAround(filter, around, WindowSize, this,
                               [this, version = m_listVersion](Result<ListWindow> window) {
                                   if (version != m_listVersion)
                                       return;
                                   if (!window)
                                       Q_EMIT failed(window.error());
                                   else
                                       takeWindow(std::move(*window), true);
                               });
}

void NoteListModel::clear()
{
    disconnect(&m_session, nullptr, this, nullptr);
    ++m_listVersion; // answers on their way are for nobody
    beginResetModel();
    m_loaded = false;
    m_draft.reset();
    m_count = m_pinnedCount = m_otherCount = m_first = 0;
    m_rows.clear();
    m_rows.shrink_to_fit();
    m_offsets.clear();
    m_groupStarts.clear();
    forgetLooks();
    m_trackedId = {};
    m_tracked = QModelIndex();
    endResetModel();
}

void NoteListModel::setDraft(std::optional<RecordId> notebook)
{
    if (m_draft == notebook)
        return;
    ++m_revision;
    if (m_draft) {
        removeAt(m_pinnedCount);
        m_draft.reset();
    }
    const bool fits = !m_filter.trash && (!m_filter.notebook || notebook == m_filter.notebook);
    if (!notebook || !fits || !m_loaded)
        return;
    m_draft = notebook;
    insertAt(m_pinnedCount, draftSummary());
}

void NoteListModel::tellRowsChanged()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(m_first), index(windowEnd() - 1));
}

QString NoteListModel::labelAt(int row) const
{
    const auto found = m_groupStarts.find(row);
    return found == m_groupStarts.end() ? QString() : note_dates::groupLabel(found->second, now());
}

int NoteListModel::labelsUpTo(int row) const
{
    return static_cast<int>(std::distance(m_groupStarts.begin(), m_groupStarts.upper_bound(row)));
}

int NoteListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_count;
}

const NoteSummary* NoteListModel::summaryAt(int row) const
{
    return row >= m_first && row < windowEnd() ? &m_rows[static_cast<std::size_t>(row - m_first)] : nullptr;
}

int NoteListModel::rowOf(RecordId id) const
{
    const auto found = m_offsets.find(id);
    return found == m_offsets.end() ? -1 : m_first + found->second;
}

void NoteListModel::track(RecordId id, int row)
{
    m_trackedId = id;
    m_tracked = row >= 0 ? QPersistentModelIndex(index(row)) : QPersistentModelIndex();
}

int NoteListModel::trackedRow() const
{
    return m_tracked.isValid() ? m_tracked.row() : -1;
}

void NoteListModel::showRows(int first, int last)
{
    const int from = std::max(0, first - Margin);
    const int to = std::min(rowCount(), last + 1 + Margin);
    if (!m_loaded || from >= to || (from >= m_first && to <= windowEnd()))
        return;
    const int middle = (first + last) / 2;
    requestWindow(std::max(0, middle - WindowSize / 2));
}

void NoteListModel::requestWindow(int first)
{
    if (m_fetching) {
        m_wantedFirst = first;
        return;
    }
    m_fetching = true;
    m_session.listWindow(m_filter, static_cast<std::uint64_t>(first), WindowSize, this,
                         [this, version = m_listVersion](Result<ListWindow> window) {
                             if (version != m_listVersion)
                                 return;
                             m_fetching = false;
                             if (!window) {
                                 Q_EMIT failed(window.error());
                                 return;
                             }
                             takeWindow(std::move(*window), false);
                             if (const int wanted = std::exchange(m_wantedFirst, -1); wanted >= 0)
                                 requestWindow(wanted);
                         });
}

void NoteListModel::takeWindow(ListWindow window, bool reset)
{
    const int pinned = static_cast<int>(window.pinnedCount);
    const int others = static_cast<int>(window.otherCount);
    reset = reset || pinned != m_pinnedCount || others != m_otherCount;
    if (reset) {
        ++m_revision;
        beginResetModel();
    }
    m_pinnedCount = pinned;
    m_otherCount = others;
    m_first = static_cast<int>(window.first);
    m_rows = std::move(window.rows);
    if (reset) {
        m_groupStarts.clear();
        const bool fits = m_draft && (!m_filter.notebook || m_draft == m_filter.notebook);
        if (!fits)
            m_draft.reset();
    }
    if (m_draft) { // the vault does not know it: rows below it stand one further down
        const int end = windowEnd();
        if (m_first > m_pinnedCount)
            ++m_first;
        else if (end >= m_pinnedCount)
            m_rows.insert(m_rows.begin() + (m_pinnedCount - m_first), draftSummary());
    }
    m_count = m_pinnedCount + m_otherCount + (m_draft ? 1 : 0);
    indexWindow();
    m_loaded = true;
    if (reset) {
        m_tracked = QModelIndex();
        endResetModel();
    }
    if (const int row = rowOf(m_trackedId); row >= 0)
        m_tracked = index(row);
    refreshGroups();
    if (reset)
        Q_EMIT loaded();
    else if (!m_rows.empty())
        Q_EMIT dataChanged(index(m_first), index(windowEnd() - 1));
}

void NoteListModel::handleNoteChanged(const NoteChange& change)
{
    ++m_revision;
    // Before the list is there, or for another one: what is loaded later was read after the change.
    if (!m_loaded || change.listVersion != m_listVersion)
        return;
    if (!change.place) {
        load(m_filter, change.id);
        return;
    }
    place(change);
}

void NoteListModel::place(const NoteChange& change)
{
    const NotePlace& place = *change.place;
    int from = rowOf(change.id);
    if (from < 0 && change.id == m_trackedId)
        from = trackedRow();
    const int formerCount = m_pinnedCount + m_otherCount;
    const int count = static_cast<int>(place.pinnedCount + place.otherCount);
    const bool draftBecomesNote = m_draft && change.kind == NoteChange::Kind::Added && place.row &&
                                  !place.summary.pinned && count == formerCount + 1;
    const int expected = formerCount + (from < 0 && place.row ? 1 : 0) - (from >= 0 && !place.row ? 1 : 0);
    if (count != expected && !draftBecomesNote) {
        load(m_filter, change.id); // something else changed as well: start anew
        return;
    }
    const int pinned = static_cast<int>(place.pinnedCount);
    if (draftBecomesNote) {
        const int row = m_pinnedCount;
        m_draft.reset();
        ++m_otherCount;
        moveTo(row, row + static_cast<int>(*place.row), place.summary);
    } else if (place.row) {
        int to = static_cast<int>(*place.row);
        if (!place.summary.pinned)
            to += pinned + (m_draft ? 1 : 0);
        m_pinnedCount = pinned;
        m_otherCount = count - pinned;
        if (from < 0)
            insertAt(to, place.summary);
        else
            moveTo(from, to, place.summary);
    } else if (from >= 0) {
        m_pinnedCount = pinned;
        m_otherCount = count - pinned;
        removeAt(from);
    }
    refreshGroups();
}

} // namespace lockleaf::ui
