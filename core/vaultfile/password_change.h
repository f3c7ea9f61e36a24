// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/header_region.h"

#include <optional>

namespace lockleaf {

/// A header that is to take the place of the present one.
struct HeaderChange
{
    Header header;
    HeaderBlock block;
    KeyEncryptionKey keyEncryptionKey; ///< Opens its first password slot.
};

/// `header` with its password slot made anew and the generation one higher. Slow (Argon2id).
[[nodiscard]] Result<HeaderChange> withNewPassword(const Header& header, const DataKey& dataKey,
                                                   const Passphrase& passphrase,
                                                   std::optional<KeyDerivationCost> cost, Timestamp now);

/// Writes the change to copy `index`, makes it durable, reads it back and opens it. On an error the octets
/// that stood there are put back as far as that goes.
[[nodiscard]] Result<void> writeAndProve(SyncedFile& file, std::size_t index, const HeaderChange& change,
                                         const DataKey& dataKey);

} // namespace lockleaf
