// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/crypto/aead.h"
#include "core/crypto/key_derivation.h"

#include <optional>

namespace lockleaf {

/// The key slots of a header (docs/vault-format.md, "Key slots").
struct KeySlot
{
    static constexpr std::uint8_t passwordKind = 1;
    static constexpr std::size_t fieldsSize = 40;
    static constexpr std::size_t size = fieldsSize + aead::nonceSize + keySize + aead::tagSize;

    std::uint8_t kind = passwordKind;
    Timestamp created = 0;
    KeyDerivationCost cost;
    KdfSalt salt{};
    std::array<std::uint8_t, aead::nonceSize> nonce{};
    std::array<std::uint8_t, keySize> sealedKey{};
    std::array<std::uint8_t, aead::tagSize> tag{};

    /// A new password slot that holds `dataKey` sealed under `keyEncryptionKey`.
    [[nodiscard]] static KeySlot seal(const DataKey& dataKey, const KeyEncryptionKey& keyEncryptionKey,
                                      const KdfSalt& salt, const KeyDerivationCost& cost, Timestamp created);
    /// The data key; nothing where the key is another one.
    [[nodiscard]] std::optional<DataKey> open(const KeyEncryptionKey& keyEncryptionKey) const;

    [[nodiscard]] std::array<std::uint8_t, size> encoded() const;
    /// `bytes` holds exactly `size` octets.
    [[nodiscard]] static KeySlot decoded(ByteView bytes);
};

} // namespace lockleaf
