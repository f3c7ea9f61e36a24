// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/local_offset.h"

#include <string>

namespace lockleaf::app {

/// "2026-11-28 10:42", in local time.
[[nodiscard]] std::string localTime(Timestamp time);

} // namespace lockleaf::app
