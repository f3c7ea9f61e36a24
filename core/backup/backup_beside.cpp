// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/backup_beside.h"

#include "core/backup/backup.h"
#include "core/backup/generation_name.h"
#include "core/base/file_system.h"
#include "core/vault/guarded.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::string_view folderOfBackups = ".backups";

} // namespace

Result<BackupBeside> newestBackupBeside(const std::filesystem::path& vaultFile,
                                        std::chrono::minutes utcOffset)
{
    return guarded([&]() -> Result<BackupBeside> {
        const std::filesystem::path folder = BackupPlace::of(vaultFile, VaultSettings{}, utcOffset).folder;
        std::vector<std::string> names;
        if (fileSystem().list(folder, names) != 0)
            return fail(ErrorCode::NotFound);
        std::vector<BackupBeside> found;
        for (const std::string& name : names)
            if (const auto read = readGenerationName(name, nameInBackups(vaultFile), utcOffset))
                found.push_back({folder / name, read->made});
        std::ranges::sort(found, [](const BackupBeside& a, const BackupBeside& b) {
            return a.made != b.made ? a.made > b.made : a.file > b.file;
        });
        const auto damaged = Vault::info(vaultFile);
        for (BackupBeside& backup : found) {
            const auto info = Vault::info(backup.file);
            if (info && (!damaged || damaged->vaultId == info->vaultId))
                return std::move(backup);
        }
        return fail(ErrorCode::NotFound);
    });
}

std::optional<Timestamp> madeAsBackup(const std::filesystem::path& file, std::chrono::minutes utcOffset)
{
    std::string folder = file.parent_path().filename().string();
    if (folder.size() <= folderOfBackups.size() || !folder.ends_with(folderOfBackups))
        return std::nullopt;
    folder.resize(folder.size() - folderOfBackups.size());
    const auto read = readGenerationName(file.filename().string(), folder, utcOffset);
    return read ? std::optional(read->made) : std::nullopt;
}

} // namespace lockleaf
