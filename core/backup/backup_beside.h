// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <chrono>
#include <filesystem>
#include <optional>

namespace lockleaf {

/// A backup that was found without a key. Nobody vouches for it.
struct BackupBeside
{
    std::filesystem::path file;
    Timestamp made = 0; ///< What its name says, with the offset that was given.
};

/// The newest backup of the vault at `vaultFile` in `NAME.backups` beside it: the last by its name whose
/// header is whole and has the id of the vault; where the header of the vault itself is lost, its name alone
/// decides. For a vault that cannot be opened. Reads some headers; may wait for a disk. Errors: NotFound.
[[nodiscard]] Result<BackupBeside> newestBackupBeside(const std::filesystem::path& vaultFile,
                                                      std::chrono::minutes utcOffset);

/// When the vault file at `file` was made as a backup, where its name and that of its folder say that it is
/// one (`NAME.backups/NAME YYYY-MM-DD hh-mm-ss….lockleaf`); nothing: it is none by its name.
[[nodiscard]] std::optional<Timestamp> madeAsBackup(const std::filesystem::path& file,
                                                    std::chrono::minutes utcOffset);

} // namespace lockleaf
