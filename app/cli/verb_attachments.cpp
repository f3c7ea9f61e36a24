// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/new_file_target.h"
#include "app/cli/note_reference.h"
#include "app/cli/run_job.h"
#include "app/cli/verbs.h"
#include "core/archive/attachment_copy.h"
#include "core/archive/json_object.h"
#include "core/base/file_source.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace lockleaf::app {

namespace {

struct AttachmentsOptions
{
    NoteOptions note;
    std::vector<std::string> add; ///< Paths.
    std::string save;             ///< What is written for it in the note, or an id; empty: not asked for.
    std::string to;               ///< A path, for `save`.
    std::string remove;           ///< As `save`.
};

Result<AttachedFile> findAttached(Vault& vault, const RecordId& note, const std::string& reference)
{
    LOCKLEAF_TRY(std::vector<AttachedFile> files, vault.attachmentsOf(note));
    const auto found = std::ranges::find_if(files, [&](const AttachedFile& file) {
        return file.written == reference || file.attachment.id.toHex() == reference;
    });
    if (found == files.end())
        return complain(ErrorCode::NotFound, "This note has no such attachment.");
    return std::move(*found);
}

Result<void> printAttached(Context& context, const AttachedFile& file)
{
    const Attachment& attachment = file.attachment;
    if (!context.json)
        return context.output.line(printable(file.written) + "  " + byteSize(attachment.size) + "  " +
                                   printable(attachment.name));
    JsonObject object;
    object.add("written", file.written);
    object.add("id", attachment.id.toHex());
    object.add("name", attachment.name);
    object.add("size", attachment.size);
    return context.output.line(object.finish().text());
}

Result<void> listAttached(Context& context, Vault& vault, const RecordId& note)
{
    LOCKLEAF_TRY(const std::vector<AttachedFile> files, vault.attachmentsOf(note));
    for (const AttachedFile& file : files)
        LOCKLEAF_CHECK(printAttached(context, file));
    return {};
}

Result<AttachedFile> addFile(Vault& vault, const RecordId& note, const std::string& path)
{
    LOCKLEAF_TRY(std::unique_ptr<FileSource> source, FileSource::open(path));
    const std::string name = std::filesystem::path(path).filename().string();
    AttachReport report;
    {
        LOCKLEAF_TRY(const auto job, vault.makeAttachJob(note, name, std::move(source), report));
        LOCKLEAF_CHECK(runJob(*job, "Attaching"));
    }
    return findAttached(vault, note, report.written);
}

/// What was added before one that cannot be is told all the same: it is in the vault.
Result<void> addFiles(Context& context, Vault& vault, const RecordId& note,
                      const std::vector<std::string>& paths)
{
    Result<void> outcome;
    Result<void> printed;
    for (const std::string& path : paths) {
        const auto file = addFile(vault, note, path);
        if (!file) {
            outcome = complain(file.error().code, shownPath(path) + ": " + complaint(file.error()));
            break;
        }
        if (printed)
            printed = printAttached(context, *file);
    }
    LOCKLEAF_CHECK(closeVault(vault));
    LOCKLEAF_CHECK(tellOfDoneWork(context, std::move(printed), "The files were attached"));
    return outcome;
}

Result<void> saveFile(Vault& vault, const RecordId& note, const std::string& reference,
                      const std::string& target)
{
    LOCKLEAF_TRY(const AttachedFile file, findAttached(vault, note, reference));
    LOCKLEAF_TRY(const auto job, makeAttachmentCopyJob(vault, file.attachment, target));
    return runJob(*job, "Saving");
}

Result<int> runAttachments(Context& context, const AttachmentsOptions& options)
{
    if (!options.save.empty())
        LOCKLEAF_CHECK(checkNewFile(options.to, "the copy"));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options.note.vault));
    LOCKLEAF_TRY(const RecordId note, vault->findNote(options.note.note));
    if (!options.add.empty()) {
        LOCKLEAF_CHECK(addFiles(context, *vault, note, options.add));
        return 0;
    }
    if (!options.save.empty()) {
        LOCKLEAF_CHECK(saveFile(*vault, note, options.save, options.to));
    } else if (!options.remove.empty()) {
        LOCKLEAF_TRY(const AttachedFile file, findAttached(*vault, note, options.remove));
        LOCKLEAF_CHECK(vault->detach(note, file.written));
    } else {
        LOCKLEAF_CHECK(listAttached(context, *vault, note));
        LOCKLEAF_CHECK(context.output.flush());
    }
    LOCKLEAF_CHECK(closeVault(*vault));
    return 0;
}

} // namespace

void addAttachmentsVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<AttachmentsOptions>();
    CLI::App* verb = app.add_subcommand("attachments", "List a note's files, add some, or save one outside");
    addNoteOptions(*verb, options->note);
    CLI::Option* add = verb->add_option("--add", options->add, "Take FILE into the vault, for this note")
                           ->type_name("FILE")
                           ->expected(1, -1);
    CLI::Option* to = verb->add_option("--to", options->to, "Where the copy goes")->type_name("PATH");
    CLI::Option* save = verb->add_option("--save", options->save,
                                         "Write a copy of this attachment, not encrypted, to a new file")
                            ->type_name("WRITTEN")
                            ->needs(to)
                            ->excludes(add);
    to->needs(save);
    verb->add_option("--remove", options->remove, "Take this attachment from the note, whose text stays")
        ->type_name("WRITTEN")
        ->excludes(add)
        ->excludes(save);
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runAttachments(context, *options); };
    });
}

} // namespace lockleaf::app
