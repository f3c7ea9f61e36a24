// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/crypto/secret_key.h"

/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) by libsodium. Each seal takes a fresh random 24-byte
/// nonce: no counter has to survive a crash, and collisions stay out of reach (192 random bits). The
/// associated data of every caller has fixed width and begins with a label (format.md).
namespace lockleaf::aead {

constexpr std::size_t nonceSize = 24;
constexpr std::size_t tagSize = 16;
constexpr std::size_t overhead = nonceSize + tagSize; ///< What a sealed box is longer than its content.

/// A fresh random nonce from a pool of at most 64 per thread (a system call each would cost 1.6 µs).
/// The pool is dropped in a forked child.
void freshNonce(std::uint8_t* nonce24);

/// Seals `plain` into `cipher` (same size, may be the same memory); writes the nonce used and the tag.
void sealDetached(KeyView key, ByteView aad, ByteView plain, std::uint8_t* cipher, std::uint8_t* nonce24,
                  std::uint8_t* tag16);

/// Opens what sealDetached made into `plain` (cipher.size() bytes, may be the same memory). False, and
/// `plain` zeroed, where it is not authentic.
[[nodiscard]] bool openDetached(KeyView key, ByteView aad, ByteView cipher, const std::uint8_t* nonce24,
                                const std::uint8_t* tag16, std::uint8_t* plain);

/// nonce ‖ ciphertext ‖ tag.
[[nodiscard]] Bytes sealBox(KeyView key, ByteView aad, ByteView plain);

/// Opens a box; ErrorCode::Damaged where it is too short or not authentic.
[[nodiscard]] Result<SecureBytes> openBox(KeyView key, ByteView aad, ByteView box);

} // namespace lockleaf::aead
