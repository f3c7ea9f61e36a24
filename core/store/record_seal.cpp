// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/record_seal.h"

#include "core/crypto/aead.h"
#include "core/crypto/keyed_hash.h"

namespace lockleaf {

namespace {

constexpr std::string_view keyLabel = "lockleaf rec key"; // 16 bytes each
constexpr std::string_view sealLabel{"lockleaf record\0", 16};
static_assert(keyLabel.size() == 16 && sealLabel.size() == 16);

/// label 16 ‖ format u16 ‖ vault id 16 ‖ record id 16 ‖ kind u8 ‖ sequence u64
using RecordAad = std::array<std::uint8_t, 59>;

RecordAad aadFor(const VaultId& vault, const RecordIdentity& identity)
{
    RecordAad aad{};
    std::memcpy(aad.data(), sealLabel.data(), 16);
    storeLe16(aad.data() + 16, storeFormat);
    std::memcpy(aad.data() + 18, vault.bytes.data(), 16);
    std::memcpy(aad.data() + 34, identity.id.bytes.data(), 16);
    aad[50] = identity.kind;
    storeLe64(aad.data() + 51, identity.sequence);
    return aad;
}

} // namespace

RecordSealer::RecordSealer(VaultId vaultId, SecretKey<RecordsPurpose> recordsKey)
    : m_vaultId(vaultId), m_recordsKey(std::move(recordsKey))
{
}

Bytes RecordSealer::seal(const RecordIdentity& identity, ByteView plain) const
{
    ShortKey key; // one key per record: a nonce that came up twice would have to do so within one record
    deriveShortKey(key, m_recordsKey, {bytesOf(keyLabel), m_vaultId.view(), identity.id.view()});
    return aead::sealBox(keyView(key), aadFor(m_vaultId, identity), plain);
}

Result<SecureBytes> RecordSealer::open(const RecordIdentity& identity, ByteView sealed) const
{
    ShortKey key;
    deriveShortKey(key, m_recordsKey, {bytesOf(keyLabel), m_vaultId.view(), identity.id.view()});
    return aead::openBox(keyView(key), aadFor(m_vaultId, identity), sealed);
}

ByteView tagOf(ByteView sealed)
{
    return sealed.size() < aead::overhead ? ByteView{} : sealed.last(aead::tagSize);
}

} // namespace lockleaf
