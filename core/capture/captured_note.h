// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"
#include "core/crypto/subkeys.h"
#include "core/store/inbox_pin.h"

namespace lockleaf {

/// The most that one note may have that is written while the vault is locked.
constexpr std::size_t largestCapture = std::size_t{1} << 20;

/// A note that was written while the vault was locked. Anybody may have: only who holds the keys can open it,
/// but the key that seals it is public.
struct CapturedNote
{
    Timestamp written = 0;
    SecureBytes body; ///< UTF-8 without NUL, 1 to largestCapture octets.
};

/// Seals a note for whoever holds the keys of `vault`: a sealed box of libsodium (X25519,
/// XSalsa20-Poly1305) with a key pair that is made for this one note and forgotten. Errors: BodyNotText,
/// BodyTooLarge, InvalidArgument for an empty one or a key that is none.
[[nodiscard]] Result<Bytes> sealCaptured(const CapturedNote& note, const VaultId& vault,
                                         const InboxPublicKey& key);

/// Opens what sealCaptured() made. Errors: Damaged, for anything else, and for a note for another vault.
[[nodiscard]] Result<CapturedNote> openCaptured(ByteView sealed, const VaultId& vault,
                                                const SecretKey<InboxSeedPurpose>& seed);

/// The id of the note that comes of a sealed one: the same whenever that is taken in, and of nobody's choice
/// who has not the keys.
[[nodiscard]] RecordId idOfCaptured(ByteView sealed, const VaultId& vault,
                                    const SecretKey<InboxSeedPurpose>& seed);

} // namespace lockleaf
