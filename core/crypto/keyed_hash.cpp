// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/keyed_hash.h"

#include <sodium.h>

#include <new>

namespace lockleaf {

namespace {

void hashParts(std::uint8_t* out, const std::uint8_t* key, std::initializer_list<ByteView> parts)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, key, key == nullptr ? 0 : keySize, 32);
    for (const ByteView part : parts)
        crypto_generichash_update(&state, part.data(), part.size());
    crypto_generichash_final(&state, out, 32);
    if (key != nullptr)
        sodium_memzero(&state, sizeof state); // the state begins with the key's block
}

crypto_generichash_state* stateAt(std::uint8_t* memory)
{
    return std::launder(reinterpret_cast<crypto_generichash_state*>(memory));
}

} // namespace

Hash256 hash256(std::initializer_list<ByteView> parts)
{
    Hash256 hash;
    hashParts(hash.data(), nullptr, parts);
    return hash;
}

Hash256 keyedHash256(KeyView key, std::initializer_list<ByteView> parts)
{
    Hash256 hash;
    hashParts(hash.data(), key.bytes, parts);
    return hash;
}

void deriveShortKey(ShortKey& derived, KeyView key, std::initializer_list<ByteView> parts)
{
    hashParts(derived.data(), key.bytes, parts);
}

static_assert(sizeof(crypto_generichash_state) <= 384 && alignof(crypto_generichash_state) <= 64);

StreamHash256::StreamHash256()
{
    crypto_generichash_init(new (m_state.data()) crypto_generichash_state, nullptr, 0, 32);
}

void StreamHash256::update(ByteView piece)
{
    crypto_generichash_update(stateAt(m_state.data()), piece.data(), piece.size());
}

Hash256 StreamHash256::finish()
{
    Hash256 hash;
    crypto_generichash_final(stateAt(m_state.data()), hash.data(), hash.size());
    return hash;
}

bool equalConstantTime(ByteView a, ByteView b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace lockleaf
