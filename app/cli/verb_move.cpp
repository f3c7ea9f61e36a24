// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/notebook_reference.h"
#include "app/cli/several_notes.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

constexpr int mostWords = 1 << 20;

struct MoveOptions
{
    VaultOptions vault;
    std::vector<std::string> words; ///< Notes, then the notebook.
};

Result<int> runMove(Context& context, const MoveOptions& options)
{
    const std::vector<std::string> notes(options.words.begin(), options.words.end() - 1);
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options.vault));
    LOCKLEAF_TRY(const RecordId notebook, notebookOrTop(*vault, options.words.back()));
    LOCKLEAF_TRY(const std::vector<RecordId> ids, findNotes(*vault, notes));
    LOCKLEAF_CHECK(changeNotes(
        context, *vault, ids, [&](const RecordId& id) { return vault->moveToNotebook(id, notebook); },
        "moved"));
    return 0;
}

} // namespace

void addMoveVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<MoveOptions>();
    CLI::App* verb = app.add_subcommand("move", "Move notes to a notebook; / is none");
    addVaultOptions(*verb, options->vault);
    verb->add_option("NOTE", options->words, "The notes, and at the end the notebook")
        ->type_name("... NOTEBOOK")
        ->expected(2, mostWords)
        ->required();
    verb->callback(
        [options, &chosen] { chosen = [options](Context& context) { return runMove(context, *options); }; });
}

} // namespace lockleaf::app
