// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backup/generation.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace lockleaf {

/// What the file name of a generation says; nobody vouches for it.
struct GenerationName
{
    Timestamp made = 0; ///< Whole seconds, UTC, taken with the offset that was given.
    BackupReason reason = BackupReason::Scheduled;
};

/// The name of the vault in those of its backups: its file name without `.lockleaf`.
[[nodiscard]] std::string nameInBackups(const std::filesystem::path& vaultFile);

/// "NAME 2026-11-28 10-42-07.lockleaf", or "… before key change.lockleaf"; `copy` above 1 is put behind it as
/// " (2)": for names that are taken. A long NAME is cut, so that the whole has at most 200 bytes.
[[nodiscard]] std::string generationName(std::string_view vaultName, Timestamp made, BackupReason reason,
                                         std::chrono::minutes utcOffset, unsigned copy);

/// Reads such a name; nothing where it is none of `vaultName`.
[[nodiscard]] std::optional<GenerationName>
readGenerationName(std::string_view name, std::string_view vaultName, std::chrono::minutes utcOffset);

} // namespace lockleaf
