// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/open_vault.h"
#include "app/cli/password.h"
#include "app/cli/state_folder.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

Result<int> runCreate(Context& context, const VaultOptions& options)
{
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(options.vault, ignored)))
        return fail(ErrorCode::AlreadyExists); // said before anybody types a password twice
    LOCKLEAF_TRY(const Passphrase passphrase,
                 readNewPassword(context, options.passwordFile, "Password for the new vault: "));
    LOCKLEAF_TRY(UnlockedKey key, Vault::create(options.vault, passphrase, {}));
    const std::string id = key.vaultId.toHex();
    // Opened once and closed: shows that it opens, and lets this computer remember its state.
    Vault::OpenOptions openOptions;
    openOptions.stateFolder = stateFolder();
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, Vault::open(options.vault, std::move(key), openOptions));
    LOCKLEAF_CHECK(closeVault(*vault));
    if (context.json) {
        JsonObject object;
        object.add("vault", options.vault);
        object.add("id", id);
        LOCKLEAF_CHECK(context.output.line(object.finish().text()));
    } else {
        LOCKLEAF_CHECK(context.output.line("Created " + printable(options.vault) + "."));
    }
    return 0;
}

} // namespace

void addCreateVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<VaultOptions>();
    CLI::App* verb = app.add_subcommand("create", "Make a new vault; an existing file is refused");
    addVaultOptions(*verb, *options);
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runCreate(context, *options); };
    });
}

} // namespace lockleaf::app
