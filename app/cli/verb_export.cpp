// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/new_file_target.h"
#include "app/cli/open_vault.h"
#include "app/cli/password.h"
#include "app/cli/plain_export.h"
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
    std::vector<std::string> recipients;
    bool notEncrypted = false;
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

/// A recipient that is not one is told by its number: it may be a secret key that was mistaken for one.
Result<std::vector<age::Recipient>> readRecipients(const std::vector<std::string>& texts)
{
    std::vector<age::Recipient> recipients;
    for (const std::string& text : texts) {
        const auto recipient = age::Recipient::parse(text);
        if (recipient) {
            recipients.push_back(*recipient);
            continue;
        }
        if (recipient.error().detail.ends_with('.'))
            return std::unexpected(recipient.error());
        const std::string number = "Recipient " + std::to_string(recipients.size() + 1);
        if (recipient.error().code == ErrorCode::KeyKindUnknown)
            return complain(ErrorCode::KeyKindUnknown,
                            number + " is of a kind that Lockleaf doesn't know; it takes plain age1… keys.");
        return complain(ErrorCode::KeyNotValid,
                        number + " is not an age1… key (" + recipient.error().detail + ").");
    }
    return recipients;
}

/// By the recipients' keys where there are any, else by a password that is asked for.
Result<ArchiveSeal> makeSeal(const std::vector<age::Recipient>& recipients,
                             const std::optional<Passphrase>& passphrase)
{
    return passphrase ? ArchiveSeal::forPassphrase(*passphrase) : ArchiveSeal::forRecipients(recipients);
}

Result<int> runExport(Context& context, const ExportOptions& options)
{
    if (options.notEncrypted)
        return runPlainExport(context, options.vault, options.target);
    if (options.target == "-")
        return complain(ErrorCode::InvalidArgument,
                        "An archive goes into a file, since it is read back and checked; name one "
                        "(./- for a file called -).");
    LOCKLEAF_CHECK(checkNewFile(options.target, "the archive"));
    LOCKLEAF_TRY(const std::vector<age::Recipient> recipients, readRecipients(options.recipients));
    LOCKLEAF_TRY(UnlockedKey key, askAndUnlock(context, options.vault));
    std::optional<Passphrase> archivePassphrase;
    if (recipients.empty()) {
        LOCKLEAF_TRY(archivePassphrase,
                     readNewPassword(context, options.archivePasswordFile, "Password for the archive: "));
    }
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, openVault(options.vault, std::move(key)));
    LOCKLEAF_TRY(ArchiveSeal seal, makeSeal(recipients, archivePassphrase));
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
    CLI::Option* recipients =
        verb->add_option(
                "--recipient", options->recipients,
                "Seal the archive for this public key (age1…) instead of a password; may be repeated")
            ->type_name("KEY")
            ->allow_extra_args(false); // one a time, or it would take what stands behind it
    addPasswordFileOption(*verb, "--archive-password-file", options->archivePasswordFile,
                          "Read the archive's password from FILE; - is the next line of standard input");
    verb->get_option("--archive-password-file")->excludes(recipients);
    verb->add_flag("--not-encrypted", options->notEncrypted,
                   "Write plain Markdown files into the new folder FILE instead, NOT encrypted")
        ->excludes(recipients)
        ->excludes(verb->get_option("--archive-password-file"));
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runExport(context, *options); };
    });
}

} // namespace lockleaf::app
