// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/done_work.h"
#include "app/cli/new_file_target.h"
#include "app/cli/open_vault.h"
#include "app/cli/state_folder.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

Result<void> print(Context& context, const VaultOptions& options, const std::string& id)
{
    if (!context.json)
        return context.output.line("Created " + printable(options.vault) + ".");
    JsonObject object;
    object.add("vault", shownPath(options.vault));
    object.add("id", id);
    return context.output.line(object.finish().text());
}

Result<int> runCreate(Context& context, const VaultOptions& options)
{
    LOCKLEAF_CHECK(checkNewFile(options.vault, "the vault"));
    LOCKLEAF_TRY(const WayIn way, readNewWay(context, options));
    LOCKLEAF_TRY(UnlockedKey key, Vault::create(options.vault, way, {}));
    const std::string id = key.vaultId.toHex();
    // Opened once and closed: shows that it opens, and lets this computer remember its state.
    Vault::OpenOptions openOptions;
    openOptions.stateFolder = stateFolder();
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, Vault::open(options.vault, std::move(key), openOptions));
    LOCKLEAF_CHECK(closeVault(*vault));
    LOCKLEAF_CHECK(checkNotTooLate("The vault was created"));
    LOCKLEAF_CHECK(tellOfDoneWork(context, print(context, options, id), "The vault was created"));
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
