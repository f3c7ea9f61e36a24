// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <string>

namespace lockleaf {

/// "2026-03-01T09:15:30.250Z" (RFC 3339, UTC, milliseconds). Years beyond 0000 to 9999 are clamped, so that
/// the result always has 24 characters.
[[nodiscard]] std::string isoTime(Timestamp time);

} // namespace lockleaf
