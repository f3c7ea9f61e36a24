// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/sliced_job.h"
#include "core/crypto/keyed_hash.h"
#include "core/crypto/subkeys.h"

#include <array>
#include <filesystem>
#include <memory>

namespace lockleaf {

class Vault;
struct SnapshotReport;

/// The part of Vault that copies of it are made by. Thread and errors as there.
class SnapshotSource
{
public:
    virtual ~SnapshotSource() = default;

    [[nodiscard]] virtual VaultId vaultId() const = 0;
    [[nodiscard]] virtual Timestamp now() const = 0; ///< By the clock of the vault.
    /// The subkey for what stands beside copies and says which of them are proven.
    [[nodiscard]] virtual SecretKey<BackupPurpose> backupKey() const = 0;
    /// The generation of the header: higher after a change of the password.
    [[nodiscard]] virtual std::uint64_t headerGeneration() const = 0;
    /// The inbox's public key, which the header shows: another one after a change of the keys.
    [[nodiscard]] virtual std::array<std::uint8_t, 32> inboxPublicKey() const = 0;
    /// Its secret key: opens what was written while the vault was locked (core/capture).
    [[nodiscard]] virtual SecretKey<InboxSeedPurpose> inboxSeed() const = 0;
    /// Seals texts that do not reach the vault before it is locked.
    [[nodiscard]] virtual SecretKey<SpillPurpose> spillKey() const = 0;

    /// Makes a copy of the vault at `target`, where nothing may stand: a whole vault file of the same id,
    /// keys and passwords with a file salt of its own, sealed, mode 0600. It gets its name only after it was
    /// opened anew, read and compared as a whole. What is saved meanwhile is in it. In slices of about 20 ms;
    /// a job that ends early leaves nothing. `report` must outlive it; end it before the vault is closed.
    /// Errors: Damaged, with a detail that says whether the vault or the copy is; AlreadyExists; those of the
    /// disk.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob> makeSnapshotJob(std::filesystem::path target,
                                                                     SnapshotReport& report) = 0;
    /// Opens a copy of this vault with the keys of this one, without a witness: nothing is remembered of it.
    [[nodiscard]] virtual Result<std::unique_ptr<Vault>> openCopy(const std::filesystem::path& file) = 0;
    /// BLAKE2b-256 of the sealed head: equal in copies that say the same.
    [[nodiscard]] virtual Hash256 headHash() const = 0;
};

} // namespace lockleaf
