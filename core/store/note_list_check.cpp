// SPDX-License-Identifier: GPL-3.0-or-later
// The part of NoteList that a check of the list asks.
#include "core/base/letter_fold.h"
#include "core/store/note_list.h"

namespace lockleaf {

Result<bool> NoteList::isIndexed(const ListRow& row)
{
    const NoteSummary& s = row.summary;
    const std::string key = sortKeyOf(s.title);
    LOCKLEAF_TRY(
        Statement find,
        m_store.database().prepare(
            "SELECT (SELECT count(*) FROM note_list INDEXED BY note_list_recent WHERE in_trash = ?2 AND "
            "modified = ?3 AND id = ?4 AND pinned = ?5 AND title_hash = ?7 AND search_row = ?10 AND "
            "notebook = ?6 AND created = ?8 AND tasks_done = ?11 AND tasks_all = ?12 AND row = ?1), "
            "(SELECT count(*) FROM note_list INDEXED BY note_list_notebook WHERE notebook = ?6 AND "
            "in_trash = ?2 AND modified = ?3 AND id = ?4 AND pinned = ?5 AND row = ?1), "
            "(SELECT count(*) FROM note_list INDEXED BY note_list_pinned WHERE pinned = 1 AND in_trash = ?2 "
            "AND modified = ?3 AND id = ?4 AND notebook = ?6 AND row = ?1), "
            "(SELECT count(*) FROM note_list INDEXED BY note_list_created WHERE in_trash = ?2 AND "
            "created = ?8 AND id = ?4 AND pinned = ?5 AND notebook = ?6 AND row = ?1), "
            "(SELECT count(*) FROM note_list INDEXED BY note_list_title WHERE in_trash = ?2 AND "
            "title_key = ?9 AND id = ?4 AND pinned = ?5 AND notebook = ?6 AND row = ?1), "
            "(SELECT count(*) FROM note_list INDEXED BY note_list_tasks WHERE tasks_done < tasks_all AND "
            "in_trash = ?2 AND modified = ?3 AND id = ?4 AND notebook = ?6 AND pinned = ?5 AND row = ?1)"));
    const std::int64_t pinned = s.pinned ? 1 : 0;
    find.bind(1, row.row).bind(2, std::int64_t{s.trashed ? 1 : 0}).bind(3, s.modified).bind(4, s.id.view());
    find.bind(5, pinned).bind(6, s.notebook.view()).bind(7, titleHash(s.title));
    find.bind(8, s.created).bind(9, bytesOf(key)).bind(10, row.searchRow);
    find.bind(11, std::int64_t{s.tasksDone}).bind(12, std::int64_t{s.tasksAll});
    LOCKLEAF_TRY(const bool found, find.step());
    return found && find.integer(0) == 1 && find.integer(1) == 1 && find.integer(2) == pinned &&
           find.integer(3) == 1 && find.integer(4) == 1 &&
           find.integer(5) == (s.tasksDone < s.tasksAll ? 1 : 0);
}

Result<bool> NoteList::indexHasOnly(std::size_t index, const ListTally& counted)
{
    static constexpr std::array<const char*, indexCount> counts{
        "SELECT count(*) FROM note_list INDEXED BY note_list_recent WHERE in_trash >= 0",
        "SELECT count(*) FROM note_list INDEXED BY note_list_notebook WHERE notebook >= x''",
        "SELECT count(*) FROM note_list INDEXED BY note_list_pinned WHERE pinned = 1 AND in_trash >= 0",
        "SELECT count(*) FROM note_list INDEXED BY note_list_created WHERE in_trash >= 0",
        "SELECT count(*) FROM note_list INDEXED BY note_list_title WHERE in_trash >= 0",
        "SELECT count(*) FROM note_list INDEXED BY note_list_tasks WHERE tasks_done < tasks_all AND "
        "in_trash >= 0"};
    const std::uint64_t rows = counted.living() + counted.trashed();
    const std::array<std::uint64_t, indexCount> expected{rows, rows, counted.pinned(),
                                                         rows, rows, counted.openTasks()};
    LOCKLEAF_TRY(Statement count, m_store.database().prepare(counts.at(index)));
    LOCKLEAF_TRY(const bool found, count.step());
    return found && static_cast<std::uint64_t>(count.integer(0)) == expected.at(index);
}

Result<std::map<ListCountKey, ListCounts>> NoteList::countsKept()
{
    LOCKLEAF_TRY(Statement rows,
                 m_store.database().prepare("SELECT notebook, in_trash, pinned, notes, open_tasks "
                                            "FROM list_count WHERE notes <> 0 OR open_tasks <> 0"));
    std::map<ListCountKey, ListCounts> counts;
    while (true) {
        LOCKLEAF_TRY(const bool more, rows.step());
        if (!more)
            return counts;
        const auto notebook = idFrom<RecordTag>(rows.blob(0));
        if (!notebook)
            return fail(ErrorCode::Damaged, "count of a notebook");
        ListCounts& kept = counts[{*notebook, rows.integer(1) != 0, rows.integer(2) != 0}];
        kept.notes += static_cast<std::uint64_t>(rows.integer(3));
        kept.openTasks += static_cast<std::uint64_t>(rows.integer(4));
    }
}

} // namespace lockleaf
