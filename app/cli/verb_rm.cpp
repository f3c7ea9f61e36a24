// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/done_work.h"
#include "app/cli/note_reference.h"
#include "app/cli/run_job.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

struct RmOptions
{
    NoteOptions note;
    bool forever = false;
};

/// The note is gone by then; what is left of its files goes another time where this is stopped.
Result<void> removeFilesOfNobody(Vault& vault)
{
    AttachmentTidyReport report;
    return runJob(*vault.makeAttachmentTidyJob({}, report), "Deleting");
}

Result<int> runRm(Context& context, const RmOptions& options)
{
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options.note.vault));
    LOCKLEAF_TRY(const RecordId id, vault->findNote(options.note.note));
    LOCKLEAF_CHECK(options.forever ? vault->deleteForever(id) : vault->moveToTrash(id));
    if (options.forever)
        LOCKLEAF_CHECK(removeFilesOfNobody(*vault));
    LOCKLEAF_CHECK(closeVault(*vault));
    if (context.json)
        LOCKLEAF_CHECK(tellOfDoneWork(context, printIdAsJson(context, id),
                                      options.forever ? "The note was deleted for good"
                                                      : "The note was moved to the trash"));
    return 0;
}

} // namespace

void addRmVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<RmOptions>();
    CLI::App* verb = app.add_subcommand("rm", "Move a note to the trash");
    addNoteOptions(*verb, options->note);
    verb->add_flag("--forever", options->forever, "Delete it for good instead");
    verb->callback(
        [options, &chosen] { chosen = [options](Context& context) { return runRm(context, *options); }; });
}

} // namespace lockleaf::app
