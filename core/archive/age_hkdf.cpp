// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/age_hkdf.h"

#include <sodium.h>

namespace lockleaf::age {

void hkdfSha256(ShortKey& derived, ByteView inputKey, ByteView salt, std::string_view info)
{
    // libsodium 1.0.18 has HMAC but no HKDF. HMAC pads its key with zeros, so an empty salt is a key of no
    // bytes; it needs an address all the same, since an empty view may hold none and libsodium may not be
    // given a null pointer.
    static constexpr std::uint8_t nothing = 0;
    crypto_auth_hmacsha256_state state;
    ShortKey extracted;
    crypto_auth_hmacsha256_init(&state, salt.empty() ? &nothing : salt.data(), salt.size());
    crypto_auth_hmacsha256_update(&state, inputKey.data(), inputKey.size());
    crypto_auth_hmacsha256_final(&state, extracted.data());

    static constexpr std::uint8_t firstBlock = 1;
    crypto_auth_hmacsha256_init(&state, extracted.data(), ShortKey::size());
    crypto_auth_hmacsha256_update(&state, bytesOf(info).data(), info.size());
    crypto_auth_hmacsha256_update(&state, &firstBlock, 1);
    crypto_auth_hmacsha256_final(&state, derived.data());
    sodium_memzero(&state, sizeof state);
}

} // namespace lockleaf::age
