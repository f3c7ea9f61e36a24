// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/secret_key.h"

#include "core/crypto/known_answers.h"

#include <sodium.h>

#include <new>

namespace lockleaf {

bool startCrypto()
{
    return sodium_init() >= 0 && knownAnswersHold();
}

namespace detail {

std::uint8_t* allocateKey()
{
    auto* key = static_cast<std::uint8_t*>(sodium_malloc(keySize));
    if (key == nullptr)
        throw std::bad_alloc();
    std::memset(key, 0, keySize); // sodium_malloc fills with a pattern of its own
    return key;
}

void freeKey(std::uint8_t* key) noexcept
{
    sodium_free(key); // wipes; accepts null
}

void fillRandom(std::uint8_t* key)
{
    randombytes_buf(key, keySize);
}

} // namespace detail

} // namespace lockleaf
