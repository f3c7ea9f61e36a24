// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/subkeys.h"
#include "core/store/record.h"

namespace lockleaf {

/// The number of this file format, as associated data names it (docs/vault-format.md).
constexpr std::uint16_t storeFormat = 1;

/// What a record is bound to besides its text: no other record, kind or earlier state can stand in its place.
struct RecordIdentity
{
    RecordId id;
    std::uint8_t kind = 0; ///< RecordKind, or a number that this version does not know.
    std::uint64_t sequence = 0;
};

/// Seals and opens single records below the sealed pages, each under a key of its own (format.md 2 and 6).
class RecordSealer
{
public:
    RecordSealer(VaultId vaultId, SecretKey<RecordsPurpose> recordsKey);

    [[nodiscard]] Bytes seal(const RecordIdentity& identity, ByteView plain) const;
    /// Errors: Damaged.
    [[nodiscard]] Result<SecureBytes> open(const RecordIdentity& identity, ByteView sealed) const;

private:
    VaultId m_vaultId;
    SecretKey<RecordsPurpose> m_recordsKey;
};

/// The authentication tag at the end of a sealed record; null view where it is too short to have one.
[[nodiscard]] ByteView tagOf(ByteView sealed);

} // namespace lockleaf
