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

/// `header` with its password slot made anew, under `generation`. Slow (Argon2id).
[[nodiscard]] Result<HeaderChange> withNewPassword(const Header& header, std::uint64_t generation,
                                                   const DataKey& dataKey, const Passphrase& passphrase,
                                                   std::optional<KeyDerivationCost> cost, Timestamp now);

/// Writes copy `index` for the first time, makes it durable, reads it back and opens it.
[[nodiscard]] Result<void> writeAndProve(SyncedFile& file, std::size_t index, const HeaderChange& change,
                                         const DataKey& dataKey);

/// The same over a copy that holds. After an error the change has not happened, save for
/// PasswordChangeUncertain: what is on the disk then shows only at the next opening.
[[nodiscard]] Result<void> replaceAndProve(SyncedFile& file, std::size_t index, const HeaderChange& change,
                                           const DataKey& dataKey);

} // namespace lockleaf
