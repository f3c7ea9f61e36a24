// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/done_work.h"
#include "app/cli/open_vault.h"
#include "app/cli/password.h"
#include "app/cli/slot_words.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>

namespace lockleaf::app {

namespace {

struct SlotsOptions
{
    VaultOptions vault;
    bool addRecovery = false;
    std::string addKeyFile;
    bool makeKeyFile = false;
    std::string newPasswordFile; ///< For --add-key-file; empty: the one that opened.
    std::uint64_t remove = 0;    ///< From 1; 0: none.

    [[nodiscard]] bool changesSomething() const { return addRecovery || !addKeyFile.empty() || remove != 0; }
};

Result<void> printSlots(Context& context, const std::vector<KeySlotInfo>& slots, const RecoveryCode* code)
{
    if (context.json) {
        JsonObject object;
        object.addJson("slots", slotsJson(slots).view());
        if (code != nullptr)
            object.add("recoveryCode", code->grouped().text());
        return context.output.line(object.finish().text());
    }
    if (code != nullptr) {
        LOCKLEAF_CHECK(context.output.line(code->grouped().text()));
        LOCKLEAF_CHECK(context.output.line(
            "This is the recovery code. It is shown this once and opens the vault without the password: keep "
            "it on paper, away from this computer."));
    }
    for (std::size_t i = 0; i < slots.size(); ++i)
        LOCKLEAF_CHECK(context.output.line(std::to_string(i + 1) + "  " + slotWords(slots[i])));
    return {};
}

Result<void> addRecovery(Context& context, Vault& vault)
{
    const RecoveryCode code = RecoveryCode::random();
    LOCKLEAF_TRY(const PreparedWay way, PreparedWay::of(WayIn::recoveryCode(code.clone())));
    LOCKLEAF_CHECK(vault.changeWays({WayChange::What::Add, &way}));
    const auto slots = vault.waysIn();
    Result<void> printed = printSlots(context, slots, &code);
    if (printed)
        printed = context.output.flush();
    if (printed)
        return {};
    // A code that nobody has seen is no way in.
    WayChange back{WayChange::What::Remove, nullptr};
    back.index = slots.size() - 1;
    if (vault.changeWays(back))
        return complain(
            printed.error().code,
            "The recovery code could not be printed, so it was taken back; the vault is as it was.");
    return printed;
}

/// The password with the key file, which is made first where that was asked for.
Result<WayIn> wayWithKeyFile(Context& context, const SlotsOptions& options, const WayIn& opened)
{
    std::optional<WayIn> way;
    const auto with = [&](KeyFile keyFile) -> Result<WayIn> {
        if (options.newPasswordFile.empty()) {
            way = opened.withKeyFile(std::move(keyFile));
            if (!way)
                return complain(ErrorCode::InvalidArgument, "A key file goes with a password: give one with "
                                                            "--new-password-file.");
            return std::move(*way);
        }
        LOCKLEAF_TRY(Passphrase password,
                     readNewPassword(context, options.newPasswordFile, "Password to go with the key file: "));
        return WayIn::passwordAndKeyFile(std::move(password), std::move(keyFile));
    };
    if (!options.makeKeyFile) {
        LOCKLEAF_TRY(KeyFile keyFile, readKeyFile(options.addKeyFile));
        return with(std::move(keyFile));
    }
    LOCKLEAF_TRY(KeyFile made, KeyFile::make(options.addKeyFile));
    return with(std::move(made));
}

Result<void> addKeyFile(Context& context, const SlotsOptions& options, const WayIn& opened, Vault& vault)
{
    const bool isThere = std::filesystem::exists(options.addKeyFile);
    const auto add = [&]() -> Result<void> {
        LOCKLEAF_TRY(const WayIn way, wayWithKeyFile(context, options, opened));
        LOCKLEAF_TRY(const PreparedWay prepared, PreparedWay::of(way));
        return vault.changeWays({WayChange::What::Add, &prepared});
    };
    const auto added = add();
    if (!added && options.makeKeyFile && !isThere && added.error().code != ErrorCode::WayChangeUncertain) {
        std::error_code ignored; // what was made for nothing goes
        std::filesystem::remove(options.addKeyFile, ignored);
    }
    LOCKLEAF_CHECK(added);
    const auto slots = vault.waysIn();
    LOCKLEAF_CHECK(printSlots(context, slots, nullptr));
    const bool alone = std::ranges::any_of(
        slots, [](const KeySlotInfo& slot) { return slot.kind == KeySlotInfo::Kind::Password; });
    if (alone && !context.json)
        return context.output.line(
            "The password alone still opens the vault as well; --remove takes that away.");
    return {};
}

Result<void> remove(Context& context, const SlotsOptions& options, Vault& vault)
{
    WayChange change{WayChange::What::Remove, nullptr};
    change.index = options.remove - 1;
    auto removed = vault.changeWays(change);
    if (!removed && removed.error().code == ErrorCode::NotFound)
        return complain(ErrorCode::NotFound, "There is no way in of that number; slots lists them.");
    LOCKLEAF_CHECK(removed);
    LOCKLEAF_CHECK(printSlots(context, vault.waysIn(), nullptr));
    if (context.json)
        return {};
    return context.output.line("Copies and backups made earlier still open by it.");
}

Result<void> changeSlots(Context& context, const SlotsOptions& options, const WayIn& opened, Vault& vault)
{
    if (options.addRecovery)
        return addRecovery(context, vault);
    if (!options.addKeyFile.empty())
        return addKeyFile(context, options, opened, vault);
    return remove(context, options, vault);
}

Result<int> runSlots(Context& context, const SlotsOptions& options)
{
    if (!options.changesSomething()) {
        LOCKLEAF_TRY(const VaultInfo info, Vault::info(options.vault.vault));
        LOCKLEAF_CHECK(printSlots(context, info.slots, nullptr));
        return 0;
    }
    LOCKLEAF_TRY(WayAndKey both, askWayAndUnlock(context, options.vault));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, openVault(options.vault, std::move(both.key)));
    const Result<void> changed = changeSlots(context, options, both.way, *vault);
    const Result<void> closed = changed ? closeVault(*vault) : vault->close();
    LOCKLEAF_CHECK(changed);
    LOCKLEAF_CHECK(closed);
    LOCKLEAF_CHECK(checkNotTooLate("The ways in were changed"));
    LOCKLEAF_CHECK(tellOfDoneWork(context, {}, "The ways in were changed"));
    return 0;
}

} // namespace

void addSlotsVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<SlotsOptions>();
    CLI::App* verb = app.add_subcommand(
        "slots", "List the ways into a vault; add a recovery code or a key file, or remove one");
    addVaultOptions(*verb, options->vault);
    CLI::Option* recovery = verb->add_flag("--add-recovery", options->addRecovery,
                                           "Add a recovery code, which is printed once, to standard output");
    addPasswordFileOption(*verb, "--add-key-file", options->addKeyFile,
                          "Add a way in by the password and the key file FILE together");
    CLI::Option* keyFile = verb->get_option("--add-key-file");
    verb->add_flag("--make", options->makeKeyFile, "Make the key file, of random bytes")->needs(keyFile);
    addPasswordFileOption(
        *verb, "--new-password-file", options->newPasswordFile,
        "The password to go with the key file, where it is not the one that opens; - is the "
        "next line of standard input");
    verb->get_option("--new-password-file")->needs(keyFile);
    CLI::Option* remove =
        verb->add_option("--remove", options->remove, "Remove way in N of the list; the last one stays")
            ->type_name("N")
            ->check(CLI::Range(1, 8));
    recovery->excludes(keyFile)->excludes(remove);
    keyFile->excludes(remove);
    verb->callback(
        [options, &chosen] { chosen = [options](Context& context) { return runSlots(context, *options); }; });
}

} // namespace lockleaf::app
