// SPDX-License-Identifier: GPL-3.0-or-later
// The part of NoteList that goes through the titles.
#include "core/store/note_list.h"

#include <limits>

namespace lockleaf {

Result<std::vector<RecordId>> NoteList::withTitle(std::string_view title, std::uint64_t limit)
{
    LOCKLEAF_TRY(Statement rows,
                 m_store.database().prepare(
                     "SELECT id FROM note_list WHERE row IN (SELECT row FROM note_list INDEXED BY "
                     "note_list_recent WHERE in_trash >= 0 AND title_hash = ?1) "
                     "AND title = ?2 ORDER BY in_trash, id LIMIT ?3"));
    rows.bind(1, titleHash(title)).bind(2, title).bind(3, static_cast<std::int64_t>(limit));
    std::vector<RecordId> found;
    while (true) {
        LOCKLEAF_TRY(const bool more, rows.step());
        if (!more)
            return found;
        const auto id = idFrom<RecordTag>(rows.blob(0));
        if (!id)
            return fail(ErrorCode::Damaged, "list row");
        found.push_back(*id);
    }
}

Result<std::vector<NoteList::LivingTitle>> NoteList::titlesAfter(std::int64_t& after, std::uint64_t limit)
{
    LOCKLEAF_TRY(Statement rows,
                 m_store.database().prepare("SELECT row, in_trash, title, modified FROM note_list "
                                            "WHERE row > ?1 ORDER BY row LIMIT ?2"));
    rows.bind(1, after).bind(2, static_cast<std::int64_t>(limit));
    std::vector<LivingTitle> titles;
    bool any = false;
    while (true) {
        LOCKLEAF_TRY(const bool more, rows.step());
        if (!more)
            break;
        // Pages that do not belong together could lead a walk back to where it was.
        if (rows.integer(0) <= after)
            return fail(ErrorCode::Damaged, "order of the list rows");
        after = rows.integer(0);
        any = true;
        if (rows.integer(1) == 0)
            titles.push_back({after, std::string(rows.text(2)), rows.integer(3)});
    }
    if (!any)
        after = std::numeric_limits<std::int64_t>::max();
    return titles;
}

} // namespace lockleaf
