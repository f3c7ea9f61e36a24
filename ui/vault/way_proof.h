// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/way_in.h"
#include "ui/vault/vault_session.h"

#include <functional>
#include <memory>

namespace lockleaf::ui {

/// A way in that was just proved on the file of the open vault.
struct ProvedWay
{
    WayIn way;
    std::optional<SlotSalt> openedBy;
};

/// Tries a way in on the file of the vault that is open, and not on another one in its place. A wrong one is
/// written down in the state folder, as on the lock screen. Slow; for any thread. Errors: of `makeWay` and
/// Vault::unlock(); WrongPassword where another vault stands there.
[[nodiscard]] Result<std::shared_ptr<const ProvedWay>>
proveWay(const VaultOrigin& origin, const std::function<Result<WayIn>()>& makeWay);

} // namespace lockleaf::ui
