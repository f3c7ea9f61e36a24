// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/age_file_key.h"
#include "core/archive/age_stanza.h"
#include "core/base/result.h"
#include "core/crypto/passphrase.h"

namespace lockleaf::age {

using ScryptSalt = std::array<std::uint8_t, 16>;

/// log2 of scrypt's N for new files: 256 MiB, as the age command writes it.
constexpr int standardWorkFactor = 18;
/// The highest that any reader of ours or the age command takes: 4 GiB.
constexpr int highestWorkFactor = 22;

constexpr std::string_view scryptType = "scrypt";

/// A stanza by a password. It must be the only one of its header, else its reader could not tell who wrote
/// it.
struct ScryptStanza
{
    ScryptSalt salt{};
    int workFactor = 0; ///< 1 to 99, so maybe above the highest that is run.
    WrappedKey wrapped{};
};

/// What a stanza of type scryptType says. Errors: ArchiveHeaderDamaged unless every part is of its exact size
/// and spelling.
[[nodiscard]] Result<ScryptStanza> parseScrypt(const Stanza& stanza);

/// Whether `passphrase`, taken as it is, opens the stanza; then the key is in `fileKey`. Slow and takes 1 KiB
/// × 2^workFactor of memory. Errors, both before any work: DerivationTooCostly above highestWorkFactor,
/// OutOfMemory.
[[nodiscard]] Result<bool> unwrapByScrypt(FileKey& fileKey, const ScryptStanza& stanza, ByteView passphrase);

/// The whole header of a file that a password opens. As slow as unwrapByScrypt(). `workFactor` is 1 to
/// highestWorkFactor, `salt` random. Errors: InvalidArgument, OutOfMemory.
[[nodiscard]] Result<Bytes> scryptHeader(const FileKey& fileKey, const Passphrase& passphrase,
                                         const ScryptSalt& salt, int workFactor);

} // namespace lockleaf::age
