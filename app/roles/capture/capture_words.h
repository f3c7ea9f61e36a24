// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

namespace lockleaf::app {

/// Why no note can be written for a vault, before anything was.
[[nodiscard]] QString captureRefusal(ErrorCode code);
/// Why a note that was written was not kept, and what can be done. The text is still there.
[[nodiscard]] QString captureProblem(ErrorCode code);

} // namespace lockleaf::app
