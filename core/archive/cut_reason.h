// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <string_view>

namespace lockleaf {

/// Why reading an archive ended before the archive did, in plain English words that follow a colon: "its end
/// is missing". `cut` is that of RestoreReport; the ui translates it.
[[nodiscard]] std::string_view cutReason(const Error& cut);

} // namespace lockleaf
