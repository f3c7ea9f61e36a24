// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/done_work.h"
#include "app/cli/open_vault.h"
#include "app/cli/password.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"

#include <CLI/CLI.hpp>

namespace lockleaf::app {

namespace {

struct PasswdOptions
{
    VaultOptions vault;
    std::string newPasswordFile;
};

Result<void> print(Context& context)
{
    if (!context.json)
        return context.output.line("The password was changed. Copies of the file made earlier still open "
                                   "with the old one. Other ways "
                                   "in stay as they are; slots lists them.");
    JsonObject object;
    object.add("changed", true);
    return context.output.line(object.finish().text());
}

Result<void> changeOf(Vault& vault, const WayChange& change)
{
    auto changed = vault.changeWays(change);
    if (!changed && changed.error().code == ErrorCode::WayChangeUncertain)
        changed.error().code = ErrorCode::PasswordChangeUncertain;
    return changed;
}

Result<int> runPasswd(Context& context, const PasswdOptions& options)
{
    LOCKLEAF_TRY(WayAndKey both, askWayAndUnlock(context, options.vault));
    LOCKLEAF_TRY(Passphrase newPassphrase,
                 readNewPassword(context, options.newPasswordFile, "New password: "));
    const auto openedBy = both.key.openedBy;
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, openVault(options.vault, std::move(both.key)));
    LOCKLEAF_TRY(const PreparedWay changed, PreparedWay::of(both.way.withPassword(std::move(newPassphrase))));
    LOCKLEAF_CHECK(changeOf(*vault, {WayChange::What::Replace, &changed, openedBy}));
    LOCKLEAF_CHECK(closeVault(*vault));
    LOCKLEAF_CHECK(checkNotTooLate("The password was changed"));
    LOCKLEAF_CHECK(tellOfDoneWork(context, print(context), "The password was changed"));
    return 0;
}

} // namespace

void addPasswdVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<PasswdOptions>();
    CLI::App* verb = app.add_subcommand(
        "passwd", "Change the password; earlier copies of the file keep opening with the old one");
    addVaultOptions(*verb, options->vault);
    addPasswordFileOption(*verb, "--new-password-file", options->newPasswordFile,
                          "Read the new password from FILE; - is the next line of standard input");
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runPasswd(context, *options); };
    });
}

} // namespace lockleaf::app
