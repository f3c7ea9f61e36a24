// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/backup.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

/// Whether there is one already of just this state: a way that fails is gone more than once, and must not
/// fill the disk with copies of the same.
Result<bool> isBackedUp(Vault& vault, const BackupPlace& place)
{
    LOCKLEAF_TRY(const BackupListing listing, listBackups(vault, place));
    LOCKLEAF_TRY(const VaultCounts now, vault.counts());
    return std::ranges::any_of(listing.generations, [&now](const Generation& generation) {
        return generation.reason == BackupReason::BeforeMigration &&
               generation.state == GenerationState::Proven && generation.counts.epoch == now.epoch;
    });
}

} // namespace

std::function<Result<void>(Vault&)> backUpBeforeMigration(std::filesystem::path vaultFile,
                                                          std::chrono::minutes utcOffset)
{
    return [file = std::move(vaultFile), utcOffset](Vault& vault) -> Result<void> {
        LOCKLEAF_TRY(const VaultSettings settings, vault.settings());
        const BackupPlace place = BackupPlace::of(file, settings, utcOffset);
        LOCKLEAF_TRY(const bool isThere, isBackedUp(vault, place));
        if (isThere)
            return {};
        BackupReport report;
        const auto job = makeBackupJob(vault, place, BackupReason::BeforeMigration, report);
        NoProgress progress;
        return runToEnd(*job, {}, progress);
    };
}

} // namespace lockleaf
