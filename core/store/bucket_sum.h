// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/multiset_hash.h"

#include <cstdint>
#include <vector>

namespace lockleaf {

/// The sum of one bucket of the directory (docs/vault-format.md 6.6).
struct BucketSum
{
    std::uint16_t bucket = 0; ///< 0 to 4095.
    MultisetHash sum;
};

/// Ascending by bucket, each bucket once.
using BucketSums = std::vector<BucketSum>;

} // namespace lockleaf
