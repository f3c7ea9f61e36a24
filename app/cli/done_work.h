// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/base/result.h"

#include <string>

namespace lockleaf::app {

/// Ends printing about work that stands whatever becomes of the printing: flushes, and where standard output
/// cannot be written says what was done ("The note was added") in the error's sentence.
[[nodiscard]] Result<void> tellOfDoneWork(Context& context, Result<void> printed, const std::string& done);

/// Cancelled where the person asked to stop while `done` ("The vault was created") was already past stopping:
/// it is said, and not passed over with exit code 0.
[[nodiscard]] Result<void> checkNotTooLate(const std::string& done);

} // namespace lockleaf::app
