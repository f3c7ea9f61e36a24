// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lockleaf {

/// Bytes that programs can still take without swapping, as the system estimates it; a guess of 1 GiB where it
/// does not say.
[[nodiscard]] std::uint64_t availableMemory();

} // namespace lockleaf
