// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/note_reference.h"

#include "core/archive/json_object.h"
#include "core/base/iso_time.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

void addNoteOptions(CLI::App& verb, NoteOptions& options)
{
    addVaultOptions(verb, options.vault);
    verb.add_option("NOTE", options.note, "Its id, the beginning of its id, or its exact title")->required();
}

Result<void> printIdAsJson(Context& context, const RecordId& id)
{
    JsonObject object;
    object.add("id", id.toHex());
    return context.output.line(object.finish().text());
}

void addNoteMembers(JsonObject& object, const NoteSummary& summary, const std::string& notebookPath)
{
    object.add("id", summary.id.toHex());
    object.add("title", summary.title);
    object.add("notebook", notebookPath);
    object.add("tags", summary.tags);
    object.add("created", isoTime(summary.created));
    object.add("modified", isoTime(summary.modified));
    object.add("pinned", summary.pinned);
    if (summary.trashed)
        object.add("trashed", isoTime(*summary.trashed));
    else
        object.addNull("trashed");
}

} // namespace lockleaf::app
