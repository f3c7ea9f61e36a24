// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/note_text.h"
#include "app/cli/several_notes.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

struct TagOptions
{
    NotesOptions notes;
    std::vector<std::string> added;
    std::vector<std::string> removed;
};

Result<void> checkTagOptions(const TagOptions& options)
{
    if (options.added.empty() && options.removed.empty())
        return complain(ErrorCode::InvalidArgument, "tag needs --add or --remove.");
    for (const std::string& tag : options.added)
        LOCKLEAF_CHECK(checkTag(tag));
    return {};
}

Result<int> runTag(Context& context, const TagOptions& options)
{
    LOCKLEAF_CHECK(checkTagOptions(options));
    return runOnNotes(
        context, options.notes,
        [&](Vault& vault, const RecordId& id) {
            return vault.changeTags(id, options.added, options.removed);
        },
        "changed");
}

} // namespace

void addTagVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<TagOptions>();
    CLI::App* verb = app.add_subcommand("tag", "Give tags to notes, or take them away");
    addNotesOptions(*verb, options->notes);
    verb->add_option("--add", options->added, "A tag to give; may be given several times")
        ->type_name("TAG")
        ->allow_extra_args(false); // one a time, or it would take what stands behind it
    verb->add_option("--remove", options->removed, "A tag to take away; one in the text stays there")
        ->type_name("TAG")
        ->allow_extra_args(false);
    verb->callback(
        [options, &chosen] { chosen = [options](Context& context) { return runTag(context, *options); }; });
}

} // namespace lockleaf::app
