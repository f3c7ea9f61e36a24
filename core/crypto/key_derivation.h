// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/passphrase.h"
#include "core/crypto/secret_key.h"

#include <chrono>

namespace lockleaf {

using KdfSalt = std::array<std::uint8_t, 16>;

/// What one Argon2id (RFC 9106, one lane, version 1.3) costs.
struct KeyDerivationCost
{
    std::uint64_t memoryBytes = 0;
    std::uint32_t passes = 0;

    bool operator==(const KeyDerivationCost&) const = default;

    /// The least that a new vault gets: 256 MiB, 3 passes.
    [[nodiscard]] static KeyDerivationCost minimumForNew() { return {std::uint64_t{256} << 20, 3}; }
    /// For tests and the tools of tests only; under a millisecond. Readers accept such vaults.
    [[nodiscard]] static KeyDerivationCost cheapForTests() { return {std::uint64_t{8} << 10, 1}; }
};

/// The cost that takes about `target` on this computer, never below minimumForNew(). Measures one derivation;
/// call it off the GUI thread.
[[nodiscard]] KeyDerivationCost calibratedCost(std::chrono::milliseconds target = std::chrono::milliseconds{
                                                   800});

/// Whether a cost read from a file is within the limits: memory ≤ 4 GiB, memory × passes ≤ 8 GiB, and what
/// libsodium takes (memory ≥ 8 KiB, passes ≥ 1). Else DerivationTooCostly.
[[nodiscard]] Result<void> checkCost(const KeyDerivationCost& cost);

/// Whether a person should be asked before so much memory is used: above 1 GiB or half of what is free.
[[nodiscard]] bool needsConsent(const KeyDerivationCost& cost);

/// Argon2id of the password. Checks the cost first. Errors: DerivationTooCostly, OutOfMemory. Slow: never on
/// the GUI thread.
[[nodiscard]] Result<KeyEncryptionKey> deriveKey(const Passphrase& passphrase, const KdfSalt& salt,
                                                 const KeyDerivationCost& cost);
/// The same of octets that were checked already.
[[nodiscard]] Result<KeyEncryptionKey> deriveKey(ByteView secret, const KdfSalt& salt,
                                                 const KeyDerivationCost& cost);

} // namespace lockleaf
