// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/key_slot.h"

#include "core/vaultfile/associated_data.h"

#include <algorithm>

namespace lockleaf {

namespace {

std::array<std::uint8_t, KeySlot::fieldsSize> encodedFields(const KeySlot& slot)
{
    std::array<std::uint8_t, KeySlot::fieldsSize> fields{};
    fields[0] = static_cast<std::uint8_t>(slot.kind);
    storeLe32(fields.data() + 4, slot.cost.passes);
    storeLe64(fields.data() + 8, static_cast<std::uint64_t>(slot.created));
    storeLe64(fields.data() + 16, slot.cost.memoryBytes);
    std::copy(slot.salt.begin(), slot.salt.end(), fields.begin() + 24);
    return fields;
}

AssociatedData slotData(const KeySlot& slot)
{
    // All that says how the key is made is authenticated with it: costs cannot be lowered unnoticed.
    AssociatedData aad(layout::slotLabel);
    aad.bytes(encodedFields(slot));
    return aad;
}

} // namespace

KeySlot KeySlot::seal(WayKind kind, const DataKey& dataKey, const KeyEncryptionKey& keyEncryptionKey,
                      const KdfSalt& salt, const KeyDerivationCost& cost, Timestamp created)
{
    KeySlot slot;
    slot.kind = kind;
    slot.created = created;
    slot.cost = cost;
    slot.salt = salt;
    aead::sealDetached(keyEncryptionKey, slotData(slot).view(), dataKey.view(), slot.sealedKey.data(),
                       slot.nonce.data(), slot.tag.data());
    return slot;
}

std::optional<DataKey> KeySlot::open(const KeyEncryptionKey& keyEncryptionKey) const
{
    DataKey dataKey;
    if (!aead::openDetached(keyEncryptionKey, slotData(*this).view(), sealedKey, nonce.data(), tag.data(),
                            dataKey.span().data()))
        return std::nullopt;
    return dataKey;
}

std::array<std::uint8_t, KeySlot::size> KeySlot::encoded() const
{
    std::array<std::uint8_t, size> bytes{};
    const auto fields = encodedFields(*this);
    auto at = std::copy(fields.begin(), fields.end(), bytes.begin());
    at = std::copy(nonce.begin(), nonce.end(), at);
    at = std::copy(sealedKey.begin(), sealedKey.end(), at);
    std::copy(tag.begin(), tag.end(), at);
    return bytes;
}

std::optional<KeySlot> KeySlot::decoded(ByteView bytes)
{
    if (bytes.size() != size || bytes[0] < static_cast<std::uint8_t>(WayKind::Password) ||
        bytes[0] > static_cast<std::uint8_t>(WayKind::RecoveryCode))
        return std::nullopt;
    KeySlot slot;
    slot.kind = static_cast<WayKind>(bytes[0]);
    slot.cost.passes = loadLe32(bytes.data() + 4);
    slot.created = static_cast<Timestamp>(loadLe64(bytes.data() + 8));
    slot.cost.memoryBytes = loadLe64(bytes.data() + 16);
    const auto take = [&bytes](std::size_t offset, auto& field) {
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), field.size(), field.begin());
    };
    take(24, slot.salt);
    take(fieldsSize, slot.nonce);
    take(fieldsSize + aead::nonceSize, slot.sealedKey);
    take(fieldsSize + aead::nonceSize + keySize, slot.tag);
    return slot;
}

} // namespace lockleaf
