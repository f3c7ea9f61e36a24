// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/header_region.h"
#include "core/vaultfile/way_change.h"

#include <optional>

namespace lockleaf {

/// A header that is to take the place of the present one.
struct HeaderChange
{
    struct NewSlot
    {
        std::size_t index = 0; ///< In Header::slots().
        KeyEncryptionKey key;  ///< Opens it.
    };
    Header header;
    HeaderBlock block;
    std::optional<NewSlot> slot; ///< None where one was removed.
};

/// `header` with its ways in changed, under `generation`. Errors: TooManyWays, LastWay, NotFound.
[[nodiscard]] Result<HeaderChange> withWays(const Header& header, std::uint64_t generation,
                                            const DataKey& dataKey, const WayChange& change, Timestamp now);

/// Writes copy `index` for the first time, makes it durable, reads it back and opens it.
[[nodiscard]] Result<void> writeAndProve(SyncedFile& file, std::size_t index, const HeaderChange& change,
                                         const DataKey& dataKey);

/// The same over a copy that holds. After an error the change has not happened, save for WayChangeUncertain:
/// what is on the disk then shows only at the next opening.
[[nodiscard]] Result<void> replaceAndProve(SyncedFile& file, std::size_t index, const HeaderChange& change,
                                           const DataKey& dataKey);

} // namespace lockleaf
