// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/crypto/key_derivation.h"
#include "core/crypto/secret_key.h"
#include "core/crypto/way_in.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace lockleaf {

/// The salt of a key slot, random and so a name for it.
using SlotSalt = KdfSalt;

/// The data key of one vault: what a lock screen hands to a session.
struct UnlockedKey
{
    VaultId vaultId;
    DataKey dataKey;
    std::optional<SlotSalt> openedBy = {}; ///< The slot that opened, where the key comes from one.
};

/// One way in, as it stands in the header, readable by anybody.
struct KeySlotInfo
{
    enum class Kind : std::uint8_t { Password = 1, PasswordAndKeyFile = 2, RecoveryCode = 3, Other = 255 };
    Kind kind = Kind::Other;
    Timestamp created = 0; ///< 0 of a kind that is not known, as cost and salt.
    KeyDerivationCost cost;
    SlotSalt salt{};
};

/// What a vault file shows without a key.
struct VaultInfo
{
    std::uint16_t format = 0;
    VaultId vaultId;
    std::uint64_t generation = 0;                  ///< Number of header changes.
    std::array<std::uint8_t, 16> fileSalt{};       ///< Another one in each file that is made.
    std::array<std::uint8_t, 32> inboxPublicKey{}; ///< Another one under another data key.
    std::vector<KeySlotInfo> slots;
    /// The most memory that trying a way in may take: the dearest slot that is within the limits, of all
    /// copies of the header that can be read, since each is tried; where none is, the dearest.
    KeyDerivationCost dearest;
    std::uint64_t fileSize = 0; ///< Bytes.
    std::uint64_t logSize = 0;  ///< Bytes of the write-ahead log beside it, 0 without one.

    [[nodiscard]] bool has(KeySlotInfo::Kind kind) const
    {
        return std::ranges::any_of(slots, [kind](const KeySlotInfo& slot) { return slot.kind == kind; });
    }
};

} // namespace lockleaf
