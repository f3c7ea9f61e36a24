// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backup_settings.h"

#include "app/cli/complaint.h"
#include "app/cli/output.h"

#include <charconv>
#include <filesystem>

namespace lockleaf::app {

namespace {

constexpr std::uint32_t mostBackupMinutes = 365U * 24 * 60;

Result<void> setEvery(VaultSettings& settings, const std::string& every)
{
    if (every == "off") {
        settings.backups = false;
        return {};
    }
    std::uint32_t minutes = 0;
    const char* const end = every.data() + every.size();
    const auto [stopped, problem] = std::from_chars(every.data(), end, minutes);
    if (problem != std::errc() || stopped != end || minutes == 0 || minutes > mostBackupMinutes)
        return complain(ErrorCode::InvalidArgument, "--every takes a number of minutes, 1 to " +
                                                        grouped(mostBackupMinutes) + ", or off.");
    settings.backups = true;
    settings.backupMinutes = minutes;
    return {};
}

Result<void> setFolder(VaultSettings& settings, const std::string& folder)
{
    if (folder == "beside") {
        settings.backupFolder.clear();
        return {};
    }
    std::error_code problem;
    const std::filesystem::path whole = std::filesystem::absolute(folder, problem).lexically_normal();
    if (problem)
        return complain(ErrorCode::InvalidArgument, "This is no path of a folder.");
    const auto there = std::filesystem::symlink_status(whole, problem);
    if (std::filesystem::exists(there) && !std::filesystem::is_directory(there))
        return complain(ErrorCode::NotARegularFile, "At this path stands no folder, or a link.");
    settings.backupFolder = whole.string();
    return {};
}

} // namespace

Result<void> setBackupSettings(Vault& vault, const std::string& every, const std::string& folder)
{
    LOCKLEAF_TRY(VaultSettings settings, vault.settings());
    if (!every.empty())
        LOCKLEAF_CHECK(setEvery(settings, every));
    if (!folder.empty())
        LOCKLEAF_CHECK(setFolder(settings, folder));
    return vault.saveSettings(settings);
}

Result<void> printBackupSettings(Context& context, const VaultSettings& settings, const BackupPlace& place)
{
    const std::string often = settings.backupMinutes == 1
                                  ? "every minute"
                                  : "every " + grouped(settings.backupMinutes) + " minutes";
    return context.output.line("By itself: " + (settings.backups ? often + " at most" : "off") + ", in " +
                               printable(shownPath(place.folder.string())));
}

void addBackupSettings(JsonObject& object, const VaultSettings& settings, const BackupPlace& place)
{
    object.add("bySelf", settings.backups);
    object.add("everyMinutes", std::uint64_t{settings.backupMinutes});
    object.add("folder", shownPath(place.folder.string()));
}

} // namespace lockleaf::app
