// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/hidden_prompt.h"
#include "app/cli/local_time.h"
#include "app/cli/open_vault.h"
#include "app/cli/output.h"
#include "app/cli/password.h"
#include "app/cli/run_job.h"
#include "app/cli/state_folder.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"
#include "core/backup/backup.h"
#include "core/capture/take_inbox.h"
#include "core/capture/take_spill.h"
#include "core/vault/key_change.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace lockleaf::app {

namespace {

struct ChangeKeysOptions
{
    VaultOptions vault;
    std::string newPasswordFile;
    std::string keepOld;
    bool noBackup = false;
};

/// The old file keeps to the vault's folder, so that it can be called another name in one step.
Result<std::string> nameToKeep(const ChangeKeysOptions& options)
{
    if (options.keepOld.empty())
        return std::string{};
    const std::filesystem::path keep = options.keepOld;
    const std::filesystem::path vault = options.vault.vault;
    const auto folderOf = [](const std::filesystem::path& file) {
        return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    };
    std::error_code error;
    const bool beside =
        !keep.has_parent_path() || std::filesystem::equivalent(folderOf(keep), folderOf(vault), error);
    if (!beside || !keep.has_filename())
        return complain(ErrorCode::InvalidArgument,
                        "The old file can only be kept in the folder of the vault.");
    return keep.filename().string();
}

Result<void> printChange(Context& context, const KeyChangeReport& report, const std::string& kept)
{
    if (context.json) {
        JsonObject object;
        object.add("changed", true);
        object.add("records", report.records);
        object.add("notes", report.notes);
        object.add("attachments", report.attachments);
        object.add("keptOld", shownPath(kept));
        return context.output.line(object.finish().text());
    }
    LOCKLEAF_CHECK(context.output.line("The keys were changed: " + grouped(report.records) +
                                       " records were sealed anew and compared with the old file."));
    LOCKLEAF_CHECK(context.output.line(kept.empty() ? "The old file was removed."
                                                    : "The old file is now " + shownPath(kept) + "."));
    return context.output.line("Copies, backups and archives made earlier stay readable with the password "
                               "that they were made with.");
}

Result<void> change(Context& context, const ChangeKeysOptions& options, const WayIn& way, Vault& vault,
                    VaultId id)
{
    LOCKLEAF_TRY(const std::string keep, nameToKeep(options));
    KeyChangeOptions how;
    how.keepOldAs = keep;
    how.stateFolder = stateFolder();
    LOCKLEAF_TRY(const VaultSettings settings, vault.settings());
    BackupReport backup;
    if (settings.backups && !options.noBackup)
        how.before =
            makeBackupJob(vault, BackupPlace::of(options.vault.vault, settings, localOffset(vault.now())),
                          BackupReason::BeforeKeyChange, backup);
    const bool isBackedUp = how.before != nullptr;
    LOCKLEAF_TRY(UnlockedKey key, prepareKeyChange(options.vault.vault, id, way, std::nullopt, keep));
    KeyChangeReport report;
    auto job = makeKeyChangeJob(vault, options.vault.vault, std::move(key), std::move(how), report);
    const Result<void> ended = runJob(*job, "Changing the keys");
    job.reset();
    if (!ended && report.exchanged)
        return complain(ended.error().code, "The keys were changed, but not all was put in order after it: " +
                                                describe(ended.error()));
    if (!ended && isBackedUp && backup.made.name.empty() && ended.error().code != ErrorCode::Cancelled)
        return complain(ended.error().code, "No backup could be made before, so the keys were not changed (" +
                                                complaint(ended.error()) +
                                                ") With --no-backup it is done without.");
    LOCKLEAF_CHECK(ended);
    if (isBackedUp)
        std::fprintf(stderr,
                     "lockleaf-cli: note: A backup was made before, which opens with the old keys: %s\n",
                     printable(backup.made.name).c_str());
    return tellOfDoneWork(context, printChange(context, report, keep), "The keys were changed");
}

/// What waits for an unlock is sealed for the old keys, and would not open with the new ones.
Result<void> takeInWhatWaits(Vault& vault, const std::filesystem::path& file)
{
    SpillReport spill;
    if (const auto folder = stateFolder(); !folder.empty())
        LOCKLEAF_CHECK(runJob(*makeTakeSpillJob(vault, folder, spill), "Taking in"));
    InboxReport inbox;
    LOCKLEAF_CHECK(runJob(*makeTakeInboxJob(vault, file, inbox), "Taking in"));
    const std::size_t came = spill.saved.size() + spill.beside.size() + inbox.added.size();
    if (came > 0)
        std::fprintf(stderr, "lockleaf-cli: note: %s that waited for an unlock came in first.\n",
                     (grouped(came) + (came == 1 ? " text" : " texts")).c_str());
    return {};
}

/// The new keys are sealed for one way in. Whoever is there is asked; else it is said.
Result<void> tellOfOtherWays(const VaultOptions& options)
{
    LOCKLEAF_TRY(const VaultInfo info, Vault::info(options.vault));
    if (info.slots.size() < 2)
        return {};
    const std::string sentence = "This vault has " + std::to_string(info.slots.size()) +
                                 " ways in. Only the one used now opens the new keys; recovery codes and key "
                                 "files have to be made anew afterwards (slots).";
    if (options.saysAll()) {
        std::fprintf(stderr, "lockleaf-cli: note: %s\n", sentence.c_str());
        return {};
    }
    LOCKLEAF_TRY(const bool yes, askConsent(sentence + " Go on? [y/N] "));
    return yes ? Result<void>{} : fail(ErrorCode::Cancelled);
}

Result<int> runChangeKeys(Context& context, const ChangeKeysOptions& options)
{
    LOCKLEAF_TRY(WayAndKey both, askWayAndUnlock(context, options.vault));
    if (!options.newPasswordFile.empty()) {
        LOCKLEAF_TRY(Passphrase chosen, readNewPassword(context, options.newPasswordFile, "New password: "));
        both.way = both.way.withPassword(std::move(chosen));
    } else if (both.way.kind() == WayKind::RecoveryCode) {
        return complain(ErrorCode::InvalidArgument,
                        "The new keys need a password: give one with --new-password-file.");
    }
    LOCKLEAF_CHECK(tellOfOtherWays(options.vault));
    const VaultId id = both.key.vaultId;
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, openVault(options.vault, std::move(both.key)));
    Result<void> ended = takeInWhatWaits(*vault, options.vault.vault);
    if (ended)
        ended = change(context, options, both.way, *vault, id);
    const Result<void> closed = ended ? closeVault(*vault) : vault->close();
    LOCKLEAF_CHECK(ended);
    LOCKLEAF_CHECK(closed);
    LOCKLEAF_CHECK(checkNotTooLate("The keys were changed"));
    return 0;
}

} // namespace

void addChangeKeysVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<ChangeKeysOptions>();
    CLI::App* verb = app.add_subcommand(
        "change-keys",
        "Seal everything anew under new keys, so that an old copy and its password open nothing new");
    addVaultOptions(*verb, options->vault);
    addPasswordFileOption(*verb, "--new-password-file", options->newPasswordFile,
                          "Change the password as well: read the new one from FILE; - is the next line of "
                          "standard input");
    verb->add_option("--keep-old", options->keepOld,
                     "Keep the file with the old keys under the name FILE in the same folder; else it is "
                     "removed");
    verb->add_flag("--no-backup", options->noBackup, "Make no backup before; one opens with the old keys");
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runChangeKeys(context, *options); };
    });
}

} // namespace lockleaf::app
