// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <chrono>
#include <string>

namespace lockleaf::app {

/// How far this computer's local time is ahead of UTC at `time`.
[[nodiscard]] std::chrono::minutes localOffset(Timestamp time);
/// "2026-11-28 10:42", in local time.
[[nodiscard]] std::string localTime(Timestamp time);

} // namespace lockleaf::app
