// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vaultfile/vault_info.h"
#include "core/vaultfile/way_change.h"

#include <vector>

namespace lockleaf {

/// The part of Vault that changes what opens it. Each change is crash-safe and fast: what is slow is in
/// PreparedWay::of(). Whoever calls has proved a way in before.
class WaysKeeper
{
public:
    virtual ~WaysKeeper() = default;

    /// As VaultInfo::slots, of the header that counts.
    [[nodiscard]] virtual std::vector<KeySlotInfo> waysIn() const { return {}; }
    /// Adds, replaces or removes one way in. Copies of the file that were made before keep the earlier ones.
    /// Errors: TooManyWays, LastWay, NotFound, KeysChanged; WayChangeUncertain; those of files.
    [[nodiscard]] virtual Result<void> changeWays(const WayChange& /*change*/)
    {
        return fail(ErrorCode::InvalidArgument, "a vault without a header");
    }
};

} // namespace lockleaf
