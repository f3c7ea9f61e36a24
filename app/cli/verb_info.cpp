// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/open_vault.h"
#include "app/cli/password.h"
#include "app/cli/slot_words.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"
#include "core/vaultfile/surroundings.h"

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

const char* relationWord(VaultCopy::Relation relation)
{
    switch (relation) {
    case VaultCopy::Relation::SameVault:
        return "same vault";
    case VaultCopy::Relation::AnotherVault:
        return "another vault";
    case VaultCopy::Relation::Log:
        return "log";
    case VaultCopy::Relation::Unreadable:
        break;
    }
    return "not readable";
}

void addSurroundings(JsonObject& object, const VaultSurroundings& around)
{
    object.add("fileSystem", around.fileSystem.name);
    object.add("synchroniser", around.synchroniser);
    SecureBytes copies = SecureBytes::copyOf(bytesOf("["));
    for (const VaultCopy& copy : around.copies) {
        if (copies.size() > 1)
            copies.append(bytesOf(","));
        JsonObject one;
        one.add("file", shownPath(copy.file));
        one.add("is", relationWord(copy.relation));
        copies.append(one.finish().view());
    }
    copies.append(bytesOf("]"));
    object.addJson("copies", copies.view());
}

const char* adviceFor(const FileSystemKind& kind)
{
    switch (kind.kind) {
    case FileSystemKind::Kind::Network:
        return ", of another computer: open the vault on one computer at a time";
    case FileSystemKind::Kind::Memory:
        return ", in memory: it is gone when the computer is switched off";
    case FileSystemKind::Kind::Fuse:
    case FileSystemKind::Kind::Ordinary:
        break;
    }
    return "";
}

const char* adviceFor(VaultCopy::Relation relation)
{
    switch (relation) {
    case VaultCopy::Relation::SameVault:
        return "a copy of this vault; merge takes over what only it has";
    case VaultCopy::Relation::AnotherVault:
        return "another vault, whose name is like that of a conflict copy";
    case VaultCopy::Relation::Log:
        return "a log of such a copy; keep it until that has been merged";
    case VaultCopy::Relation::Unreadable:
        break;
    }
    return "called like a conflict copy, but not a whole vault";
}

Result<void> printSurroundings(Output& out, const VaultSurroundings& around)
{
    if (!around.fileSystem.name.empty())
        LOCKLEAF_CHECK(out.line("File system:    " + around.fileSystem.name + adviceFor(around.fileSystem)));
    if (!around.synchroniser.empty())
        LOCKLEAF_CHECK(out.line("Synchronised:   by " + around.synchroniser +
                                "; lock the vault on one computer, and wait, before opening it on another"));
    for (const VaultCopy& copy : around.copies)
        LOCKLEAF_CHECK(out.line("Beside it:      " + shownPath(copy.file) + ", " + adviceFor(copy.relation)));
    return {};
}

Result<void> printJson(Context& context, const VaultInfo& info, const VaultSurroundings& around,
                       const std::optional<Inside>& inside)
{
    JsonObject object;
    object.add("format", std::uint64_t{info.format});
    object.add("id", info.vaultId.toHex());
    object.add("generation", info.generation);
    object.add("size", info.fileSize);
    object.add("logSize", info.logSize);
    object.addJson("slots", slotsJson(info.slots).view());
    addSurroundings(object, around);
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

Result<void> printText(Context& context, const VaultInfo& info, const VaultSurroundings& around,
                       const std::optional<Inside>& inside)
{
    Output& out = context.output;
    LOCKLEAF_CHECK(out.line("Format:         " + std::to_string(info.format)));
    LOCKLEAF_CHECK(out.line("Vault id:       " + info.vaultId.toHex()));
    LOCKLEAF_CHECK(out.line("File:           " + byteSize(info.fileSize)));
    LOCKLEAF_CHECK(out.line("Log:            " + (info.logSize == 0 ? "empty" : byteSize(info.logSize))));
    LOCKLEAF_CHECK(out.line("Header changes: " + grouped(info.generation)));
    for (std::size_t i = 0; i < info.slots.size(); ++i) {
        LOCKLEAF_CHECK(out.line("Key slot " + std::to_string(i + 1) + ":     " + slotWords(info.slots[i])));
    }
    LOCKLEAF_CHECK(printSurroundings(out, around));
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
    if (options.saysAll()) {
        LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options));
        LOCKLEAF_TRY(const VaultCounts counts, vault->counts());
        const auto notices = vault->notices();
        inside = Inside{counts, std::ranges::find(notices, OpenNotice::NoWitness) == notices.end()};
        LOCKLEAF_CHECK(closeVault(*vault));
    }
    const VaultSurroundings around = surroundingsOf(options.vault, info.vaultId);
    LOCKLEAF_CHECK(context.json ? printJson(context, info, around, inside)
                                : printText(context, info, around, inside));
    return 0;
}

} // namespace

void addInfoVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<VaultOptions>();
    CLI::App* verb = app.add_subcommand("info", "Show what the file shows without a key; with "
                                                "--password-file, or another way in, also counts and sizes");
    addVaultOptions(*verb, *options);
    verb->callback(
        [options, &chosen] { chosen = [options](Context& context) { return runInfo(context, *options); }; });
}

} // namespace lockleaf::app
