// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/open_vault.h"
#include "app/cli/password.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"
#include "core/base/iso_time.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace lockleaf::app {

namespace {

/// What only a password shows.
struct Inside
{
    VaultCounts counts;
    bool knownHere = false; ///< This computer would notice an older copy.
};

std::string mebibytes(std::uint64_t bytes)
{
    return bytes % (1U << 20) == 0 ? grouped(bytes >> 20) + " MiB" : grouped(bytes) + " bytes";
}

SecureBytes slotJson(const KeySlotInfo& slot)
{
    JsonObject object;
    const bool password = slot.kind == KeySlotInfo::Kind::Password;
    object.add("kind", password ? "password" : "other");
    if (password) {
        object.add("created", isoTime(slot.created));
        object.add("memory", slot.cost.memoryBytes);
        object.add("passes", std::uint64_t{slot.cost.passes});
    }
    return object.finish();
}

Result<void> printJson(Context& context, const VaultInfo& info, const std::optional<Inside>& inside)
{
    JsonObject object;
    object.add("format", std::uint64_t{info.format});
    object.add("id", info.vaultId.toHex());
    object.add("generation", info.generation);
    object.add("size", info.fileSize);
    object.add("logSize", info.logSize);
    SecureBytes slots = SecureBytes::copyOf(bytesOf("["));
    for (std::size_t i = 0; i < info.slots.size(); ++i) {
        if (i != 0)
            slots.append(bytesOf(","));
        slots.append(slotJson(info.slots[i]).view());
    }
    slots.append(bytesOf("]"));
    object.addJson("slots", slots.view());
    if (inside) {
        object.add("notes", inside->counts.notes);
        object.add("trashed", inside->counts.trashed);
        object.add("notebooks", inside->counts.notebooks);
        object.add("bodyBytes", inside->counts.bodyBytes);
        object.add("versions", inside->counts.revisions);
        object.add("versionBytes", inside->counts.revisionBytes);
        object.add("attachments", inside->counts.attachments);
        object.add("attachmentBytes", inside->counts.attachmentBytes);
        object.add("epoch", inside->counts.epoch);
        object.add("knownHere", inside->knownHere);
    }
    return context.output.line(object.finish().text());
}

Result<void> printText(Context& context, const VaultInfo& info, const std::optional<Inside>& inside)
{
    Output& out = context.output;
    LOCKLEAF_CHECK(out.line("Format:         " + std::to_string(info.format)));
    LOCKLEAF_CHECK(out.line("Vault id:       " + info.vaultId.toHex()));
    LOCKLEAF_CHECK(out.line("File:           " + byteSize(info.fileSize)));
    LOCKLEAF_CHECK(out.line("Log:            " + (info.logSize == 0 ? "empty" : byteSize(info.logSize))));
    LOCKLEAF_CHECK(out.line("Header changes: " + grouped(info.generation)));
    for (std::size_t i = 0; i < info.slots.size(); ++i) {
        const KeySlotInfo& slot = info.slots[i];
        std::string line = "Key slot " + std::to_string(i + 1) + ":     ";
        if (slot.kind == KeySlotInfo::Kind::Password)
            line += "password since " + isoTime(slot.created).substr(0, 10) + ", Argon2id " +
                    mebibytes(slot.cost.memoryBytes) + " × " + std::to_string(slot.cost.passes);
        else
            line += "of a kind this version does not know";
        LOCKLEAF_CHECK(out.line(line));
    }
    if (!inside)
        return {};
    LOCKLEAF_CHECK(out.line("Notes:          " + grouped(inside->counts.notes)));
    LOCKLEAF_CHECK(out.line("In the trash:   " + grouped(inside->counts.trashed)));
    LOCKLEAF_CHECK(out.line("Notebooks:      " + grouped(inside->counts.notebooks)));
    LOCKLEAF_CHECK(out.line("Text:           " + byteSize(inside->counts.bodyBytes)));
    LOCKLEAF_CHECK(out.line("Versions:       " + grouped(inside->counts.revisions) + ", " +
                            byteSize(inside->counts.revisionBytes)));
    LOCKLEAF_CHECK(out.line("Attachments:    " + grouped(inside->counts.attachments) + ", " +
                            byteSize(inside->counts.attachmentBytes)));
    LOCKLEAF_CHECK(out.line("Changes:        " + grouped(inside->counts.epoch)));
    return out.line(inside->knownHere ? "Seen here:      yes; an older copy would be noticed"
                                      : "Seen here:      for the first time; an older copy could not be "
                                        "noticed");
}

Result<int> runInfo(Context& context, const VaultOptions& options)
{
    LOCKLEAF_TRY(const VaultInfo info, Vault::info(options.vault));
    std::optional<Inside> inside;
    if (!options.passwordFile.empty()) {
        LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options));
        LOCKLEAF_TRY(const VaultCounts counts, vault->counts());
        const auto notices = vault->notices();
        inside = Inside{counts, std::ranges::find(notices, OpenNotice::NoWitness) == notices.end()};
        LOCKLEAF_CHECK(closeVault(*vault));
    }
    LOCKLEAF_CHECK(context.json ? printJson(context, info, inside) : printText(context, info, inside));
    return 0;
}

} // namespace

void addInfoVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<VaultOptions>();
    CLI::App* verb = app.add_subcommand(
        "info", "Show what the file shows without a key; with --password-file also counts and sizes");
    addVaultOptions(*verb, *options);
    verb->callback(
        [options, &chosen] { chosen = [options](Context& context) { return runInfo(context, *options); }; });
}

} // namespace lockleaf::app
