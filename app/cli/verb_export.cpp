// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/export_date.h"
#include "app/cli/export_preview.h"
#include "app/cli/new_file_target.h"
#include "app/cli/open_vault.h"
#include "app/cli/password.h"
#include "app/cli/plain_export.h"
#include "app/cli/run_job.h"
#include "app/cli/verbs.h"
#include "core/archive/export_archive.h"
#include "core/archive/notes_in.h"

#include <CLI/CLI.hpp>

#include <set>

namespace lockleaf::app {

namespace {

struct ExportOptions
{
    VaultOptions vault;
    std::string target;
    std::string archivePasswordFile;
    std::vector<std::string> recipients;
    bool notEncrypted = false;
    bool html = false;
    bool dryRun = false;
    bool trash = false;
    bool versions = false;
    std::vector<std::string> notebooks;
    std::vector<std::string> notes;
};

Result<void> print(Context& context, const ExportOptions& options, const ExportReport& report)
{
    if (!context.json)
        return context.output.line(exportedWords(report) + " are in " + printable(options.target) + " (" +
                                   byteSize(report.archiveBytes) + "); read back and checked.");
    JsonObject object;
    object.add("file", shownPath(options.target));
    addExported(object, report);
    object.add("archiveBytes", report.archiveBytes);
    object.add("readBack", report.readBack);
    return context.output.line(object.finish().text());
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

/// What of the vault is asked for; a note that is named is meant, be it in the trash or not.
Result<ExportChoice> choiceOf(Vault& vault, const ExportOptions& options)
{
    ExportChoice choice{options.trash, options.versions, {}};
    if (options.notebooks.empty() && options.notes.empty())
        return choice;
    std::vector<RecordId> notes;
    for (const std::string& path : options.notebooks) {
        const auto notebook = vault.findNotebook(path);
        if (!notebook && notebook.error().code == ErrorCode::NotFound)
            return complain(ErrorCode::NotFound, "There is no notebook \"" + path + "\".");
        LOCKLEAF_CHECK(notebook);
        LOCKLEAF_TRY(const std::vector<RecordId> inside, notesIn(vault, *notebook, options.trash));
        notes.insert(notes.end(), inside.begin(), inside.end());
    }
    for (const std::string& reference : options.notes) {
        LOCKLEAF_TRY(const RecordId id, vault.findNote(reference));
        LOCKLEAF_TRY(const NoteSummary summary, vault.summary(id));
        choice.trash = choice.trash || summary.trashed.has_value();
        notes.push_back(id);
    }
    std::set<RecordId> seen;
    std::erase_if(notes, [&](const RecordId& id) { return !seen.insert(id).second; });
    choice.notes = std::move(notes);
    return choice;
}

Result<int> runPreview(Context& context, const ExportOptions& options)
{
    LOCKLEAF_CHECK(checkNewFile(options.target, options.notEncrypted ? "the folder" : "the archive"));
    LOCKLEAF_TRY(UnlockedKey key, askAndUnlock(context, options.vault));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, openVault(options.vault, std::move(key)));
    LOCKLEAF_TRY(const ExportChoice choice, choiceOf(*vault, options));
    LOCKLEAF_CHECK(printExportPreview(context, *vault, choice));
    LOCKLEAF_CHECK(closeVault(*vault));
    return 0;
}

Result<int> runExport(Context& context, const ExportOptions& options)
{
    if (options.dryRun)
        return runPreview(context, options);
    if (options.notEncrypted)
        return runPlainExport(
            context, options.vault, options.target, [&](Vault& vault) { return choiceOf(vault, options); },
            options.html ? PlainFormat::Html : PlainFormat::Markdown);
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
    LOCKLEAF_TRY(ExportChoice choice, choiceOf(*vault, options));
    LOCKLEAF_TRY(ArchiveSeal seal, makeSeal(recipients, archivePassphrase));
    ExportReport report;
    {
        const auto job = makeExportJob(*vault, options.target, std::move(seal), report, std::move(choice));
        LOCKLEAF_CHECK(runJob(*job, "Exporting"));
    }
    rememberExport(*vault);
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
        app.add_subcommand("export", "Write notes into one encrypted archive, readable with age and tar; "
                                     "restore brings it back");
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
    verb->add_flag("--dry-run", options->dryRun, "Write nothing; say what would be exported");
    verb->add_flag("--trash", options->trash, "Also what lies in the trash");
    verb->add_flag("--versions", options->versions, "Also the earlier versions of the notes");
    verb->add_option("--notebook", options->notebooks, "Only this notebook and those in it; may be repeated")
        ->type_name("A/B")
        ->allow_extra_args(false);
    verb->add_option("--note", options->notes, "Only this note; may be repeated")
        ->type_name("NOTE")
        ->allow_extra_args(false);
    CLI::Option* plain =
        verb->add_flag("--not-encrypted", options->notEncrypted,
                       "Write plain Markdown files into the new folder FILE instead, NOT encrypted");
    verb->add_flag("--html", options->html, "With --not-encrypted: pages of HTML instead of Markdown")
        ->needs(plain);
    for (const char* other : {"--recipient", "--archive-password-file", "--versions"})
        plain->excludes(verb->get_option(other));
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runExport(context, *options); };
    });
}

} // namespace lockleaf::app
