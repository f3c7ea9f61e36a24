// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/export_preview.h"

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

std::string exportedWords(const ExportReport& report)
{
    std::string words = grouped(report.notes) + (report.notes == 1 ? " note" : " notes") + " with " +
                        byteSize(report.bodyBytes) + " of text";
    if (report.versions > 0)
        words += ", " + grouped(report.versions) + (report.versions == 1 ? " version" : " versions");
    if (report.attachments > 0)
        words += " and " + grouped(report.attachments) +
                 (report.attachments == 1 ? " attachment" : " attachments") + " with " +
                 byteSize(report.attachmentBytes);
    return words;
}

void addExported(JsonObject& object, const ExportReport& report)
{
    object.add("notes", report.notes);
    object.add("bodyBytes", report.bodyBytes);
    object.add("versions", report.versions);
    object.add("attachments", report.attachments);
    object.add("attachmentBytes", report.attachmentBytes);
}

Result<void> printExportPreview(Context& context, Vault& vault, const ExportChoice& choice)
{
    LOCKLEAF_TRY(const ExportReport counted, countChosen(vault, choice));
    if (!context.json)
        return context.output.line("Would export " + exportedWords(counted) + "; nothing was written.");
    JsonObject object;
    object.add("dryRun", true);
    addExported(object, counted);
    return context.output.line(object.finish().text());
}

} // namespace lockleaf::app
