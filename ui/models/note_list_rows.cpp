// SPDX-License-Identifier: GPL-3.0-or-later
// The part of NoteListModel that moves single rows about within the window.
#include "ui/models/note_list_model.h"

#include <algorithm>

namespace lockleaf::ui {

NoteSummary NoteListModel::draftSummary() const
{
    NoteSummary summary;
    summary.notebook = m_draft.value_or(RecordId{});
    summary.created = summary.modified = QDateTime::currentMSecsSinceEpoch();
    return summary;
}

void NoteListModel::indexWindow()
{
    m_offsets.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_offsets[m_rows[i].id] = static_cast<int>(i);
}

void NoteListModel::insertAt(int row, NoteSummary summary)
{
    beginInsertRows({}, row, row);
    ++m_count;
    if (row < m_first) {
        ++m_first;
    } else if (row <= windowEnd()) {
        m_rows.insert(m_rows.begin() + (row - m_first), std::move(summary));
        indexWindow();
    }
    shiftGroups(row, 1);
    endInsertRows();
    refreshGroups();
}

void NoteListModel::removeAt(int row)
{
    beginRemoveRows({}, row, row);
    --m_count;
    if (row < m_first) {
        --m_first;
    } else if (row < windowEnd()) {
        m_rows.erase(m_rows.begin() + (row - m_first));
        indexWindow();
    }
    m_groupStarts.erase(row);
    shiftGroups(row + 1, -1);
    endRemoveRows();
    refreshGroups();
}

void NoteListModel::moveTo(int from, int to, NoteSummary summary)
{
    if (from != to)
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    if (from < m_first)
        --m_first;
    else if (from < windowEnd())
        m_rows.erase(m_rows.begin() + (from - m_first));
    if (to < m_first)
        ++m_first;
    else if (to <= windowEnd())
        m_rows.insert(m_rows.begin() + (to - m_first), std::move(summary));
    indexWindow();
    if (from != to) {
        m_groupStarts.erase(from);
        shiftGroups(from + 1, -1);
        shiftGroups(to, 1);
        endMoveRows();
    }
    refreshGroups();
    Q_EMIT dataChanged(index(to), index(to));
}

void NoteListModel::shiftGroups(int from, int by)
{
    std::map<int, NoteGroup> shifted;
    for (const auto& [row, group] : m_groupStarts)
        shifted.insert_or_assign(row >= from ? row + by : row, group);
    m_groupStarts = std::move(shifted);
}

void NoteListModel::refreshGroups()
{
    std::map<int, NoteGroup> starts = m_groupStarts;
    if (!m_rows.empty()) {
        // Whether the window's first row begins a group is known only at the top.
        starts.erase(starts.upper_bound(m_first == 0 ? -1 : m_first), starts.lower_bound(windowEnd()));
        NoteGroup former;
        for (int row = m_first; row < windowEnd(); ++row) {
            const NoteSummary& summary = m_rows[static_cast<std::size_t>(row - m_first)];
            const NoteGroup group = note_dates::groupIn(m_filter.order, summary, now(), days());
            if ((row > m_first || row == 0) && group != former)
                starts[row] = group;
            former = group;
        }
    }
    if (starts == m_groupStarts)
        return;
    m_groupStarts = std::move(starts);
    Q_EMIT groupsChanged();
}

void NoteListModel::setNow(const QDateTime& now)
{
    const bool otherDay = now.date() != this->now().date();
    ListRows::setNow(now);
    if (otherDay)
        m_groupStarts.clear(); // those outside the window are found again when they are read
    refreshGroups();
}

} // namespace lockleaf::ui
