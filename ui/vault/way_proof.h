// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/way_in.h"
#include "ui/vault/vault_session.h"

#include <filesystem>
#include <memory>

namespace lockleaf::ui {

/// A way in that was just proved on the file of the open vault.
struct ProvedWay
{
    WayIn way;
    std::optional<SlotSalt> openedBy;
};

/// Reads `typed` as a recovery code where it is one, else as the password, with the key file at `keyFile`
/// where that is not empty, and tries it on the vault's file. Slow; for any thread. Errors: of
/// Vault::unlock(); WrongPassword where another vault stands there; KeyFileNotUsable.
[[nodiscard]] Result<std::shared_ptr<const ProvedWay>> proveWay(const VaultOrigin& origin, ByteView typed,
                                                                const std::filesystem::path& keyFile);

} // namespace lockleaf::ui
