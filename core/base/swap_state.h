// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace lockleaf {

/// Where memory goes that is swapped out.
enum class SwapState {
    Off,       ///< Nowhere.
    Memory,    ///< Into compressed memory (zram) alone.
    Encrypted, ///< To disk, sealed by dm-crypt; with or without zram beside it.
    Plain,     ///< To disk as it is, at least in part.
    Unknown,   ///< This computer does not say.
};

/// Reads /proc/swaps and what /sys says of the devices named there; some milliseconds, no rights needed. What
/// is not known to be sealed counts as plain. `root` is for tests: a folder with `proc` and `sys` in it.
[[nodiscard]] SwapState swapState(const std::filesystem::path& root = "/");

} // namespace lockleaf
