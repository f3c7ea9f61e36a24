// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/new_file_target.h"
#include "app/cli/open_vault.h"
#include "app/cli/password.h"
#include "app/cli/run_job.h"
#include "app/cli/verbs.h"
#include "core/archive/export_archive.h"
#include "core/archive/json_object.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

struct ExportOptions
{
    VaultOptions vault;
    std::string target;
    std::string archivePasswordFile;
};

Result<void> print(Context& context, const ExportOptions& options, const ExportReport& report)
{
    if (context.json) {
        JsonObject object;
        object.add("file", shownPath(options.target));
        object.add("notes", report.notes);
        object.add("bodyBytes", report.bodyBytes);
        object.add("attachments", report.attachments);
        object.add("attachmentBytes", report.attachmentBytes);
        object.add("archiveBytes", report.archiveBytes);
        object.add("readBack", report.readBack);
        return context.output.line(object.finish().text());
    }
    std::string what = grouped(report.notes) + (report.notes == 1 ? " note" : " notes") + " with " +
                       byteSize(report.bodyBytes) + " of text";
    if (report.attachments > 0)
        what += " and " + grouped(report.attachments) +
                (report.attachments == 1 ? " attachment" : " attachments") + " with " +
                byteSize(report.attachmentBytes);
    return context.output.line(what + " are in " + printable(options.target) + " (" +
                               byteSize(report.archiveBytes) + "); read back and checked.");
}

Result<int> runExport(Context& context, const ExportOptions& options)
{
    if (options.target == "-")
        return complain(ErrorCode::InvalidArgument,
                        "An archive goes into a file, since it is read back and checked; name one "
                        "(./- for a file called -).");
    LOCKLEAF_CHECK(checkNewFile(options.target, "the archive"));
    LOCKLEAF_TRY(UnlockedKey key, askAndUnlock(context, options.vault));
    LOCKLEAF_TRY(const Passphrase archivePassphrase,
                 readNewPassword(context, options.archivePasswordFile, "Password for the archive: "));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, openVault(options.vault, std::move(key)));
    LOCKLEAF_TRY(ArchiveSeal seal, ArchiveSeal::forPassphrase(archivePassphrase));
    ExportReport report;
    {
        const auto job = makeExportJob(*vault, options.target, std::move(seal), report);
        LOCKLEAF_CHECK(runJob(*job, "Exporting"));
    }
    const Result<void> told =
        tellOfDoneWork(context, print(context, options, report), "The archive was written");
    const Result<void> closed = closeVault(*vault);
    LOCKLEAF_CHECK(told);
    LOCKLEAF_CHECK(closed);
    return 0;
}

} // namespace

void addExportVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<ExportOptions>();
    CLI::App* verb =
        app.add_subcommand("export", "Write all notes into one encrypted archive, readable with age and tar; "
                                     "what lies in the trash is left out");
    addVaultOptions(*verb, options->vault);
    verb->add_option("FILE", options->target, "The archive; an existing file is refused")->required();
    addPasswordFileOption(*verb, "--archive-password-file", options->archivePasswordFile,
                          "Read the archive's password from FILE; - is the next line of standard input");
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runExport(context, *options); };
    });
}

} // namespace lockleaf::app
