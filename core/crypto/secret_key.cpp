// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/secret_key.h"

#include "core/crypto/known_answers.h"
#include "core/crypto/locked_memory.h"

#include <sodium.h>

namespace lockleaf {

bool startCrypto()
{
    return sodium_init() >= 0 && knownAnswersHold();
}

namespace detail {

std::uint8_t* allocateKey()
{
    return lockedPool().allocate(keySize);
}

void freeKey(std::uint8_t* key) noexcept
{
    lockedPool().release(key, keySize);
}

void fillRandom(std::uint8_t* key)
{
    randombytes_buf(key, keySize);
}

} // namespace detail

} // namespace lockleaf
