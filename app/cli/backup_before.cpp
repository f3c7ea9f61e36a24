// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backup_before.h"

#include "app/cli/complaint.h"
#include "app/cli/local_time.h"
#include "app/cli/output.h"
#include "app/cli/run_job.h"
#include "core/backup/backup.h"
#include "core/backup/rotation.h"

#include <cstdio>

namespace lockleaf::app {

Result<void> backUpBeforeDeletion(Vault& vault, const std::string& path, std::uint64_t notes)
{
    LOCKLEAF_TRY(const VaultSettings settings, vault.settings());
    if (!isBackupWantedBefore(settings, notes))
        return {};
    BackupReport report;
    const auto job = makeBackupJob(vault, BackupPlace::of(path, settings, localOffset(vault.now())),
                                   BackupReason::BeforeLargeDeletion, report);
    Result<void> made = runJob(*job, "Backing up");
    if (!made && made.error().code == ErrorCode::Cancelled)
        return made;
    if (!made)
        return complain(made.error().code, "No backup could be made before, so nothing was deleted (" +
                                               complaint(made.error()) +
                                               ") With --no-backup it is done without.");
    std::fprintf(stderr, "lockleaf-cli: note: A backup was made before: %s\n",
                 printable(report.made.name).c_str());
    return {};
}

} // namespace lockleaf::app
