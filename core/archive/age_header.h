// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/crypto/passphrase.h"
#include "core/crypto/secure_bytes.h"

#include <array>

/// The age file encryption format, version 1, as its public specification (C2SP, age.md) states it: here the
/// header with one scrypt recipient; the payload is in age_payload.h.
namespace lockleaf::age {

/// What one file is sealed under; the recipients only wrap it.
using FileKey = WipedArray<16>;
using ScryptSalt = std::array<std::uint8_t, 16>;

/// log2 of scrypt's N for new files: 256 MiB, as the age command writes it.
constexpr int standardWorkFactor = 18;
/// The highest that any reader of ours or the age command takes.
constexpr int highestWorkFactor = 22;

/// The whole header, from "age-encryption.org/v1" to the line end after the MAC. Slow and takes
/// 1 KiB × 2^workFactor of memory. `workFactor` is 1 to highestWorkFactor. Errors: OutOfMemory.
[[nodiscard]] Result<Bytes> scryptHeader(const FileKey& fileKey, const Passphrase& passphrase,
                                         const ScryptSalt& salt, int workFactor);

/// The MAC over a header's octets up to and including "---", in unpadded base64 as it follows there.
[[nodiscard]] std::string headerMac(const FileKey& fileKey, ByteView headerWithDashes);

} // namespace lockleaf::age
