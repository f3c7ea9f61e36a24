// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/notes_in.h"

namespace lockleaf {

Result<std::vector<RecordId>> notesIn(Vault& vault, RecordId notebook, bool trash)
{
    LOCKLEAF_TRY(const std::vector<Notebook> all, vault.notebooks());
    std::vector<RecordId> inside{notebook};
    for (std::size_t at = 0; at < inside.size() && inside.size() <= all.size(); ++at)
        for (const Notebook& one : all)
            if (one.parent == inside[at])
                inside.push_back(one.id);
    constexpr std::uint64_t rowsAtOnce = 1000;
    std::vector<RecordId> notes;
    for (const RecordId& id : inside)
        for (const bool inTrash : {false, true})
            for (std::uint64_t offset = 0; trash || !inTrash; offset += rowsAtOnce) {
                const ListFilter filter{id, inTrash};
                LOCKLEAF_TRY(const auto rows, vault.listNotes(filter, offset, rowsAtOnce));
                for (const NoteSummary& row : rows)
                    notes.push_back(row.id);
                if (rows.size() < rowsAtOnce)
                    break;
            }
    return notes;
}

} // namespace lockleaf
