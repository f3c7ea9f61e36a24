// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/done_work.h"
#include "app/cli/note_reference.h"
#include "app/cli/note_text.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

struct AddOptions
{
    VaultOptions vault;
    std::string title;
    std::string notebook;
    std::vector<std::string> tags;
};

Result<void> checkOptions(const AddOptions& options)
{
    LOCKLEAF_CHECK(checkName("The title", options.title));
    LOCKLEAF_CHECK(checkName("The notebook", options.notebook));
    for (const std::string& tag : options.tags)
        LOCKLEAF_CHECK(checkTag(tag));
    return {};
}

/// The notebook and the note as one transaction: both or neither.
Result<RecordId> addNote(Vault& vault, const AddOptions& options, SecureBytes body)
{
    RecordId id;
    LOCKLEAF_CHECK(vault.inOneTransaction([&]() -> Result<void> {
        NewNote note;
        note.explicitTitle = options.title;
        note.body = std::move(body);
        note.tags = options.tags;
        if (!options.notebook.empty()) {
            LOCKLEAF_TRY(note.notebook, vault.ensureNotebook(options.notebook));
        }
        LOCKLEAF_TRY(id, vault.addNote(std::move(note)));
        return {};
    }));
    return id;
}

Result<int> runAdd(Context& context, const AddOptions& options)
{
    LOCKLEAF_CHECK(checkOptions(options));
    LOCKLEAF_TRY(UnlockedKey key, askAndUnlock(context, options.vault));
    LOCKLEAF_TRY(SecureBytes body, readBody(context));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, openVault(options.vault, std::move(key)));
    LOCKLEAF_TRY(const RecordId id, addNote(*vault, options, std::move(body)));
    // Before the vault is closed, so that whoever waits for the id has it once the note is safe.
    const Result<void> told =
        tellOfDoneWork(context, context.json ? printIdAsJson(context, id) : context.output.line(id.toHex()),
                       "The note was added (id " + id.toHex() + ")");
    const Result<void> closed = closeVault(*vault);
    LOCKLEAF_CHECK(told);
    LOCKLEAF_CHECK(closed);
    return 0;
}

} // namespace

void addAddVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<AddOptions>();
    CLI::App* verb =
        app.add_subcommand("add", "Add a note; its text is read from standard input; prints the new id");
    addVaultOptions(*verb, options->vault);
    verb->add_option("--title", options->title, "Title in place of the text's first line")
        ->type_name("TITLE");
    verb->add_option("--notebook", options->notebook, "Notebook, made where it is missing")->type_name("A/B");
    verb->add_option("--tag", options->tags, "A tag; may be given several times")
        ->type_name("TAG")
        ->allow_extra_args(false); // one a time, or it would take what stands behind it
    verb->callback(
        [options, &chosen] { chosen = [options](Context& context) { return runAdd(context, *options); }; });
}

} // namespace lockleaf::app
