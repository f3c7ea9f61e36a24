// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/guarded.h"
#include "core/vault/sealed_vault.h"
#include "core/vaultfile/vault_file.h"

namespace lockleaf {

Result<UnlockedKey> Vault::unlock(const std::filesystem::path& file, const WayIn& way)
{
    return guarded([&] { return VaultFile::unlock(file, way); });
}

Result<UnlockedKey> Vault::unlock(const std::filesystem::path& file, const Passphrase& passphrase)
{
    return guarded([&] { return VaultFile::unlock(file, WayIn::password(passphrase.clone())); });
}

Result<UnlockedKey> Vault::create(const std::filesystem::path& file, const WayIn& way,
                                  const CreateOptions& options)
{
    return guarded(
        [&] { return VaultFile::create(file, way, options.cost, SealedVault::populate, options.vaultId); });
}

Result<UnlockedKey> Vault::create(const std::filesystem::path& file, const Passphrase& passphrase,
                                  const CreateOptions& options)
{
    return create(file, WayIn::password(passphrase.clone()), options);
}

Result<void> Vault::addWay(const std::filesystem::path& file, const UnlockedKey& key, const PreparedWay& way)
{
    return guarded([&]() -> Result<void> {
        LOCKLEAF_TRY(const auto vault, VaultFile::open(file, key));
        return vault->changeWays(key, {WayChange::What::Add, &way}, 0);
    });
}

Result<void> Vault::changePassword(const Passphrase& newPassphrase, std::optional<KeyDerivationCost> cost)
{
    return guarded([&]() -> Result<void> {
        LOCKLEAF_TRY(const PreparedWay way, PreparedWay::of(WayIn::password(newPassphrase.clone()), cost));
        auto changed = changeWays({WayChange::What::Replace, &way});
        if (!changed && changed.error().code == ErrorCode::WayChangeUncertain)
            changed.error().code = ErrorCode::PasswordChangeUncertain;
        return changed;
    });
}

} // namespace lockleaf
