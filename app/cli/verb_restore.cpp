// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/new_file_target.h"
#include "app/cli/open_vault.h"
#include "app/cli/password.h"
#include "app/cli/run_job.h"
#include "app/cli/taken_over.h"
#include "app/cli/verbs.h"
#include "core/archive/cut_reason.h"
#include "core/archive/restore_archive.h"

#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace lockleaf::app {

namespace {

constexpr std::size_t largestIdentityFile = std::size_t{1} << 20;

struct RestoreOptions
{
    VaultOptions vault;
    std::string archive;
    std::string archivePasswordFile;
    std::string identityFile;
    bool dryRun = false;
};

Result<std::vector<age::Identity>> readIdentities(const std::string& file)
{
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return complain(systemError(errno, "open").code,
                        std::string{"The identity file can't be read ("} + std::strerror(errno) + ").");
    const auto content = readDescriptor(descriptor, largestIdentityFile, ErrorCode::KeyNotValid);
    close(descriptor);
    if (!content)
        return complain(content.error().code, "The identity file can't be read.");
    auto identities = age::parseIdentityFile(content->text());
    if (!identities)
        return complain(identities.error().code,
                        "The identity file holds no age key (" + identities.error().detail + ").");
    return identities;
}

Result<age::OpeningKeys> archiveKeys(Context& context, const RestoreOptions& options)
{
    age::OpeningKeys keys;
    if (!options.identityFile.empty()) {
        LOCKLEAF_TRY(keys.identities, readIdentities(options.identityFile));
        return keys;
    }
    LOCKLEAF_TRY(keys.passphrase,
                 readTypedPassword(context, options.archivePasswordFile, "Password of the archive: "));
    if (keys.passphrase.empty())
        return fail(ErrorCode::PasswordEmpty);
    return keys;
}

Result<std::unique_ptr<ArchiveInput>> openArchive(const RestoreOptions& options, const age::OpeningKeys& keys)
{
    auto archive = ArchiveInput::open(options.archive, keys);
    if (archive || archive.error().code != ErrorCode::NewerFormat)
        return archive;
    return complain(ErrorCode::NewerFormat, "This archive was written in a newer format.");
}

/// Whether there is no file yet, so that a vault is made.
bool isNew(const std::string& vault)
{
    return access(vault.c_str(), F_OK) != 0 && errno == ENOENT;
}

Result<void> printRestored(Context& context, const RestoreOptions& options, const RestoreReport& report,
                           bool byPassphrase, Vault* vault)
{
    if (!context.json) {
        LOCKLEAF_CHECK(printTakenOver(context, report.taken, vault, options.dryRun));
        if (!byPassphrase)
            return context.output.line("This archive was for a public key, so it doesn't prove who made it.");
        return {};
    }
    JsonObject object;
    object.add("vault", shownPath(options.vault.vault));
    object.add("dryRun", options.dryRun);
    object.add("originProven", byPassphrase);
    object.add("notes", report.notes());
    object.add("cut", report.cut.has_value());
    if (report.cut)
        object.add("cutReason", cutReason(*report.cut));
    else
        object.addNull("cutReason");
    addTakenOver(object, report.taken);
    return context.output.line(object.finish().text());
}

/// Runs the job and says what it came to. An archive that is damaged is told after what came of it.
Result<void> restoreInto(Context& context, const RestoreOptions& options, Vault* vault,
                         std::unique_ptr<ArchiveInput> archive)
{
    const bool byPassphrase = archive->isByPassphrase();
    RestoreReport report;
    {
        const auto job = makeRestoreJob(vault, std::move(archive), report, options.dryRun);
        LOCKLEAF_CHECK(runJob(*job, "Restoring"));
    }
    LOCKLEAF_CHECK(tellOfDoneWork(context, printRestored(context, options, report, byPassphrase, vault),
                                  "The archive was restored"));
    if (!report.cut)
        return {};
    const std::string count = grouped(report.notes()) + (report.notes() == 1 ? " note" : " notes");
    return complain(ErrorCode::ArchiveDamaged,
                    "The archive is damaged, and was cut after " + count + ": " +
                        std::string(cutReason(*report.cut)) +
                        (options.dryRun ? "; nothing was changed." : "; what came before is restored."));
}

/// The vault that is there, or a new one. Its password is asked for before that of the archive, as an export
/// does; a new file is made once the archive has opened.
Result<std::unique_ptr<Vault>> openTarget(const RestoreOptions& options, std::optional<UnlockedKey> key,
                                          const std::optional<WayIn>& way)
{
    if (!key) {
        LOCKLEAF_TRY(key, Vault::create(options.vault.vault, *way, {}));
    }
    return openVault(options.vault, std::move(*key));
}

Result<int> runRestore(Context& context, const RestoreOptions& options)
{
    const bool makes = isNew(options.vault.vault);
    std::optional<UnlockedKey> key;
    std::optional<WayIn> way;
    if (!makes) {
        LOCKLEAF_TRY(key, askAndUnlock(context, options.vault));
    } else if (!options.dryRun) {
        LOCKLEAF_CHECK(checkNewFile(options.vault.vault, "the vault"));
        LOCKLEAF_TRY(way, readNewWay(context, options.vault));
    }
    std::unique_ptr<ArchiveInput> archive;
    {
        LOCKLEAF_TRY(const age::OpeningKeys keys, archiveKeys(context, options));
        LOCKLEAF_TRY(archive, openArchive(options, keys));
    }
    if (makes && options.dryRun) {
        LOCKLEAF_CHECK(restoreInto(context, options, nullptr, std::move(archive)));
        return 0;
    }
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, openTarget(options, std::move(key), way));
    const Result<void> ended = restoreInto(context, options, vault.get(), std::move(archive));
    // After an error one sentence is enough; closing says no second one.
    const Result<void> closed = ended ? closeVault(*vault) : vault->close();
    LOCKLEAF_CHECK(ended);
    LOCKLEAF_CHECK(closed);
    return 0;
}

} // namespace

void addRestoreVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<RestoreOptions>();
    CLI::App* verb = app.add_subcommand(
        "restore",
        "Bring an archive back into a vault, which is made where it is not there; nothing is overwritten");
    verb->add_option("FILE", options->archive, "The archive")->required();
    addVaultOptions(*verb, options->vault);
    CLI::Option* identity =
        verb->add_option("--identity", options->identityFile,
                         "Open the archive with the age key in FILE instead of a password")
            ->type_name("FILE");
    addPasswordFileOption(*verb, "--archive-password-file", options->archivePasswordFile,
                          "Read the archive's password from FILE; - is the next line of standard input");
    verb->get_option("--archive-password-file")->excludes(identity);
    verb->add_flag("--dry-run", options->dryRun, "Change nothing; say what would be done");
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runRestore(context, *options); };
    });
}

} // namespace lockleaf::app
