// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/list_selection.h"

#include "core/base/folded_text.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace lockleaf {

namespace {

/// What it costs to fetch a row of the list, in steps along an index.
constexpr std::uint64_t costOfRow = 4;

bool hasOpenTasks(const NoteSummary& summary)
{
    return summary.tasksDone < summary.tasksAll;
}

/// Whether it is shorter to fetch the `tagged` rows one by one and to sort them than to walk along the list
/// until `wanted` of them were met.
bool fetchesTagged(std::uint64_t tagged, std::uint64_t rows, std::uint64_t wanted)
{
    const std::uint64_t each = rows / std::max<std::uint64_t>(tagged, 1) + 1;
    const std::uint64_t walk = wanted > rows / each ? rows : wanted * each;
    return tagged < walk / costOfRow || tagged <= 64;
}

/// The index that holds all that `filter` asks, in its order. Pinned notes and those with open tasks are few:
/// in another order than that of their index they are sorted.
const char* indexFor(const ListFilter& filter)
{
    if (filter.pinned.value_or(false))
        return "note_list_pinned";
    if (filter.openTasks)
        return "note_list_tasks";
    if (filter.order == NoteOrder::Created)
        return "note_list_created";
    if (filter.order == NoteOrder::Title)
        return "note_list_title";
    return filter.notebook ? "note_list_notebook" : "note_list_recent";
}

/// The column that `filter` sorts by, and whether its larger values come first.
std::pair<std::string, bool> sortingOf(const ListFilter& filter)
{
    switch (filter.order) {
    case NoteOrder::Created:
        return {"created", !filter.reversed};
    case NoteOrder::Title:
        return {"title_key", filter.reversed};
    case NoteOrder::Edited:
        break;
    }
    return {"modified", !filter.reversed};
}

} // namespace

Result<ListSelection> ListSelection::of(const ListFilter& filter, TagIndex& tags, std::uint64_t rows,
                                        std::uint64_t wanted)
{
    ListSelection selection;
    selection.m_inTrash = filter.trash ? 1 : 0;
    selection.m_notebook = filter.notebook;
    std::tie(selection.m_column, selection.m_largerFirst) = sortingOf(filter);
    selection.m_reversed = filter.reversed;
    const std::string index =
        std::string("FROM note_list INDEXED BY ") + indexFor(filter) + " WHERE in_trash = ?1";
    if (filter.tag.empty()) {
        selection.m_from = index;
    } else {
        LOCKLEAF_TRY(const TagCounts counts, tags.counts(filter.tag));
        selection.m_tag = TagIndex::keyOf(foldedText(filter.tag));
        const std::uint64_t tagged = filter.trash ? counts.trashed : counts.below;
        selection.m_from = fetchesTagged(tagged, rows, wanted)
                               ? "FROM note_list NOT INDEXED WHERE row IN (SELECT row FROM note_tag "
                                 "WHERE tag = ?9 AND in_trash = ?1) AND in_trash = ?1"
                               : index +
                                     " AND EXISTS(SELECT 1 FROM note_tag WHERE tag = ?9 AND in_trash = ?1 "
                                     "AND note_tag.row = note_list.row)";
    }
    if (filter.notebook)
        selection.m_from += " AND notebook = ?2";
    if (filter.pinned)
        selection.m_from += *filter.pinned ? " AND pinned = 1" : " AND pinned = 0";
    if (filter.openTasks)
        selection.m_from += " AND tasks_done < tasks_all";
    return selection;
}

std::string ListSelection::order() const
{
    return " ORDER BY " + m_column + (m_largerFirst ? " DESC" : "") + (m_reversed ? ", id DESC" : ", id");
}

std::string ListSelection::countBefore() const
{
    const std::string counted = "(SELECT count(*) " + m_from + " AND " + m_column;
    return "SELECT " + counted + (m_largerFirst ? " > ?3) + " : " < ?3) + ") + counted + " = ?3 AND id " +
           (m_reversed ? ">" : "<") + " ?4)";
}

void ListSelection::bind(Statement& statement) const
{
    statement.bind(1, m_inTrash);
    if (m_notebook)
        statement.bind(2, m_notebook->view());
    if (m_tag)
        statement.bind(9, *m_tag);
}

bool ListSelection::matches(const ListFilter& filter, const NoteSummary& summary)
{
    if (summary.trashed.has_value() != filter.trash || (filter.openTasks && !hasOpenTasks(summary)) ||
        (filter.notebook && *filter.notebook != summary.notebook) ||
        (filter.pinned && *filter.pinned != summary.pinned))
        return false;
    const std::string tag = foldedText(filter.tag);
    return tag.empty() || std::ranges::any_of(summary.tags, [&](const std::string& one) {
               return isTagWithin(foldedText(one), tag);
           });
}

} // namespace lockleaf
