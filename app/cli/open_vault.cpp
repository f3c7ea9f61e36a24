// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/open_vault.h"

#include "app/cli/complaint.h"
#include "app/cli/hidden_prompt.h"
#include "app/cli/interrupt.h"
#include "app/cli/local_time.h"
#include "app/cli/password.h"
#include "app/cli/state_folder.h"
#include "core/backup/backup.h"
#include "core/base/clock.h"
#include "core/base/memory_info.h"
#include "core/vault/failed_attempts.h"

#include <CLI/CLI.hpp>

#include <array>
#include <cstdio>
#include <ctime>

namespace lockleaf::app {

namespace {

Result<void> consentToCost(const VaultInfo& info, bool onTerminal)
{
    const KeyDerivationCost cost = info.dearest;
    if (cost.memoryBytes == 0)
        return {};
    LOCKLEAF_CHECK(checkCost(cost));
    if (!needsConsent(cost))
        return {};
    const std::string memory = byteSize(cost.memoryBytes);
    if (onTerminal) {
        LOCKLEAF_TRY(const bool yes,
                     askConsent("Checking the password takes " + memory + " of memory. Go on? [y/N] "));
        if (yes)
            return {};
        return fail(ErrorCode::Cancelled);
    }
    // Nobody is there to ask: go on where the memory is free, and never push the computer into swapping.
    if (cost.memoryBytes <= availableMemory())
        return {};
    return complain(ErrorCode::OutOfMemory,
                    "Checking the password takes " + memory + " of memory, more than is free now.");
}

Result<WayIn> readWay(Context& context, const VaultOptions& options)
{
    if (!options.recoveryCodeFile.empty()) {
        LOCKLEAF_TRY(const SecureBytes typed,
                     readTypedPassword(context, options.recoveryCodeFile, "Recovery code: "));
        LOCKLEAF_TRY(RecoveryCode code, RecoveryCode::fromTyped(typed.view()));
        return WayIn::recoveryCode(std::move(code));
    }
    std::optional<KeyFile> keyFile;
    if (!options.keyFile.empty()) {
        LOCKLEAF_TRY(keyFile, readKeyFile(options.keyFile));
    }
    LOCKLEAF_TRY(Passphrase passphrase, readPassword(context, options.passwordFile, "Password: "));
    if (keyFile)
        return WayIn::passwordAndKeyFile(std::move(passphrase), std::move(*keyFile));
    return WayIn::password(std::move(passphrase));
}

std::string whyNoSuchWay(WayKind kind, const VaultInfo& info)
{
    switch (kind) {
    case WayKind::Password:
        return info.has(KeySlotInfo::Kind::PasswordAndKeyFile)
                   ? "This vault opens with a password and a key file together: name it with --key-file."
                   : "This vault has no password; open it with --recovery-code-file.";
    case WayKind::PasswordAndKeyFile:
        return "This vault has no key file among its ways in.";
    case WayKind::RecoveryCode:
        break;
    }
    return "This vault has no recovery code.";
}

/// "on Saturday 2026-11-28 at 14:03", by the clock of this computer.
std::string onThatDay(std::optional<Timestamp> when)
{
    if (!when)
        return {};
    const std::time_t seconds = *when / 1000;
    std::tm local{};
    std::array<char, 64> text{};
    if (localtime_r(&seconds, &local) == nullptr ||
        std::strftime(text.data(), text.size(), " on %A %Y-%m-%d at %H:%M", &local) == 0)
        return {};
    return text.data();
}

std::string noticeText(OpenNotice notice, std::optional<Timestamp> lastWritten)
{
    switch (notice) {
    case OpenNotice::OlderThanWitness:
        return "This file is older than the one last used on this computer" + onThatDay(lastWritten) +
               ": what was written since is not in it. Look for the other file, or a copy that info names, "
               "and "
               "take it over with merge; verify --accept-older goes on with this one.";
    case OpenNotice::ForkOfWitness:
        return "This file was changed elsewhere after an older copy: what was written on this computer up "
               "to its last use" +
               onThatDay(lastWritten) +
               " is not all in it. Look for the other file, or a copy that info names, and take it over with "
               "merge; verify --accept-older goes on with this one.";
    case OpenNotice::LogSetAside:
        return "A log of an older state was found beside the vault and set aside.";
    case OpenNotice::LogMissing:
        return "The log that belongs to this vault is missing: the last changes may be in it.";
    case OpenNotice::LateLogSetAside:
        return "A log came back after the vault had been used without it; it was set aside and may hold "
               "changes.";
    case OpenNotice::Repaired:
        return "A damaged copy in the vault file was written anew from its twin; nothing was lost.";
    case OpenNotice::HeaderRolledBack:
        return "The key slots of this file are older than its notes: an earlier password may open it.";
    case OpenNotice::NoStateFolder:
        return "The state folder cannot be used: an older copy of this vault would not be noticed.";
    case OpenNotice::OldKeys:
        return "The keys of this vault were changed on this computer, and this file still has the old ones; "
               "verify --accept-older goes on with it.";
    case OpenNotice::OldKeysFileLeft:
        return "A change of the keys was cut short after it was done: the file with the old keys lies beside "
               "the vault, its name ends in .old-keys. Remove it when everything is here.";
    case OpenNotice::Migrated:
        return "This vault was of an earlier version of Lockleaf and was brought up to date; earlier "
               "versions "
               "do not open it any more. A backup was made before.";
    case OpenNotice::NoWitness: // said by info and verify, where one asks about the file
    case OpenNotice::ReadOnlyFeatures:
        return {};
    }
    return {};
}

void printNote(const std::string& sentence)
{
    std::fprintf(stderr, "lockleaf-cli: note: %s\n", sentence.c_str());
}

} // namespace

void addVaultOptions(CLI::App& verb, VaultOptions& options)
{
    verb.add_option("VAULT", options.vault, "The vault file")->required();
    addWayOptions(verb, options, "", "the");
}

void addWayOptions(CLI::App& verb, VaultOptions& options, const std::string& prefix, const std::string& whose)
{
    const std::string password = "--" + prefix + "password-file";
    const std::string keyFile = "--" + prefix + "key-file";
    const std::string code = "--" + prefix + "recovery-code-file";
    const std::string line = prefix.empty() ? "first" : "next";
    addPasswordFileOption(verb, password, options.passwordFile,
                          "Read " + whose + " password from FILE; - is the " + line +
                              " line of standard input");
    addPasswordFileOption(verb, keyFile, options.keyFile,
                          "Open with the password and the key file FILE together");
    addPasswordFileOption(verb, code, options.recoveryCodeFile,
                          "Open with the recovery code in FILE instead of a password; - is the " + line +
                              " line of standard input");
    verb.get_option(code)->excludes(verb.get_option(password))->excludes(verb.get_option(keyFile));
}

Result<WayIn> readNewWay(Context& context, const VaultOptions& options)
{
    if (!options.recoveryCodeFile.empty())
        return complain(ErrorCode::InvalidArgument,
                        "A new vault begins with a password; slots --add-recovery adds a recovery code.");
    std::optional<KeyFile> keyFile;
    if (!options.keyFile.empty()) {
        LOCKLEAF_TRY(keyFile, readKeyFile(options.keyFile));
    }
    LOCKLEAF_TRY(Passphrase passphrase,
                 readNewPassword(context, options.passwordFile, "Password for the new vault: "));
    if (keyFile)
        return WayIn::passwordAndKeyFile(std::move(passphrase), std::move(*keyFile));
    return WayIn::password(std::move(passphrase));
}

Result<WayAndKey> askWayAndUnlock(Context& context, const VaultOptions& options)
{
    LOCKLEAF_TRY(const VaultInfo info, Vault::info(options.vault));
    LOCKLEAF_CHECK(consentToCost(info, !options.saysAll()));
    LOCKLEAF_TRY(WayIn way, readWay(context, options));
    auto key = Vault::unlock(options.vault, way);
    if (!key && key.error().code == ErrorCode::NoSuchWay)
        return complain(ErrorCode::NoSuchWay, whyNoSuchWay(way.kind(), info));
    if (!key && saysWrongWay(key.error().code)) // a folder that cannot be written keeps nobody out
        static_cast<void>(noteFailedAttempt(stateFolder(), info.vaultId, systemClock().now()));
    if (!key)
        return std::unexpected(std::move(key).error());
    if (interrupted()) // a derivation takes as long as it takes, but nothing follows it then
        return fail(ErrorCode::Cancelled);
    return WayAndKey{std::move(way), std::move(*key)};
}

Result<UnlockedKey> askAndUnlock(Context& context, const VaultOptions& options)
{
    LOCKLEAF_TRY(WayAndKey both, askWayAndUnlock(context, options));
    return std::move(both.key);
}

Result<std::unique_ptr<Vault>> openVault(const VaultOptions& options, UnlockedKey key)
{
    Vault::OpenOptions openOptions;
    openOptions.stateFolder = stateFolder();
    openOptions.beforeMigration = backUpBeforeMigration(options.vault, localOffset(systemClock().now()));
    LOCKLEAF_TRY(std::unique_ptr<Vault> vault, Vault::open(options.vault, std::move(key), openOptions));
    if (interrupted())
        return fail(ErrorCode::Cancelled);
    for (const OpenNotice notice : vault->notices()) {
        if (const std::string text = noticeText(notice, vault->lastWrittenHere()); !text.empty())
            printNote(text);
    }
    return vault;
}

Result<void> closeVault(Vault& vault)
{
    Result<void> closed = vault.close();
    if (closed || closed.error().code != ErrorCode::DiskFull)
        return closed;
    printNote("The disk is full: the vault's log stays beside it until there is room.");
    return {};
}

Result<std::unique_ptr<Vault>> askAndOpenVault(Context& context, const VaultOptions& options)
{
    LOCKLEAF_TRY(UnlockedKey key, askAndUnlock(context, options));
    return openVault(options, std::move(key));
}

} // namespace lockleaf::app
