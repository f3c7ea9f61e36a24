// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/done_work.h"
#include "app/cli/note_reference.h"
#include "app/cli/note_text.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace lockleaf::app {

namespace {

/// The note that a person is about to type a new text for: opened, found and closed again, since a text may
/// take an hour to type.
Result<RecordId> findBeforeTyping(const NoteOptions& options, const UnlockedKey& key)
{
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault,
                 openVault(options.vault, UnlockedKey{key.vaultId, key.dataKey.clone()}));
    LOCKLEAF_TRY(const RecordId id, vault->findNote(options.note));
    LOCKLEAF_CHECK(closeVault(*vault));
    return id;
}

/// The text that stood before becomes a version, however old that is: the whole of it is replaced at once.
Result<void> replaceText(Vault& vault, const RecordId& id, ByteView body)
{
    return vault.inOneTransaction([&]() -> Result<void> {
        LOCKLEAF_TRY(const Note note, vault.note(id));
        if (std::ranges::equal(note.body.view(), body))
            return {};
        LOCKLEAF_CHECK(vault.keepRevision(id, RevisionReason::Editing));
        return vault.saveBody(id, body);
    });
}

Result<int> runEdit(Context& context, const NoteOptions& options)
{
    LOCKLEAF_TRY(UnlockedKey key, askAndUnlock(context, options.vault));
    std::optional<RecordId> found;
    // What comes down a pipe is not lost, and `show | edit` on one vault must not meet itself.
    if (StandardInput::isTerminal()) {
        LOCKLEAF_TRY(found, findBeforeTyping(options, key));
    }
    LOCKLEAF_TRY(const SecureBytes body, readBody(context));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, openVault(options.vault, std::move(key)));
    if (!found) {
        LOCKLEAF_TRY(found, vault->findNote(options.note));
    }
    LOCKLEAF_CHECK(replaceText(*vault, *found, body.view()));
    LOCKLEAF_CHECK(closeVault(*vault));
    if (context.json)
        LOCKLEAF_CHECK(tellOfDoneWork(context, printIdAsJson(context, *found), "The note was changed"));
    return 0;
}

} // namespace

void addEditVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<NoteOptions>();
    CLI::App* verb = app.add_subcommand("edit", "Replace a note's text by what standard input brings");
    addNoteOptions(*verb, *options);
    verb->callback(
        [options, &chosen] { chosen = [options](Context& context) { return runEdit(context, *options); }; });
}

} // namespace lockleaf::app
