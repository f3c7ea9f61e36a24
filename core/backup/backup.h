// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backup/generation.h"
#include "core/base/result.h"
#include "core/base/sliced_job.h"
#include "core/vault/vault.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace lockleaf {

/// Where the backups of a vault are.
struct BackupPlace
{
    std::filesystem::path vaultFile;   ///< The vault; its name begins the names of the backups.
    std::filesystem::path folder;      ///< Made where it is missing (0700). A symbolic link is refused.
    std::chrono::minutes utcOffset{0}; ///< Of the local time in names, and of days and weeks.

    /// The folder that `settings` name, else `NAME.backups` beside the vault.
    [[nodiscard]] static BackupPlace of(const std::filesystem::path& vaultFile, const VaultSettings& settings,
                                        std::chrono::minutes utcOffset);
};

/// What making one backup came to. After an error nothing counts and nothing was taken away.
struct BackupReport
{
    Generation made;            ///< The new one, proven.
    std::string takenAway;      ///< File name of the one generation that made room; empty: none.
    ShrinkNotice shrink;        ///< Whether earlier generations are held because the vault shrank.
    bool catalogueLost = false; ///< The list of proven backups was missing or damaged: those of before count
                                ///< once they are proven again.
};

/// Makes a backup of `vault`, proves it by opening it anew and reading and comparing all of it, gives it its
/// name, and then takes at most one earlier generation away (rotation.h). In slices; saves and locks overtake
/// it and what they write is in it. A job that ends early leaves nothing that counts. `vault` and `report`
/// must outlive the job; end it before the vault is closed.
/// Errors: Damaged, where the vault, or the copy, cannot be read as a whole: the detail says which; those of
/// the folder and its disk.
[[nodiscard]] std::unique_ptr<SlicedJob> makeBackupJob(Vault& vault, BackupPlace place, BackupReason reason,
                                                       BackupReport& report);

/// For Vault::OpenOptions::beforeMigration: a backup of the vault at `vaultFile`, where its settings name the
/// folder, whether or not they want any on schedule. None where a proven one says just the same already.
/// `utcOffset` as in BackupPlace. Errors of what is returned: those of makeBackupJob().
[[nodiscard]] std::function<Result<void>(Vault&)> backUpBeforeMigration(std::filesystem::path vaultFile,
                                                                        std::chrono::minutes utcOffset);

/// All generations of `vault` in `place`, the last made first, without opening any of them. Cheap: some reads
/// a file. A folder that is not there is an empty list.
[[nodiscard]] Result<BackupListing> listBackups(Vault& vault, const BackupPlace& place);

/// Proves the generation of the file name `name` once more: opens it and reads and compares all of it. Then
/// it counts, with the present time; where damage is found it counts no more, and nothing is taken away. In
/// slices; everything given must outlive the job. Damage is no error of the job. Errors: NotFound, InUse,
/// those of the disk.
[[nodiscard]] std::unique_ptr<SlicedJob> makeProveJob(Vault& vault, BackupPlace place, std::string name,
                                                      ProofReport& report);

/// The person says that the vault is as small as it is on purpose: generations of before may be rotated
/// again.
[[nodiscard]] Result<void> acceptShrink(Vault& vault, const BackupPlace& place);

/// Takes the generation of the file name `name` away because a person asked for it. Errors: NotFound,
/// InvalidArgument for the newest proven one.
[[nodiscard]] Result<void> removeGeneration(Vault& vault, const BackupPlace& place, const std::string& name);

/// A generation that is open to be read: list, search and preview its notes by `vault()`. It is held like any
/// open vault. Nothing may be changed in it. Leaves no log beside the file when it ends.
class OpenGeneration
{
public:
    /// Opens it with the keys of `vault`; this computer does not come to know its state. Errors: NotFound,
    /// InUse, Damaged, ReadOnly for a folder that cannot be written.
    [[nodiscard]] static Result<std::unique_ptr<OpenGeneration>> open(Vault& vault, const BackupPlace& place,
                                                                      const std::string& name);
    ~OpenGeneration();
    OpenGeneration(const OpenGeneration&) = delete;
    OpenGeneration& operator=(const OpenGeneration&) = delete;

    [[nodiscard]] Vault& vault() { return *m_vault; }

private:
    OpenGeneration(std::unique_ptr<Vault> vault, std::filesystem::path file);

    std::unique_ptr<Vault> m_vault;
    std::filesystem::path m_file;
};

/// Copies the generation that `from` has open into a new vault file at `target`, which stands where nothing
/// stood, and proves it. In slices; `from` must outlive the job. `report` as that of Vault::makeSnapshotJob.
/// Errors: AlreadyExists…
[[nodiscard]] std::unique_ptr<SlicedJob> makeRestoreAllJob(OpenGeneration& from, std::filesystem::path target,
                                                           SnapshotReport& report);

} // namespace lockleaf
