// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/known_answers.h"

#include <sodium.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <string_view>

namespace lockleaf {

namespace {

using Answer16 = std::array<std::uint8_t, 16>;
using Answer32 = std::array<std::uint8_t, 32>;

/// draft-irtf-cfrg-xchacha-03, A.3.1: the tag covers the whole ciphertext.
bool xchachaHolds()
{
    constexpr std::string_view plain =
        "Ladies and Gentlemen of the class of '99: If I could offer you only one "
        "tip for the future, sunscreen would be it.";
    constexpr std::array<std::uint8_t, 12> aad{0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1,
                                               0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7};
    std::array<std::uint8_t, 32> key{};
    std::iota(key.begin(), key.end(), std::uint8_t{0x80});
    std::array<std::uint8_t, 24> nonce{};
    std::iota(nonce.begin(), nonce.end(), std::uint8_t{0x40});
    constexpr Answer16 expected{0xc0, 0x87, 0x59, 0x24, 0xc1, 0xc7, 0x98, 0x79,
                                0x47, 0xde, 0xaf, 0xd8, 0x78, 0x0a, 0xcf, 0x49};
    std::array<std::uint8_t, plain.size()> cipher{};
    Answer16 tag{};
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached(
        cipher.data(), tag.data(), nullptr, reinterpret_cast<const std::uint8_t*>(plain.data()), plain.size(),
        aad.data(), aad.size(), nullptr, nonce.data(), key.data());
    return tag == expected;
}

/// BLAKE2b-256 of "abc", as b2sum -l 256 prints it.
bool blake2bHolds()
{
    constexpr Answer32 expected{0xbd, 0xdd, 0x81, 0x3c, 0x63, 0x42, 0x39, 0x72, 0x31, 0x71, 0xef,
                                0x3f, 0xee, 0x98, 0x57, 0x9b, 0x94, 0x96, 0x4e, 0x3b, 0xb1, 0xcb,
                                0x3e, 0x42, 0x72, 0x62, 0xc8, 0xc0, 0x68, 0xd5, 0x23, 0x19};
    Answer32 hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const std::uint8_t*>("abc"), 3, nullptr, 0);
    return hash == expected;
}

/// Argon2id, version 1.3: 64 KiB, 2 passes, one lane, as the reference program computes it.
bool argon2idHolds()
{
    constexpr Answer32 expected{0x1a, 0x98, 0xfb, 0xa8, 0xe6, 0x39, 0x44, 0x25, 0xc9, 0xbd, 0xc3,
                                0x33, 0xa9, 0xc7, 0x50, 0xaa, 0xf8, 0x11, 0xdf, 0x07, 0x0f, 0x5f,
                                0xb4, 0xa5, 0x78, 0x8e, 0x1c, 0xf4, 0xdb, 0x57, 0x93, 0xa1};
    Answer32 key{};
    return crypto_pwhash_argon2id(key.data(), key.size(), "password", 8,
                                  reinterpret_cast<const std::uint8_t*>("somesaltsomesalt"), 2, 64 << 10,
                                  crypto_pwhash_argon2id_ALG_ARGON2ID13) == 0 &&
           key == expected;
}

} // namespace

bool knownAnswersHold()
{
    return xchachaHolds() && blake2bHolds() && argon2idHolds();
}

} // namespace lockleaf
