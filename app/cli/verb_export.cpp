// SPDX-License-Identifier: GPL-3.0-or-later
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
        object.add("file", options.target);
        object.add("notes", report.notes);
        object.add("bodyBytes", report.bodyBytes);
        object.add("archiveBytes", report.archiveBytes);
        object.add("readBack", report.readBack);
        return context.output.line(object.finish().text());
    }
    return context.output.line(grouped(report.notes) + (report.notes == 1 ? " note" : " notes") + " with " +
                               byteSize(report.bodyBytes) + " of text are in " + printable(options.target) +
                               " (" + byteSize(report.archiveBytes) + "); read back and checked.");
}

Result<int> runExport(Context& context, const ExportOptions& options)
{
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(options.target, ignored)))
        return fail(ErrorCode::AlreadyExists);
    LOCKLEAF_TRY(Passphrase passphrase, askVaultPassword(context, options.vault));
    LOCKLEAF_TRY(const Passphrase archivePassphrase,
                 readNewPassword(context, options.archivePasswordFile, "Password for the archive: "));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, openVault(options.vault, std::move(passphrase)));
    LOCKLEAF_TRY(ArchiveSeal seal, ArchiveSeal::forPassphrase(archivePassphrase));
    ExportReport report;
    {
        const auto job = makeExportJob(*vault, options.target, std::move(seal), report);
        LOCKLEAF_CHECK(runJob(*job, "Exporting"));
    }
    LOCKLEAF_CHECK(print(context, options, report));
    LOCKLEAF_CHECK(context.output.flush());
    LOCKLEAF_CHECK(closeVault(*vault));
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
    verb->add_option("--archive-password-file", options->archivePasswordFile,
                     "Read the archive's password from FILE; - is the next line of standard input")
        ->type_name("FILE");
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runExport(context, *options); };
    });
}

} // namespace lockleaf::app
