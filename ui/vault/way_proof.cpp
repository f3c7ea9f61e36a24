// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/way_proof.h"

namespace lockleaf::ui {

namespace {

Result<WayIn> wayFromTyped(ByteView typed, const std::filesystem::path& keyFile)
{
    if (auto code = RecoveryCode::fromTyped(typed))
        return WayIn::recoveryCode(std::move(*code));
    LOCKLEAF_TRY(Passphrase passphrase, Passphrase::fromTyped(typed));
    if (keyFile.empty())
        return WayIn::password(std::move(passphrase));
    auto file = KeyFile::read(keyFile);
    if (!file)
        return fail(ErrorCode::KeyFileNotUsable, describe(file.error()));
    return WayIn::passwordAndKeyFile(std::move(passphrase), std::move(*file));
}

} // namespace

Result<std::shared_ptr<const ProvedWay>> proveWay(const VaultOrigin& origin, ByteView typed,
                                                  const std::filesystem::path& keyFile)
{
    LOCKLEAF_TRY(WayIn way, wayFromTyped(typed, keyFile));
    LOCKLEAF_TRY(const UnlockedKey key, Vault::unlock(origin.file, way));
    if (key.vaultId != origin.id)
        return fail(ErrorCode::WrongPassword);
    return std::make_shared<const ProvedWay>(std::move(way), key.openedBy);
}

} // namespace lockleaf::ui
