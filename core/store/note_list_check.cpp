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
            "modified = ?3 AND id = ?4 AND pinned = ?5 AND title_hash = ?7 AND search_row = ?10 AND notebook "
            "= "
            "?6 AND created = ?8 AND tasks_done = ?11 AND tasks_all = ?12 AND row = ?1), "
            "(SELECT count(*) FROM note_list INDEXED BY note_list_notebook WHERE notebook = ?6 AND "
            "in_trash = ?2 AND modified = ?3 AND id = ?4 AND pinned = ?5 AND row = ?1), "
            "(SELECT count(*) FROM note_list INDEXED BY note_list_pinned WHERE pinned = 1 AND in_trash = ?2 "
            "AND modified = ?3 AND id = ?4 AND notebook = ?6 AND row = ?1), "
            "(SELECT count(*) FROM note_list INDEXED BY note_list_created WHERE in_trash = ?2 AND "
            "created = ?8 AND id = ?4 AND pinned = ?5 AND notebook = ?6 AND row = ?1), "
            "(SELECT count(*) FROM note_list INDEXED BY note_list_title WHERE in_trash = ?2 AND "
            "title_key = ?9 AND id = ?4 AND pinned = ?5 AND notebook = ?6 AND row = ?1)"));
    const std::int64_t pinned = s.pinned ? 1 : 0;
    find.bind(1, row.row).bind(2, std::int64_t{s.trashed ? 1 : 0}).bind(3, s.modified).bind(4, s.id.view());
    find.bind(5, pinned).bind(6, s.notebook.view()).bind(7, titleHash(s.title));
    find.bind(8, s.created).bind(9, bytesOf(key)).bind(10, row.searchRow);
    find.bind(11, std::int64_t{s.tasksDone}).bind(12, std::int64_t{s.tasksAll});
    LOCKLEAF_TRY(const bool found, find.step());
    return found && find.integer(0) == 1 && find.integer(1) == 1 && find.integer(2) == pinned &&
           find.integer(3) == 1 && find.integer(4) == 1;
}

Result<bool> NoteList::indexHasOnly(std::size_t index, std::uint64_t rows, std::uint64_t pinned)
{
    constexpr std::size_t ofPinned = 2;
    static constexpr std::array<const char*, indexCount> counts{
        "SELECT count(*) FROM note_list INDEXED BY note_list_recent WHERE in_trash >= 0",
        "SELECT count(*) FROM note_list INDEXED BY note_list_notebook WHERE notebook >= x''",
        "SELECT count(*) FROM note_list INDEXED BY note_list_pinned WHERE pinned = 1 AND in_trash >= 0",
        "SELECT count(*) FROM note_list INDEXED BY note_list_created WHERE in_trash >= 0",
        "SELECT count(*) FROM note_list INDEXED BY note_list_title WHERE in_trash >= 0"};
    const std::uint64_t expected = index == ofPinned ? pinned : rows;
    LOCKLEAF_TRY(Statement count, m_store.database().prepare(counts.at(index)));
    LOCKLEAF_TRY(const bool found, count.step());
    return found && static_cast<std::uint64_t>(count.integer(0)) == expected;
}

Result<std::map<ListCountKey, std::uint64_t>> NoteList::countsKept()
{
    LOCKLEAF_TRY(Statement rows, m_store.database().prepare("SELECT notebook, in_trash, pinned, notes "
                                                            "FROM list_count WHERE notes <> 0"));
    std::map<ListCountKey, std::uint64_t> counts;
    while (true) {
        LOCKLEAF_TRY(const bool more, rows.step());
        if (!more)
            return counts;
        const auto notebook = idFrom<RecordTag>(rows.blob(0));
        if (!notebook)
            return fail(ErrorCode::Damaged, "count of a notebook");
        counts[{*notebook, rows.integer(1) != 0, rows.integer(2) != 0}] +=
            static_cast<std::uint64_t>(rows.integer(3));
    }
}

} // namespace lockleaf
