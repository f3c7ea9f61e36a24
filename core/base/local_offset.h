// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <chrono>

namespace lockleaf {

/// By how much the local time of this computer was ahead of UTC at `time`; zero where it is not known.
[[nodiscard]] std::chrono::minutes localOffset(Timestamp time);

} // namespace lockleaf
