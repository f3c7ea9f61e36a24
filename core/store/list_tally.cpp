// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/list_tally.h"

namespace lockleaf {

bool ListRow::operator==(const ListRow& other) const
{
    const NoteSummary& a = summary;
    const NoteSummary& b = other.summary;
    return row == other.row && bodySize == other.bodySize && a.id == b.id && a.title == b.title &&
           a.snippet == b.snippet && a.notebook == b.notebook && a.tags == b.tags && a.created == b.created &&
           a.modified == b.modified && a.pinned == b.pinned && a.tasksDone == b.tasksDone &&
           a.tasksAll == b.tasksAll && a.trashed == b.trashed;
}

void ListTally::meet(const ListRow& row, const Hash256& element)
{
    m_upTo = row.row;
    count(row, element, true);
}

void ListTally::noteChange(const ListRow& row, const Hash256& element, bool added)
{
    if (added)
        m_expected.add(element);
    else
        m_expected.subtract(element);
    if (row.row <= m_upTo)
        count(row, element, added);
}

void ListTally::count(const ListRow& row, const Hash256& element, bool added)
{
    // The counters may wrap where rows are not what they were; they are compared, and nothing else.
    const std::uint64_t one = added ? 1 : ~std::uint64_t{0};
    if (added)
        m_sum.add(element);
    else
        m_sum.subtract(element);
    (row.summary.trashed ? m_trashed : m_living) += one;
    m_bodyBytes += one * row.bodySize;
    const ListCountKey key{row.summary.notebook, row.summary.trashed.has_value(), row.summary.pinned};
    ListCounts& number = m_perNotebook[key];
    number.notes += one;
    number.openTasks += row.summary.tasksDone < row.summary.tasksAll ? one : 0;
    if (number == ListCounts{})
        m_perNotebook.erase(key);
    countTags(row.summary, one);
}

void ListTally::countTags(const NoteSummary& summary, std::uint64_t one)
{
    for (const auto& [folded, node] : tagNodesOf(summary.tags)) {
        TagCounts& counts = m_perTag[folded];
        (summary.trashed ? counts.trashed : counts.below) += one;
        counts.notes += node.exact && !summary.trashed ? one : 0;
        if (counts == TagCounts{})
            m_perTag.erase(folded);
        m_tagEntries += one;
    }
}

std::uint64_t ListTally::pinned() const
{
    std::uint64_t pinned = 0;
    for (const auto& [key, number] : m_perNotebook)
        pinned += std::get<2>(key) ? number.notes : 0;
    return pinned;
}

std::uint64_t ListTally::openTasks() const
{
    std::uint64_t open = 0;
    for (const auto& [key, number] : m_perNotebook)
        open += number.openTasks;
    return open;
}

} // namespace lockleaf
