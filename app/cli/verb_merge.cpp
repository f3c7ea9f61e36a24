// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/open_vault.h"
#include "app/cli/run_job.h"
#include "app/cli/taken_over.h"
#include "app/cli/verbs.h"
#include "core/vault/merge_job.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

struct MergeOptions
{
    VaultOptions into;
    VaultOptions from;
    bool dryRun = false;
};

Result<void> printMerged(Context& context, const MergeOptions& options, const TakenOver& taken, Vault& vault)
{
    if (!context.json)
        return printTakenOver(context, taken, &vault, options.dryRun);
    JsonObject object;
    object.add("vault", shownPath(options.into.vault));
    object.add("dryRun", options.dryRun);
    addTakenOver(object, taken);
    return context.output.line(object.finish().text());
}

/// The copy that is only read: this computer does not come to know its state, which is not what it was left
/// at here.
Result<std::unique_ptr<Vault>> openOther(Context& context, const MergeOptions& options)
{
    LOCKLEAF_TRY(UnlockedKey key, askAndUnlock(context, options.from));
    return Vault::open(options.from.vault, std::move(key), {});
}

Result<void> mergeInto(Context& context, const MergeOptions& options, Vault& into, VaultId id)
{
    LOCKLEAF_TRY(const VaultInfo other, Vault::info(options.from.vault));
    if (other.vaultId != id)
        return complain(
            ErrorCode::InvalidArgument,
            "These are not copies of one vault; export one and restore the archive into the other.");
    LOCKLEAF_TRY(const std::unique_ptr<Vault> from, openOther(context, options));
    TakenOver taken;
    LOCKLEAF_TRY(auto job, makeMergeJob(into, id, *from, other.vaultId, taken, options.dryRun));
    const Result<void> ended = runJob(*job, "Merging");
    job.reset();
    if (!ended)
        return ended;
    return tellOfDoneWork(context, printMerged(context, options, taken, into), "The vaults were merged");
}

Result<int> runMerge(Context& context, const MergeOptions& options)
{
    std::error_code error;
    if (std::filesystem::equivalent(options.into.vault, options.from.vault, error))
        return complain(ErrorCode::InvalidArgument, "Both are the same file.");
    LOCKLEAF_TRY(UnlockedKey key, askAndUnlock(context, options.into));
    const VaultId id = key.vaultId;
    LOCKLEAF_TRY(const std::unique_ptr<Vault> into, openVault(options.into, std::move(key)));
    const Result<void> ended = mergeInto(context, options, *into, id);
    // After an error one sentence is enough; closing says no second one.
    const Result<void> closed = ended ? closeVault(*into) : into->close();
    LOCKLEAF_CHECK(ended);
    LOCKLEAF_CHECK(closed);
    return 0;
}

} // namespace

void addMergeVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<MergeOptions>();
    CLI::App* verb = app.add_subcommand(
        "merge", "Take what a copy of the vault has that grew apart into it; the copy stays as it is");
    addVaultOptions(*verb, options->into);
    verb->add_option("OTHER", options->from.vault, "The copy")->required();
    addWayOptions(*verb, options->from, "other-", "the copy's");
    verb->add_flag("--dry-run", options->dryRun, "Change nothing; say what would be done");
    verb->callback(
        [options, &chosen] { chosen = [options](Context& context) { return runMerge(context, *options); }; });
}

} // namespace lockleaf::app
