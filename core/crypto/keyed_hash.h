// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/crypto/secret_key.h"

#include <initializer_list>

namespace lockleaf {

using Hash256 = std::array<std::uint8_t, 32>;

/// BLAKE2b-256 without a key over `parts` in a row. Callers keep the encoding injective (fixed widths).
[[nodiscard]] Hash256 hash256(std::initializer_list<ByteView> parts);

/// BLAKE2b-256 keyed with `key`: a MAC, or the hash of a set's element.
[[nodiscard]] Hash256 keyedHash256(KeyView key, std::initializer_list<ByteView> parts);

/// BLAKE2b-256 keyed with `key` over `parts`, as a key: page and log keys per file, one key per record
/// (format.md 2). `parts` begin with a label of fixed width.
void deriveShortKey(ShortKey& derived, KeyView key, std::initializer_list<ByteView> parts);

/// BLAKE2b-256 without a key of a stream that comes in pieces (manifests, attachments).
class StreamHash256
{
public:
    StreamHash256();
    void update(ByteView piece);
    /// Ends the stream; call once.
    [[nodiscard]] Hash256 finish();

private:
    alignas(64) std::array<std::uint8_t, 384> m_state; // room for a crypto_generichash_state
};

/// Equality in constant time, for MACs.
[[nodiscard]] bool equalConstantTime(ByteView a, ByteView b);

} // namespace lockleaf
