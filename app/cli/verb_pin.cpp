// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/several_notes.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

void addPinningVerb(CLI::App& app, Run& chosen, const char* name, const char* help, bool pinned)
{
    auto options = std::make_shared<NotesOptions>();
    CLI::App* verb = app.add_subcommand(name, help);
    addNotesOptions(*verb, *options);
    verb->callback([options, pinned, &chosen] {
        chosen = [options, pinned](Context& context) {
            return runOnNotes(
                context, *options,
                [pinned](Vault& vault, const RecordId& id) { return vault.setPinned(id, pinned); },
                pinned ? "pinned" : "unpinned");
        };
    });
}

} // namespace

void addPinVerbs(CLI::App& app, Run& chosen)
{
    addPinningVerb(app, chosen, "pin", "Pin notes to the top of the list", true);
    addPinningVerb(app, chosen, "unpin", "Pin notes no longer", false);
}

} // namespace lockleaf::app
