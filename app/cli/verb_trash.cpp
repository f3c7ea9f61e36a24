// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backup_before.h"
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/interrupt.h"
#include "app/cli/run_job.h"
#include "app/cli/several_notes.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace lockleaf::app {

namespace {

struct EmptyTrashOptions
{
    VaultOptions vault;
    bool yes = false;
    bool noBackup = false;
};

Result<int> runUntrash(Context& context, const NotesOptions& options)
{
    std::uint64_t homeless = 0;
    LOCKLEAF_TRY(const int code, runOnNotes(
                                     context, options,
                                     [&](Vault& vault, const RecordId& id) -> Result<void> {
                                         LOCKLEAF_TRY(const NoteSummary before, vault.summary(id));
                                         LOCKLEAF_CHECK(vault.restoreFromTrash(id));
                                         LOCKLEAF_TRY(const NoteSummary after, vault.summary(id));
                                         homeless += before.notebook == after.notebook ? 0U : 1U;
                                         return {};
                                     },
                                     "restored"));
    if (homeless > 0)
        std::fprintf(stderr, "lockleaf-cli: note: The notebook of %s is gone; restored without one.\n",
                     notesInWords(homeless).c_str());
    return code;
}

Result<void> printEmptied(Context& context, const TrashReport& report)
{
    if (context.json) {
        JsonObject object;
        object.add("deleted", report.deleted);
        object.add("left", report.refused);
        return context.output.line(object.finish().text());
    }
    return context.output.line(
        notesInWords(report.deleted) + " deleted for good." +
        (report.refused == 0 ? "" : " Damaged and left: " + grouped(report.refused) + "."));
}

/// What the notes took goes back to the disk. Where that fails, it is done another time.
void giveBackRoom(Vault& vault)
{
    for (bool more = true; more && !interrupted();)
        more = vault.tidyFile().value_or(false);
}

Result<int> runEmptyTrash(Context& context, const EmptyTrashOptions& options)
{
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options.vault));
    LOCKLEAF_TRY(const std::uint64_t number, vault->countNotes({.trash = true}));
    if (number > 0 && !options.yes)
        return complain(ErrorCode::InvalidArgument,
                        "There " + std::string(number == 1 ? "is " : "are ") + notesInWords(number) +
                            " in the trash; with --yes deleted for good, which nothing brings back.");
    if (!options.noBackup)
        LOCKLEAF_CHECK(backUpBeforeDeletion(*vault, options.vault.vault, number));
    TrashReport report;
    const auto ended = runJob(*vault->makeEmptyTrashJob(report), "Deleting");
    const std::string done = notesInWords(report.deleted) + " deleted for good";
    giveBackRoom(*vault);
    const Result<void> closed = ended ? closeVault(*vault) : vault->close();
    if (!ended && ended.error().code == ErrorCode::Cancelled)
        return complain(ErrorCode::Cancelled, "Interrupted: " + done + ".");
    LOCKLEAF_CHECK(ended);
    LOCKLEAF_CHECK(closed);
    LOCKLEAF_CHECK(tellOfDoneWork(context, printEmptied(context, report), done));
    return report.refused == 0 ? 0 : exitCode(ErrorCode::Damaged);
}

void addTrashVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<NotesOptions>();
    CLI::App* verb = app.add_subcommand("trash", "Move notes to the trash");
    addNotesOptions(*verb, *options);
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) {
            return runOnNotes(
                context, *options, [](Vault& vault, const RecordId& id) { return vault.moveToTrash(id); },
                "moved to the trash");
        };
    });
}

void addUntrashVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<NotesOptions>();
    CLI::App* verb = app.add_subcommand("untrash", "Bring notes back from the trash");
    addNotesOptions(*verb, *options);
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runUntrash(context, *options); };
    });
}

void addEmptyTrashVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<EmptyTrashOptions>();
    CLI::App* verb = app.add_subcommand("empty-trash", "Delete for good what is in the trash");
    addVaultOptions(*verb, options->vault);
    verb->add_flag("--yes", options->yes, "Do it; without this the number of notes is said");
    verb->add_flag("--no-backup", options->noBackup, "Make no backup before many notes are deleted");
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runEmptyTrash(context, *options); };
    });
}

} // namespace

void addTrashVerbs(CLI::App& app, Run& chosen)
{
    addTrashVerb(app, chosen);
    addUntrashVerb(app, chosen);
    addEmptyTrashVerb(app, chosen);
}

} // namespace lockleaf::app
