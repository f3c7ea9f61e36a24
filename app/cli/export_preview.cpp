// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/export_preview.h"

#include "core/archive/json_object.h"
#include "core/interchange/chosen_notes.h"

#include <set>

namespace lockleaf::app {

namespace {

/// What the chosen notes have; each attachment once, however many of them have it.
Result<ExportReport> countChosen(Vault& vault, const ExportChoice& choice)
{
    ExportReport counted;
    std::set<RecordId> files;
    LOCKLEAF_TRY(const std::vector<RecordId> notes, chosenNotes(vault, choice));
    for (const RecordId& id : notes) {
        LOCKLEAF_TRY(const Note note, vault.note(id));
        ++counted.notes;
        counted.bodyBytes += note.body.size();
        if (choice.versions) {
            LOCKLEAF_TRY(const std::vector<RevisionSummary> versions, vault.revisions(id));
            counted.versions += versions.size();
        }
        if (note.targets.empty())
            continue;
        LOCKLEAF_TRY(const std::vector<AttachedFile> attached, vault.attachmentsOf(id));
        for (const AttachedFile& file : attached)
            if (files.insert(file.attachment.id).second)
                counted.attachmentBytes += file.attachment.size;
    }
    counted.attachments = files.size();
    return counted;
}

} // namespace

Result<void> printExportPreview(Context& context, Vault& vault, const ExportChoice& choice)
{
    LOCKLEAF_TRY(const ExportReport counted, countChosen(vault, choice));
    if (context.json) {
        JsonObject object;
        object.add("dryRun", true);
        object.add("notes", counted.notes);
        object.add("bodyBytes", counted.bodyBytes);
        object.add("versions", counted.versions);
        object.add("attachments", counted.attachments);
        object.add("attachmentBytes", counted.attachmentBytes);
        return context.output.line(object.finish().text());
    }
    std::string what = grouped(counted.notes) + (counted.notes == 1 ? " note" : " notes") + " with " +
                       byteSize(counted.bodyBytes) + " of text";
    if (counted.versions > 0)
        what += ", " + grouped(counted.versions) + (counted.versions == 1 ? " version" : " versions");
    if (counted.attachments > 0)
        what += ", " + grouped(counted.attachments) +
                (counted.attachments == 1 ? " attachment" : " attachments") + " with " +
                byteSize(counted.attachmentBytes);
    return context.output.line("Would export " + what + "; nothing was written.");
}

} // namespace lockleaf::app
