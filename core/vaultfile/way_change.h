// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/way_in.h"
#include "core/vaultfile/vault_info.h"

#include <optional>

namespace lockleaf {

/// A way in with what was derived for it, so that what is slow is done before the vault is asked. For any
/// thread; holds a key.
struct PreparedWay
{
    WayKind kind = WayKind::Password;
    KdfSalt salt{};
    KeyDerivationCost cost;
    KeyEncryptionKey key;

    /// Derives under a fresh salt, at `cost` or WayIn::costForNew(). Slow. Errors: of WayIn::derive().
    [[nodiscard]] static Result<PreparedWay> of(const WayIn& way, std::optional<KeyDerivationCost> cost = {});
};

/// One change of the ways in.
struct WayChange
{
    enum class What {
        Add,     ///< TooManyWays where there are eight.
        Replace, ///< The slot with the salt `of`; else the first of the kind of `way`; else as Add.
        Remove,  ///< The slot at `index`. LastWay where no other slot of a known kind is left.
    };
    What what = What::Add;
    const PreparedWay* way = nullptr; ///< Not for Remove; lives as long as the call.
    std::optional<SlotSalt> of = {};
    std::size_t index = 0; ///< In VaultInfo::slots.
};

} // namespace lockleaf
