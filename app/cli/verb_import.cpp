// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/import_foreign.h"
#include "app/cli/note_text.h"
#include "app/cli/open_vault.h"
#include "app/cli/run_job.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"
#include "core/interchange/import_markdown.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

struct ImportOptions
{
    VaultOptions vault;
    std::string folder;
    std::string notebook;
    bool skipDuplicates = false;
    bool dryRun = false;
};

Result<void> checkFolder(const std::string& folder)
{
    std::error_code error;
    const std::filesystem::directory_iterator opened(folder, error);
    if (!error)
        return {};
    if (error == std::errc::no_such_file_or_directory)
        return complain(ErrorCode::FileNotFound, "There is no such folder to import.");
    if (error == std::errc::not_a_directory)
        return complain(ErrorCode::InvalidArgument, "What is to be imported is not a folder.");
    return complain(systemError(error.value(), "open").code,
                    "The folder to import can't be read (" + error.message() + ").");
}

SecureBytes skippedJson(const std::vector<SkippedFile>& files)
{
    SecureBytes skipped = SecureBytes::copyOf(bytesOf("["));
    for (std::size_t i = 0; i < files.size(); ++i) {
        JsonObject file;
        file.add("path", shownPath(files[i].path));
        file.add("reason", complaint(files[i].reason));
        if (i != 0)
            skipped.append(bytesOf(","));
        skipped.append(file.finish().view());
    }
    skipped.append(bytesOf("]"));
    return skipped;
}

Result<void> printJson(Context& context, const ImportReport& report)
{
    JsonObject object;
    object.add("found", report.found);
    object.add("imported", report.imported);
    object.add("duplicates", report.duplicates);
    object.add("notebooksMade", report.notebooksMade);
    object.addJson("skipped", skippedJson(report.skipped).view());
    object.add("files", report.files);
    object.add("filesTaken", report.filesTaken);
    object.add("fileBytes", report.fileBytes);
    object.add("filesThere", report.filesThere);
    object.addJson("filesSkipped", skippedJson(report.filesSkipped).view());
    std::vector<std::string> unused;
    for (const std::string& file : report.filesUnused)
        unused.push_back(shownPath(file));
    object.add("filesUnused", unused);
    object.add("links", report.links);
    object.add("linksResolved", report.linksResolved);
    return context.output.line(object.finish().text());
}

Result<void> printFiles(Context& context, const ImportReport& report)
{
    for (const SkippedFile& file : report.filesSkipped)
        LOCKLEAF_CHECK(
            context.output.line("Skipped " + printable(file.path) + ": " + complaint(file.reason)));
    for (const std::string& file : report.filesUnused)
        LOCKLEAF_CHECK(context.output.line("Not named by any note: " + printable(file)));
    for (const LooseLink& link : report.looseLinks)
        LOCKLEAF_CHECK(
            context.output.line("No such file: " + printable(link.written) + " in " + printable(link.path)));
    if (report.files > 0)
        LOCKLEAF_CHECK(context.output.line(
            grouped(report.files) + " other files, " + grouped(report.filesTaken) + " attached, " +
            (report.filesThere > 0 ? grouped(report.filesThere) + " there already, " : "") +
            grouped(report.filesSkipped.size()) + " skipped, " + grouped(report.filesUnused.size()) +
            " not named."));
    if (report.links > 0)
        LOCKLEAF_CHECK(context.output.line(grouped(report.links) + " links to files, " +
                                           grouped(report.linksResolved) + " lead to something."));
    return {};
}

Result<void> printText(Context& context, const ImportReport& report)
{
    for (const SkippedFile& file : report.skipped)
        LOCKLEAF_CHECK(
            context.output.line("Skipped " + printable(file.path) + ": " + complaint(file.reason)));
    LOCKLEAF_CHECK(printFiles(context, report));
    return context.output.line(
        grouped(report.found) + " found, " + grouped(report.imported) + " imported, " +
        (report.duplicates > 0 ? grouped(report.duplicates) + " there already, " : "") +
        grouped(report.skipped.size()) + " skipped; notebooks made: " + grouped(report.notebooksMade) + ".");
}

std::string importedSentence(const ImportReport& report)
{
    return report.imported == 1 ? "1 note was imported" : grouped(report.imported) + " notes were imported";
}

Result<int> runImport(Context& context, const ImportOptions& options)
{
    LOCKLEAF_CHECK(checkName("The notebook", options.notebook));
    LOCKLEAF_TRY(const std::optional<ForeignKind> kind, kindOfImport(options.folder));
    if (kind)
        return runForeignImport(context, options.vault, options.folder, *kind,
                                {options.notebook, options.dryRun});
    LOCKLEAF_CHECK(checkFolder(options.folder));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options.vault));
    ImportReport report;
    Result<void> ended;
    {
        MarkdownImportOptions importOptions;
        importOptions.notebook = options.notebook;
        importOptions.duplicates = options.skipDuplicates ? Duplicates::Skip : Duplicates::KeepBoth;
        importOptions.dryRun = options.dryRun;
        const auto job = makeMarkdownImportJob(*vault, options.folder, importOptions, report);
        ended = runJob(*job, options.dryRun ? "Reading" : "Importing");
    }
    // What was committed before it was cancelled or failed stays, so the report is due in any case.
    Result<void> told;
    if (ended || report.found != 0)
        told = tellOfDoneWork(context, context.json ? printJson(context, report) : printText(context, report),
                              importedSentence(report));
    // After an error one sentence is enough; closing says no second one.
    const Result<void> closed = ended ? closeVault(*vault) : vault->close();
    LOCKLEAF_CHECK(ended);
    LOCKLEAF_CHECK(told);
    LOCKLEAF_CHECK(closed);
    return 0;
}

} // namespace

void addImportVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<ImportOptions>();
    CLI::App* verb = app.add_subcommand(
        "import", "Import a folder of Markdown files, or an export of Joplin (JEX) or Evernote (ENEX)");
    addVaultOptions(*verb, options->vault);
    verb->add_option("PATH", options->folder, "The folder or file")->required();
    verb->add_option("--notebook", options->notebook, "Put everything below this notebook")->type_name("A/B");
    verb->add_flag("--skip-duplicates", options->skipDuplicates,
                   "Leave out files whose title and text a note has already (exports: always)");
    verb->add_flag("--dry-run", options->dryRun, "Only say what would be done");
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runImport(context, *options); };
    });
}

} // namespace lockleaf::app
