// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/note_reference.h"
#include "app/cli/notebook_reference.h"
#include "app/cli/open_vault.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"
#include "core/base/iso_time.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

Result<void> printJson(Context& context, Vault& vault, const Note& note)
{
    LOCKLEAF_TRY(const NoteSummary summary, vault.summary(note.id));
    LOCKLEAF_TRY(const std::string notebook, pathOrNone(vault, note.notebook));
    JsonObject object;
    addNoteMembers(object, summary, notebook);
    object.add("body", note.body.text());
    return context.output.line(object.finish().text());
}

Result<int> runShow(Context& context, const NoteOptions& options)
{
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options.vault));
    LOCKLEAF_TRY(const RecordId id, vault->findNote(options.note));
    LOCKLEAF_TRY(const Note note, vault->note(id));
    LOCKLEAF_CHECK(context.json ? printJson(context, *vault, note) : context.output.write(note.body.view()));
    LOCKLEAF_CHECK(context.output.flush());
    LOCKLEAF_CHECK(closeVault(*vault));
    return 0;
}

} // namespace

void addShowVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<NoteOptions>();
    CLI::App* verb = app.add_subcommand("show", "Print a note's text, byte for byte");
    addNoteOptions(*verb, *options);
    verb->callback(
        [options, &chosen] { chosen = [options](Context& context) { return runShow(context, *options); }; });
}

} // namespace lockleaf::app
