// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/key_derivation.h"

#include "core/base/memory_info.h"

#include <sodium.h>

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;
constexpr std::uint64_t mostMemory = 4 * gibibyte;
constexpr std::uint64_t mostWork = 8 * gibibyte; ///< memory × passes
constexpr std::uint64_t consentAbove = gibibyte;

std::chrono::milliseconds timeOf(const KeyDerivationCost& cost)
{
    const auto passphrase = Passphrase::fromTyped(bytesOf("calibration"));
    const auto begin = std::chrono::steady_clock::now();
    const auto key = deriveKey(*passphrase, KdfSalt{}, cost);
    const auto end = std::chrono::steady_clock::now();
    if (!key)
        return std::chrono::hours{1};
    return std::chrono::duration_cast<std::chrono::milliseconds>(end - begin);
}

} // namespace

KeyDerivationCost calibratedCost(std::chrono::milliseconds target)
{
    const KeyDerivationCost least = KeyDerivationCost::minimumForNew();
    const auto took = std::max(timeOf(least), std::chrono::milliseconds{1});
    // Passes scale the time without asking more memory of a computer that may have little to spare.
    const std::uint64_t passes = std::uint64_t{least.passes} * static_cast<std::uint64_t>(target.count()) /
                                 static_cast<std::uint64_t>(took.count());
    const std::uint64_t ceiling = mostWork / least.memoryBytes;
    return {least.memoryBytes,
            static_cast<std::uint32_t>(std::clamp<std::uint64_t>(passes, least.passes, ceiling))};
}

Result<void> checkCost(const KeyDerivationCost& cost)
{
    const bool possible = cost.memoryBytes >= crypto_pwhash_argon2id_MEMLIMIT_MIN &&
                          cost.passes >= crypto_pwhash_argon2id_OPSLIMIT_MIN;
    // The division keeps memory × passes from wrapping around.
    const bool affordable = cost.memoryBytes <= mostMemory &&
                            cost.passes <= mostWork / std::max<std::uint64_t>(cost.memoryBytes, 1);
    if (!possible || !affordable)
        return fail(ErrorCode::DerivationTooCostly, std::to_string(cost.memoryBytes >> 20) + " MiB, " +
                                                        std::to_string(cost.passes) + " passes");
    return {};
}

bool needsConsent(const KeyDerivationCost& cost)
{
    return cost.memoryBytes > consentAbove || cost.memoryBytes > availableMemory() / 2;
}

Result<KeyEncryptionKey> deriveKey(const Passphrase& passphrase, const KdfSalt& salt,
                                   const KeyDerivationCost& cost)
{
    return deriveKey(passphrase.view(), salt, cost);
}

Result<KeyEncryptionKey> deriveKey(ByteView secret, const KdfSalt& salt, const KeyDerivationCost& cost)
{
    LOCKLEAF_CHECK(checkCost(cost));
    static_assert(crypto_pwhash_argon2id_SALTBYTES == sizeof(KdfSalt));
    KeyEncryptionKey key;
    // Argon2id holds off both time-memory trade-offs and side channels of the first pass (RFC 9106, 4).
    if (crypto_pwhash_argon2id(key.span().data(), keySize, reinterpret_cast<const char*>(secret.data()),
                               secret.size(), salt.data(), cost.passes, cost.memoryBytes,
                               crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0)
        return fail(ErrorCode::OutOfMemory,
                    "deriving the key needs " + std::to_string(cost.memoryBytes >> 20) + " MiB");
    return key;
}

} // namespace lockleaf
