// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/several_notes.h"

#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/note_reference.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace lockleaf::app {

void addNotesOptions(CLI::App& verb, NotesOptions& options)
{
    addVaultOptions(verb, options.vault);
    verb.add_option("NOTE", options.notes, "Ids, beginnings of ids, or exact titles")->required();
}

Result<std::vector<RecordId>> findNotes(Vault& vault, const std::vector<std::string>& references)
{
    std::vector<RecordId> ids;
    for (const std::string& reference : references) {
        const auto found = vault.findNote(reference);
        if (!found && references.size() > 1 && found.error().code == ErrorCode::NotFound)
            return complain(ErrorCode::NotFound,
                            "There is no note \"" + reference + "\"; nothing was changed.");
        if (!found && references.size() > 1 && found.error().code == ErrorCode::AmbiguousReference)
            return complain(ErrorCode::AmbiguousReference,
                            "Several notes match \"" + reference + "\"; nothing was changed.");
        LOCKLEAF_CHECK(found);
        if (std::ranges::find(ids, *found) == ids.end())
            ids.push_back(*found);
    }
    return ids;
}

Result<void> changeNotes(Context& context, Vault& vault, const std::vector<RecordId>& ids,
                         const std::function<Result<void>(const RecordId&)>& change, const std::string& done)
{
    const auto changed = vault.inOneTransaction([&]() -> Result<void> {
        for (const RecordId& id : ids)
            LOCKLEAF_CHECK(change(id));
        return {};
    });
    LOCKLEAF_CHECK(changed);
    LOCKLEAF_CHECK(closeVault(vault));
    if (!context.json)
        return {};
    Result<void> printed;
    for (const RecordId& id : ids)
        if (printed)
            printed = printIdAsJson(context, id);
    const std::string sentence = ids.size() == 1 ? "The note was " : notesInWords(ids.size()) + " were ";
    return tellOfDoneWork(context, std::move(printed), sentence + done);
}

Result<int> runOnNotes(Context& context, const NotesOptions& options,
                       const std::function<Result<void>(Vault&, const RecordId&)>& change,
                       const std::string& done)
{
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options.vault));
    LOCKLEAF_TRY(const std::vector<RecordId> ids, findNotes(*vault, options.notes));
    LOCKLEAF_CHECK(
        changeNotes(context, *vault, ids, [&](const RecordId& id) { return change(*vault, id); }, done));
    return 0;
}

std::string notesInWords(std::uint64_t number)
{
    return number == 1 ? "1 note" : grouped(number) + " notes";
}

} // namespace lockleaf::app
