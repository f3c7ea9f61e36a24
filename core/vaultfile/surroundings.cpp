// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/surroundings.h"

#include "core/base/text.h"
#include "core/vaultfile/vault_file.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace lockleaf {

namespace {

using namespace std::string_view_literals;

struct Mark
{
    std::string_view name;
    std::string_view program;
};

// What the programs leave in the folder that they keep, by their documentation.
constexpr std::array<Mark, 9> marks{{{".dropbox.cache", "Dropbox"},
                                     {".dropbox", "Dropbox"},
                                     {".nextcloudsync.log", "Nextcloud"},
                                     {".owncloudsync.log", "ownCloud"},
                                     {".stfolder", "Syncthing"},
                                     {".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"},
                                     {".tmp.drivedownload", "Google Drive"},
                                     {".tmp.driveupload", "Google Drive"},
                                     {".SeaDrive", "Seafile"}}};

constexpr std::string_view ending = ".lockleaf";
constexpr std::size_t mostNames = 20'000; // of a folder; more is no folder for a vault

template <class Visit>
void forEachName(const std::filesystem::path& folder, Visit&& visit)
{
    std::error_code error;
    std::filesystem::directory_iterator at(folder.empty() ? "." : folder, error);
    for (std::size_t seen = 0; !error && at != std::filesystem::directory_iterator{} && seen < mostNames;
         ++seen, at.increment(error))
        visit(*at);
}

/// The database of the Nextcloud and ownCloud clients: `.sync_0123456789ab.db`, before 2.6 with `._sync_`.
bool isSyncDatabase(std::string_view name)
{
    return (name.starts_with(".sync_") || name.starts_with("._sync_")) && name.ends_with(".db");
}

bool isDigits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// What stands between the name and its ending: "v (conflicted copy).lockleaf" gives " (conflicted copy)".
/// Nothing where the name is of another file, or is one of ours.
std::string_view middleOf(std::string_view name, std::string_view original)
{
    std::string_view stem = original;
    if (stem.ends_with(ending))
        stem.remove_suffix(ending.size());
    for (const std::string_view tail : {".lockleaf"sv, ".lockleaf-wal"sv}) {
        if (name.size() > stem.size() + tail.size() && name.starts_with(stem) && name.ends_with(tail))
            return name.substr(stem.size(), name.size() - stem.size() - tail.size());
    }
    return {};
}

bool saysConflict(std::string_view middle)
{
    // Syncthing: .sync-conflict-20261128-104200-ABCDEFG
    constexpr std::string_view syncthing = ".sync-conflict-";
    if (middle.starts_with(syncthing))
        return isDigits(middle.substr(syncthing.size(), 8));
    // Dropbox, Nextcloud: (… conflicted copy 2026-11-28); ownCloud before: _conflict-20261128-104200;
    // Seafile: (SFConflict name 2026-11-28-10-42-00)
    return middle.starts_with("_conflict-") || (middle.starts_with(" (") && middle.ends_with(")") &&
                                                (middle.find("onflicted copy") != std::string_view::npos ||
                                                 middle.find("onflicting copy") != std::string_view::npos ||
                                                 middle.find("SFConflict") != std::string_view::npos));
}

VaultCopy::Relation relationOf(const std::filesystem::path& file, const VaultId& id)
{
    if (file.native().ends_with("-wal"))
        return VaultCopy::Relation::Log;
    const auto info = VaultFile::info(file);
    if (!info)
        return VaultCopy::Relation::Unreadable;
    return info->vaultId == id ? VaultCopy::Relation::SameVault : VaultCopy::Relation::AnotherVault;
}

} // namespace

bool isConflictName(const std::string& name, const std::string& original)
{
    return saysConflict(middleOf(name, original));
}

std::string synchroniserOf(std::filesystem::path folder)
{
    std::error_code error;
    folder = std::filesystem::absolute(folder.empty() ? "." : folder, error);
    for (; !error && !folder.empty(); folder = folder.parent_path()) {
        for (const Mark& mark : marks)
            if (std::filesystem::exists(std::filesystem::symlink_status(folder / mark.name, error)))
                return std::string{mark.program};
        std::string found;
        forEachName(folder, [&](const std::filesystem::directory_entry& entry) {
            if (isSyncDatabase(entry.path().filename().native()))
                found = "Nextcloud";
        });
        if (!found.empty())
            return found;
        error.clear();
        if (folder == folder.parent_path())
            break;
    }
    return {};
}

VaultSurroundings surroundingsOf(const std::filesystem::path& vault, const VaultId& id)
{
    VaultSurroundings around;
    around.synchroniser = synchroniserOf(vault.parent_path());
    around.fileSystem = fileSystemKindAt(vault);
    const std::string original = vault.filename();
    forEachName(vault.parent_path(), [&](const std::filesystem::directory_entry& entry) {
        const std::string name = entry.path().filename();
        const std::string_view middle = middleOf(name, original);
        std::error_code error;
        if (middle.empty() || !std::filesystem::is_regular_file(entry.symlink_status(error)))
            return;
        const auto relation = relationOf(entry.path(), id);
        // OneDrive puts the computer's name behind a hyphen, which anything may be: the id decides.
        if (saysConflict(middle) || relation == VaultCopy::Relation::SameVault)
            around.copies.push_back({entry.path(), relation});
    });
    std::ranges::sort(around.copies, {}, &VaultCopy::file);
    return around;
}

} // namespace lockleaf
