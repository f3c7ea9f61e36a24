// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/note_reference.h"
#include "app/cli/note_text.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

Result<int> runEdit(Context& context, const NoteOptions& options)
{
    LOCKLEAF_TRY(Passphrase passphrase, askVaultPassword(context, options.vault));
    LOCKLEAF_TRY(const SecureBytes body, readBody(context));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, openVault(options.vault, std::move(passphrase)));
    LOCKLEAF_TRY(const RecordId id, vault->findNote(options.note));
    LOCKLEAF_CHECK(vault->saveBody(id, body.view()));
    LOCKLEAF_CHECK(closeVault(*vault));
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
