// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/import_foreign.h"

#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/run_job.h"
#include "core/archive/json_object.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace lockleaf::app {

namespace {

constexpr std::size_t mostNamedNotes = 5; // of one remark, on a terminal

SecureBytes jsonPairs(std::size_t count, const auto& fill)
{
    SecureBytes list = SecureBytes::copyOf(bytesOf("["));
    for (std::size_t i = 0; i < count; ++i) {
        JsonObject object;
        fill(object, i);
        if (i != 0)
            list.append(bytesOf(","));
        list.append(object.finish().view());
    }
    list.append(bytesOf("]"));
    return list;
}

Result<void> printForeignJson(Context& context, const ForeignReport& report, bool dryRun)
{
    JsonObject object;
    object.add("dryRun", dryRun);
    object.add("found", report.found);
    object.add("imported", report.imported);
    object.add("skippedCount", report.skippedCount);
    object.add("duplicates", report.duplicates);
    object.add("notebooksMade", report.notebooksMade);
    object.add("tags", report.tags);
    object.add("attachments", report.attachments);
    object.add("notCarriedCount", report.notCarriedCount);
    const SecureBytes skipped = jsonPairs(report.skipped.size(), [&](JsonObject& note, std::size_t i) {
        note.add("note", report.skipped[i].item);
        note.add("reason", complaint(report.skipped[i].reason));
    });
    object.addJson("skipped", skipped.view());
    const SecureBytes notCarried = jsonPairs(report.notCarried.size(), [&](JsonObject& note, std::size_t i) {
        note.add("note", report.notCarried[i].item);
        note.add("what", report.notCarried[i].what);
    });
    object.addJson("notCarried", notCarried.view());
    if (report.damage)
        object.add("damage", complaint(*report.damage));
    else
        object.addNull("damage");
    return context.output.line(object.finish().text());
}

/// One line for each thing, with the notes that had it.
Result<void> printNotCarried(Context& context, const ForeignReport& report)
{
    std::map<std::string, std::vector<const std::string*>> notesOf;
    for (const NotCarried& remark : report.notCarried)
        notesOf[remark.what].push_back(&remark.item);
    for (const auto& [what, notes] : notesOf) {
        std::string line = "Not carried: " + printable(what);
        const char* before = " (";
        for (std::size_t i = 0; i < std::min(notes.size(), mostNamedNotes); ++i) {
            if (notes[i]->empty())
                continue;
            line += before + printable(*notes[i]);
            before = "; ";
        }
        if (notes.size() > mostNamedNotes)
            line += std::string(before) + "and " + grouped(notes.size() - mostNamedNotes) + " more";
        if (*before == ';' || notes.size() > mostNamedNotes)
            line += ")";
        LOCKLEAF_CHECK(context.output.line(line));
    }
    return {};
}

Result<void> printForeignText(Context& context, const ForeignReport& report, bool dryRun)
{
    for (const SkippedNote& note : report.skipped)
        LOCKLEAF_CHECK(
            context.output.line("Skipped " + printable(note.item) + ": " + complaint(note.reason)));
    LOCKLEAF_CHECK(printNotCarried(context, report));
    if (report.skippedCount > report.skipped.size() || report.notCarriedCount > report.notCarried.size())
        LOCKLEAF_CHECK(context.output.line("Only the first " + grouped(mostListed) + " are listed."));
    const std::string line = grouped(report.found) + " found, " + grouped(report.imported) +
                             (dryRun ? " to import, " : " imported, ") + grouped(report.skippedCount) +
                             " skipped (" + grouped(report.duplicates) + " in the vault already); " +
                             (dryRun ? "notebooks to make: " : "notebooks made: ") +
                             grouped(report.notebooksMade) + "; tags: " + grouped(report.tags) +
                             "; files: " + grouped(report.attachments) + ".";
    return context.output.line(line);
}

std::string foreignSentence(const ForeignReport& report)
{
    return report.imported == 1 ? "1 note was imported" : grouped(report.imported) + " notes were imported";
}

/// An export that breaks off is no success, although its report was printed.
Result<int> outcomeOf(const ForeignReport& report)
{
    if (report.damage)
        return complain(report.damage->code, complaint(*report.damage));
    return 0;
}

} // namespace

Result<std::optional<ForeignKind>> kindOfImport(const std::string& path)
{
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found)
        return complain(ErrorCode::FileNotFound, "There is no such folder or file to import.");
    if (error ||
        std::filesystem::is_directory(status)) // what cannot be looked at is told of with the folders
        return std::optional<ForeignKind>{};
    LOCKLEAF_TRY(const std::optional<ForeignKind> kind, foreignKindOf(path));
    if (!kind)
        return complain(
            ErrorCode::InvalidArgument,
            "What is to be imported is not a folder, and no export of Joplin (JEX) or Evernote (ENEX).");
    return kind;
}

Result<int> runForeignImport(Context& context, const VaultOptions& vaultOptions, const std::string& file,
                             ForeignKind kind, const ForeignImportOptions& options)
{
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, vaultOptions));
    ForeignReport report;
    Result<void> ended;
    {
        LOCKLEAF_TRY(const std::unique_ptr<SlicedJob> job,
                     makeForeignImportJob(*vault, file, kind, options, report));
        ended = runJob(*job, options.dryRun ? "Counting" : "Importing");
    }
    // What was committed before it was cancelled or failed stays, so the report is due in any case.
    Result<void> told;
    if (ended || report.imported != 0)
        told = tellOfDoneWork(context,
                              context.json ? printForeignJson(context, report, options.dryRun)
                                           : printForeignText(context, report, options.dryRun),
                              options.dryRun ? "Nothing was imported" : foreignSentence(report));
    const Result<void> closed = ended ? closeVault(*vault) : vault->close();
    LOCKLEAF_CHECK(ended);
    LOCKLEAF_CHECK(told);
    LOCKLEAF_CHECK(closed);
    return outcomeOf(report);
}

} // namespace lockleaf::app
