// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/base/result.h"
#include "core/crypto/passphrase.h"
#include "core/vault/vault.h"

#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace lockleaf::app {

/// What every verb on an existing vault is told.
struct VaultOptions
{
    std::string vault;
    std::string passwordFile;     ///< Empty: ask on the terminal.
    std::string keyFile;          ///< Goes with the password; empty: the password alone.
    std::string recoveryCodeFile; ///< In place of the password; empty: none.

    /// Nobody has to type anything.
    [[nodiscard]] bool saysAll() const { return !passwordFile.empty() || !recoveryCodeFile.empty(); }
};

/// Adds VAULT and what says how it is opened to `verb`.
void addVaultOptions(CLI::App& verb, VaultOptions& options);
/// The same without VAULT, for a second vault: `prefix` "other-" makes --other-password-file. `whose` is for
/// the help: "the copy's".
void addWayOptions(CLI::App& verb, VaultOptions& options, const std::string& prefix,
                   const std::string& whose);

/// What a new vault is to be opened by: a password that is read twice where it is typed, with a key file
/// where one is named.
[[nodiscard]] Result<WayIn> readNewWay(Context& context, const VaultOptions& options);

/// Looks at the file first, so that "not a vault" is said before anybody types; asks before a derivation
/// that takes much memory; then reads the password, or the recovery code, and tries it, so that a wrong one
/// is said before anything else is asked or read. Does not hold the vault. Cancelled where it was interrupted
/// meanwhile.
[[nodiscard]] Result<UnlockedKey> askAndUnlock(Context& context, const VaultOptions& options);

/// A way in, and the key that it opens a vault to.
struct WayAndKey
{
    WayIn way;
    UnlockedKey key;
};

/// The same where the way in is needed once more, for a file that takes the place of the vault.
[[nodiscard]] Result<WayAndKey> askWayAndUnlock(Context& context, const VaultOptions& options);

/// Says on standard error what opening noticed (an older copy, a log set aside). Cancelled where it was
/// interrupted meanwhile.
[[nodiscard]] Result<std::unique_ptr<Vault>> openVault(const VaultOptions& options, UnlockedKey key);

/// Closes the vault. A disk too full to move the log into the file is no error by then: what was committed is
/// durable in the log, so one line on standard error says it and the verb has still done its work.
[[nodiscard]] Result<void> closeVault(Vault& vault);

/// askAndUnlock and openVault.
[[nodiscard]] Result<std::unique_ptr<Vault>> askAndOpenVault(Context& context, const VaultOptions& options);

} // namespace lockleaf::app
