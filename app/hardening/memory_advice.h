// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace lockleaf::app {

/// Keeps the whole pages inside [start, start + length) out of core images and out of forked children, as
/// advice: false where the kernel refuses or no whole page lies inside.
bool excludeFromDumps(void* start, std::size_t length);

} // namespace lockleaf::app
