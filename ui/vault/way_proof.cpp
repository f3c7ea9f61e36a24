// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/way_proof.h"

#include "core/base/clock.h"

namespace lockleaf::ui {

Result<std::shared_ptr<const ProvedWay>> proveWay(const VaultOrigin& origin,
                                                  const std::function<Result<WayIn>()>& makeWay)
{
    LOCKLEAF_TRY(WayIn way, makeWay());
    const auto key = Vault::unlock(origin.file, way);
    if (!key) {
        // A folder that cannot be written keeps nobody out.
        if (saysWrongWay(key.error().code))
            static_cast<void>(noteFailedAttempt(origin.stateFolder, origin.id, systemClock().now()));
        return std::unexpected(key.error());
    }
    if (key->vaultId != origin.id)
        return fail(ErrorCode::WrongPassword);
    return std::make_shared<const ProvedWay>(std::move(way), key->openedBy);
}

} // namespace lockleaf::ui
