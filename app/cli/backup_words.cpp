// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backup_words.h"

#include "app/cli/backup_settings.h"
#include "app/cli/complaint.h"
#include "app/cli/local_time.h"
#include "app/cli/several_notes.h"
#include "core/base/iso_time.h"

namespace lockleaf::app {

namespace {

const char* wordOf(GenerationState state)
{
    switch (state) {
    case GenerationState::Proven:
        return "proven";
    case GenerationState::NotProven:
        return "not proven";
    case GenerationState::Damaged:
        return "damaged";
    case GenerationState::EarlierKeys:
        return "earlier keys";
    case GenerationState::Missing:
        return "missing";
    }
    return "";
}

const char* wordOf(BackupReason reason)
{
    switch (reason) {
    case BackupReason::Scheduled:
        return "scheduled";
    case BackupReason::Asked:
        return "asked for";
    case BackupReason::BeforeKeyChange:
        return "before key change";
    case BackupReason::BeforeMigration:
        return "before migration";
    case BackupReason::BeforeLargeDeletion:
        return "before deletion";
    }
    return "";
}

const char* wordOf(Return outcome)
{
    switch (outcome) {
    case Return::Same:
        return "same";
    case Return::Replaced:
        return "text differs";
    case Return::Untrashed:
        return "in the trash";
    case Return::Revived:
        return "was deleted";
    case Return::Added:
        return "new";
    case Return::Refused:
        return "refused";
    }
    return "";
}

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

std::string lineOf(const Generation& generation, std::size_t number)
{
    std::string line = padded(std::to_string(number), 3);
    line += "  " + padded(generation.made == 0 ? "?" : localTime(generation.made), 16);
    line += "  " + padded(wordOf(generation.state), 12);
    line += "  " + padded(wordOf(generation.reason), 17);
    line += "  " + padded(byteSize(generation.fileSize), 9);
    if (generation.proven)
        line += "  " + notesInWords(generation.counts.notes);
    if (generation.held)
        line += ", held";
    if (generation.earlierPassword)
        line += ", opens with an earlier password";
    return line + "\n      " + printable(generation.name);
}

} // namespace

void addGenerationMembers(JsonObject& object, const Generation& generation)
{
    object.add("name", shownPath(generation.name));
    object.add("state", wordOf(generation.state));
    object.add("made", isoTime(generation.made));
    if (generation.proven)
        object.add("proven", isoTime(*generation.proven));
    else
        object.addNull("proven");
    object.add("reason", wordOf(generation.reason));
    object.add("notes", generation.counts.notes);
    object.add("trashed", generation.counts.trashed);
    object.add("text", generation.counts.bodyBytes);
    object.add("epoch", generation.counts.epoch);
    object.add("size", generation.fileSize);
    object.add("held", generation.held);
    object.add("earlierPassword", generation.earlierPassword);
}

void addShrinkMembers(JsonObject& object, const ShrinkNotice& shrink)
{
    object.add("shrank", shrink.shrank);
    if (!shrink.shrank)
        return;
    object.add("heldUpTo", shownPath(shrink.before));
    object.add("notesBefore", shrink.notesBefore);
    object.add("notesNow", shrink.notesNow);
    object.add("textBefore", shrink.textBefore);
    object.add("textNow", shrink.textNow);
    object.add("filesBefore", shrink.filesBefore);
    object.add("filesNow", shrink.filesNow);
}

Result<void> printShrink(Context& context, const ShrinkNotice& shrink)
{
    if (!shrink.shrank)
        return {};
    return context.output.line(
        "The vault shrank suddenly: from " + notesInWords(shrink.notesBefore) + " and " +
        byteSize(shrink.textBefore) + " of text to " + notesInWords(shrink.notesNow) + " and " +
        byteSize(shrink.textNow) +
        ". The backups of before are kept until backup --accept-shrink says that this is right.");
}

Result<void> printListing(Context& context, const BackupListing& listing, const VaultSettings& settings,
                          const BackupPlace& place)
{
    std::size_t number = 0;
    for (const Generation& generation : listing.generations) {
        ++number;
        if (!context.json) {
            LOCKLEAF_CHECK(context.output.line(lineOf(generation, number)));
            continue;
        }
        JsonObject object;
        object.add("number", std::uint64_t{number});
        addGenerationMembers(object, generation);
        LOCKLEAF_CHECK(context.output.line(object.finish().text()));
    }
    if (context.json) {
        JsonObject object;
        if (listing.lastProven)
            object.add("lastProven", isoTime(*listing.lastProven));
        else
            object.addNull("lastProven");
        object.add("catalogueLost", listing.catalogueLost);
        object.add("bytes", listing.bytes);
        addBackupSettings(object, settings, place);
        addShrinkMembers(object, listing.shrink);
        return context.output.line(object.finish().text());
    }
    if (listing.catalogueLost)
        LOCKLEAF_CHECK(context.output.line("The list of proven backups is missing or damaged; backup --prove "
                                           "reads the backups anew, and then they count."));
    LOCKLEAF_CHECK(printShrink(context, listing.shrink));
    LOCKLEAF_CHECK(context.output.line(listing.lastProven
                                           ? "Last proven backup: " + localTime(*listing.lastProven) +
                                                 ". In all " + byteSize(listing.bytes) + "."
                                           : "There is no proven backup."));
    return printBackupSettings(context, settings, place);
}

Result<void> printBackup(Context& context, const BackupReport& report)
{
    if (context.json) {
        JsonObject object;
        addGenerationMembers(object, report.made);
        if (report.takenAway.empty())
            object.addNull("takenAway");
        else
            object.add("takenAway", shownPath(report.takenAway));
        object.add("catalogueLost", report.catalogueLost);
        addShrinkMembers(object, report.shrink);
        return context.output.line(object.finish().text());
    }
    LOCKLEAF_CHECK(context.output.line("Backup made and proven: " + notesInWords(report.made.counts.notes) +
                                       ", " + byteSize(report.made.fileSize) + ": " +
                                       printable(report.made.name)));
    if (!report.takenAway.empty())
        LOCKLEAF_CHECK(context.output.line("It took the place of " + printable(report.takenAway) + "."));
    if (report.catalogueLost)
        LOCKLEAF_CHECK(
            context.output.line("The list of proven backups was missing or damaged; backup --prove "
                                "reads the earlier ones anew, and then they count again."));
    return printShrink(context, report.shrink);
}

Result<void> printReturned(Context& context, const ReturnReport& report, bool dryRun)
{
    for (const ReturnedNote& note : report.notes) {
        if (context.json) {
            JsonObject object;
            object.add("id", note.id.toHex());
            object.add("title", note.title);
            object.add("was", wordOf(note.outcome));
            object.add("fromTrash", note.fromTrash);
            object.add("linesAdded", note.linesAdded);
            object.add("linesRemoved", note.linesRemoved);
            object.add("files", note.files);
            object.add("dryRun", dryRun);
            LOCKLEAF_CHECK(context.output.line(object.finish().text()));
            continue;
        }
        std::string line = note.id.toHex().substr(0, 12) + "  " + padded(wordOf(note.outcome), 12) + "  +" +
                           grouped(note.linesAdded) + " -" + grouped(note.linesRemoved) + "  " +
                           printable(note.title);
        if (note.outcome == Return::Refused)
            line += ": " + complaint(note.reason);
        LOCKLEAF_CHECK(context.output.line(line));
    }
    if (context.json)
        return {};
    const std::uint64_t same = report.countOf(Return::Same);
    const std::uint64_t refused = report.countOf(Return::Refused);
    return context.output.line(notesInWords(report.notes.size() - same - refused) +
                               (dryRun ? " would come back, " : " came back, ") + grouped(same) +
                               " the same already" +
                               (refused == 0 ? "." : ", " + grouped(refused) + " refused."));
}

} // namespace lockleaf::app
