// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"

#include <string_view>

namespace lockleaf::app {

/// Runs `job` to its end. After a second a line on standard error, where that is a terminal, shows how far it
/// has come, after `what` ("Exporting"). Ctrl+C ends it between two slices with Cancelled.
[[nodiscard]] Result<void> runJob(SlicedJob& job, std::string_view what);

} // namespace lockleaf::app
