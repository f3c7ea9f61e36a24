// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/note_reference.h"
#include "app/cli/note_text.h"
#include "app/cli/notebook_reference.h"
#include "app/cli/run_job.h"
#include "app/cli/several_notes.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace lockleaf::app {

namespace {

using Words = std::vector<std::string>;

struct NotebooksOptions
{
    VaultOptions vault;
    std::string create;
    std::string remove;
    Words rename; ///< Path and name.
    Words move;   ///< Path and new parent.
    Words color;  ///< Path and number.
};

Result<void> printNotebook(Context& context, const Notebook& book, const std::string& path)
{
    if (context.json) {
        JsonObject object;
        object.add("id", book.id.toHex());
        object.add("notebook", path);
        object.add("color", std::uint64_t{book.color});
        object.add("notes", book.noteCount);
        return context.output.line(object.finish().text());
    }
    std::string line = grouped(book.noteCount);
    line.insert(0, line.size() < 8 ? 8 - line.size() : 0, ' ');
    return context.output.line(line + "  " + printable(path));
}

Result<void> listNotebooks(Context& context, Vault& vault)
{
    LOCKLEAF_TRY(const std::vector<Notebook> books, vault.notebooks());
    std::vector<std::pair<std::string, const Notebook*>> lines;
    for (const Notebook& book : books) {
        auto path = vault.notebookPath(book.id);
        // One of a tree without a beginning, as a merge may leave it, has no path.
        if (!path && path.error().code != ErrorCode::NotFound && path.error().code != ErrorCode::Damaged)
            return std::unexpected(std::move(path).error());
        lines.emplace_back(path.value_or(book.name), &book);
    }
    std::ranges::sort(lines, [](const auto& a, const auto& b) {
        const auto rank = [](char c) { return c == '/' ? 0 : 1 + static_cast<unsigned char>(c); };
        return std::ranges::lexicographical_compare(a.first, b.first, {}, rank, rank);
    });
    for (const auto& [path, book] : lines)
        LOCKLEAF_CHECK(printNotebook(context, *book, path));
    LOCKLEAF_CHECK(context.output.flush());
    return closeVault(vault);
}

Result<RecordId> changed(Vault& vault, const NotebooksOptions& options)
{
    if (!options.create.empty())
        return vault.ensureNotebook(options.create);
    const Words& words = !options.rename.empty() ? options.rename
                         : !options.move.empty() ? options.move
                                                 : options.color;
    LOCKLEAF_TRY(const RecordId id, notebookAt(vault, words[0]));
    if (!options.rename.empty()) {
        LOCKLEAF_CHECK(vault.renameNotebook(id, words[1]));
    } else if (!options.move.empty()) {
        LOCKLEAF_TRY(const RecordId parent, notebookOrTop(vault, words[1]));
        LOCKLEAF_CHECK(vault.moveNotebook(id, parent));
    } else {
        if (words[1].size() != 1 || words[1] < "0" || words[1] > "3")
            return complain(ErrorCode::InvalidArgument, "The colours of notebooks are 0 to 3.");
        LOCKLEAF_CHECK(vault.setNotebookColor(id, static_cast<std::uint8_t>(words[1][0] - '0')));
    }
    return id;
}

Result<void> changeOne(Context& context, Vault& vault, const NotebooksOptions& options)
{
    LOCKLEAF_TRY(const RecordId id, changed(vault, options));
    LOCKLEAF_CHECK(closeVault(vault));
    return context.json ? tellOfDoneWork(context, printIdAsJson(context, id), "The notebook was changed")
                        : Result<void>{};
}

Result<void> printDeleted(Context& context, const DeletedNotebooks& deleted)
{
    if (context.json) {
        JsonObject object;
        object.add("notebooks", std::uint64_t{deleted.notebooks.size()});
        object.add("notes", std::uint64_t{deleted.notes.size()});
        return context.output.line(object.finish().text());
    }
    return context.output.line("Notebooks deleted: " + grouped(deleted.notebooks.size()) + "; " +
                               notesInWords(deleted.notes.size()) + " moved to the trash.");
}

Result<void> deleteOne(Context& context, Vault& vault, const std::string& path)
{
    LOCKLEAF_TRY(const RecordId id, notebookAt(vault, path));
    DeletedNotebooks deleted;
    const auto ended = runJob(*vault.makeDeleteNotebookJob(id, deleted), "Moving to the trash");
    const Result<void> closed = ended ? closeVault(vault) : vault.close();
    if (!ended && ended.error().code == ErrorCode::Cancelled)
        return complain(ErrorCode::Cancelled, "Interrupted: the notebook is still there, and " +
                                                  notesInWords(deleted.notes.size()) + " in the trash.");
    LOCKLEAF_CHECK(ended);
    LOCKLEAF_CHECK(closed);
    return tellOfDoneWork(context, printDeleted(context, deleted), "The notebook was deleted");
}

Result<int> runNotebooks(Context& context, const NotebooksOptions& options)
{
    LOCKLEAF_CHECK(checkName("The notebook", options.create));
    for (const Words* words : {&options.rename, &options.move})
        for (const std::string& word : *words)
            LOCKLEAF_CHECK(checkName("The notebook", word));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options.vault));
    const bool listing = options.create.empty() && options.remove.empty() && options.rename.empty() &&
                         options.move.empty() && options.color.empty();
    LOCKLEAF_CHECK(listing                  ? listNotebooks(context, *vault)
                   : options.remove.empty() ? changeOne(context, *vault, options)
                                            : deleteOne(context, *vault, options.remove));
    return 0;
}

std::string checkNotEmpty(const std::string& text)
{
    return text.empty() ? "it takes the path of a notebook" : "";
}

} // namespace

void addNotebooksVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<NotebooksOptions>();
    CLI::App* verb = app.add_subcommand("notebooks", "List the notebooks, or change one");
    addVaultOptions(*verb, options->vault);
    CLI::Option_group* changes = verb->add_option_group("Changes");
    changes->require_option(0, 1);
    changes->add_option("--create", options->create, "Make a notebook, and those it is in")
        ->type_name("PATH")
        ->check(checkNotEmpty);
    changes->add_option("--rename", options->rename, "Rename a notebook")
        ->type_name("PATH NAME")
        ->expected(2);
    changes->add_option("--move", options->move, "Move a notebook into another; / is the top")
        ->type_name("PATH PARENT")
        ->expected(2);
    changes->add_option("--color", options->color, "Colour a notebook, 0 to 3")
        ->type_name("PATH N")
        ->expected(2);
    changes
        ->add_option("--delete", options->remove,
                     "Delete a notebook and those in it; their notes go to the trash")
        ->type_name("PATH")
        ->check(checkNotEmpty);
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runNotebooks(context, *options); };
    });
}

} // namespace lockleaf::app
