// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/crypto/aead.h"
#include "core/crypto/way_in.h"

#include <optional>

namespace lockleaf {

/// A key slot of a kind that we know (docs/vault-format.md, "Key slots"). All are laid out alike.
struct KeySlot
{
    static constexpr std::size_t fieldsSize = 40;
    static constexpr std::size_t size = fieldsSize + aead::nonceSize + keySize + aead::tagSize;

    WayKind kind = WayKind::Password;
    Timestamp created = 0;
    KeyDerivationCost cost;
    KdfSalt salt{};
    std::array<std::uint8_t, aead::nonceSize> nonce{};
    std::array<std::uint8_t, keySize> sealedKey{};
    std::array<std::uint8_t, aead::tagSize> tag{};

    /// A new slot that holds `dataKey` sealed under `keyEncryptionKey`.
    [[nodiscard]] static KeySlot seal(WayKind kind, const DataKey& dataKey,
                                      const KeyEncryptionKey& keyEncryptionKey, const KdfSalt& salt,
                                      const KeyDerivationCost& cost, Timestamp created);
    /// The data key; nothing where the key is another one.
    [[nodiscard]] std::optional<DataKey> open(const KeyEncryptionKey& keyEncryptionKey) const;

    [[nodiscard]] std::array<std::uint8_t, size> encoded() const;
    /// Nothing where `bytes` is of another size or of a kind that we do not know.
    [[nodiscard]] static std::optional<KeySlot> decoded(ByteView bytes);
};

} // namespace lockleaf
