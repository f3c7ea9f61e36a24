// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/run_job.h"
#include "app/cli/several_notes.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

struct TagsOptions
{
    VaultOptions vault;
    std::vector<std::string> rename; ///< Empty, or the old and the new name.
};

Result<void> printTag(Context& context, const TagCount& tag)
{
    if (context.json) {
        JsonObject object;
        object.add("tag", tag.name);
        object.add("notes", tag.notes);
        object.add("notesBelow", tag.notesBelow);
        return context.output.line(object.finish().text());
    }
    std::string line = grouped(tag.notesBelow);
    line.insert(0, line.size() < 8 ? 8 - line.size() : 0, ' ');
    return context.output.line(line + "  " + printable(tag.name));
}

Result<void> listTags(Context& context, Vault& vault)
{
    LOCKLEAF_TRY(const std::vector<TagCount> tags, vault.tags());
    for (const TagCount& tag : tags)
        LOCKLEAF_CHECK(printTag(context, tag));
    LOCKLEAF_CHECK(context.output.flush());
    return closeVault(vault);
}

Result<void> printRenamed(Context& context, const NoteRewrites& rewrites)
{
    if (context.json) {
        JsonObject object;
        object.add("changed", std::uint64_t{rewrites.notes.size()});
        object.add("left", rewrites.refused);
        return context.output.line(object.finish().text());
    }
    return context.output.line(
        notesInWords(rewrites.notes.size()) + " changed." +
        (rewrites.refused == 0 ? "" : " Left as they were: " + grouped(rewrites.refused) + "."));
}

Result<void> renameTag(Context& context, Vault& vault, const TagsOptions& options)
{
    NoteRewrites rewrites;
    Result<void> ended;
    {
        auto job = vault.makeRenameTagJob(options.rename[0], options.rename[1], rewrites);
        if (!job && job.error().code == ErrorCode::NameNotValid)
            return complain(ErrorCode::NameNotValid,
                            "The new name of a tag begins with a letter and has only "
                            "letters, digits, _, - and single slashes.");
        if (!job)
            return std::unexpected(std::move(job).error());
        ended = runJob(**job, "Renaming");
    }
    const std::string done = notesInWords(rewrites.notes.size()) + " got the new name";
    const Result<void> closed = ended ? closeVault(vault) : vault.close();
    if (!ended && ended.error().code == ErrorCode::Cancelled)
        return complain(ErrorCode::Cancelled,
                        "Interrupted: " + done + ", each as a whole; do it again to go on.");
    LOCKLEAF_CHECK(ended);
    LOCKLEAF_CHECK(closed);
    if (rewrites.notes.empty() && rewrites.refused == 0)
        return complain(ErrorCode::NotFound, "No note has such a tag.");
    return tellOfDoneWork(context, printRenamed(context, rewrites), done);
}

Result<int> runTags(Context& context, const TagsOptions& options)
{
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options.vault));
    LOCKLEAF_CHECK(options.rename.empty() ? listTags(context, *vault) : renameTag(context, *vault, options));
    return 0;
}

} // namespace

void addTagsVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<TagsOptions>();
    CLI::App* verb = app.add_subcommand("tags", "List all tags with their numbers of notes, or rename one");
    addVaultOptions(*verb, options->vault);
    verb->add_option("--rename", options->rename, "Rename a tag, and those nested in it, in all notes")
        ->type_name("OLD NEW")
        ->expected(2);
    verb->callback(
        [options, &chosen] { chosen = [options](Context& context) { return runTags(context, *options); }; });
}

} // namespace lockleaf::app
