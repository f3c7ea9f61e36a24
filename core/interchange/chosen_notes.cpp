// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/chosen_notes.h"

namespace lockleaf {

Result<std::vector<RecordId>> chosenNotes(Vault& vault, const ExportChoice& choice)
{
    if (!choice.notes)
        return vault.allNoteIds(choice.trash);
    std::vector<RecordId> chosen;
    for (const RecordId& id : *choice.notes) {
        const auto summary = vault.summary(id);
        if (!summary && summary.error().code == ErrorCode::NotFound)
            continue;
        LOCKLEAF_CHECK(summary);
        if (choice.trash || !summary->trashed)
            chosen.push_back(id);
    }
    return chosen;
}

} // namespace lockleaf
