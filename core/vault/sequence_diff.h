// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lockleaf {

/// Units of text (lines, words) as numbers: equal units have the same.
using DiffUnits = std::vector<std::uint32_t>;

/// Which units of two rows have no partner in the other: what remains is the same row in both.
struct UnmatchedUnits
{
    std::vector<bool> before;
    std::vector<bool> after;
};

/// Compares two rows by the method of Myers (An O(ND) Difference Algorithm, 1986) in linear space: both ends
/// search towards each other, and the halves on both sides of where they meet are compared in turn. A search
/// that grows too wide is cut off where it got farthest. Once `steps`, which is counted down, is used up, the
/// rest counts as unmatched.
[[nodiscard]] UnmatchedUnits diffSequences(std::span<const std::uint32_t> before,
                                           std::span<const std::uint32_t> after, std::size_t& steps);

} // namespace lockleaf
