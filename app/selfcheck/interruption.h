// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockleaf::app {

/// From now on Ctrl+C, SIGTERM and SIGHUP are noted instead of ending the process, so that it can clean up.
void noteInterruptions();

/// Whether one came.
[[nodiscard]] bool wasInterrupted();

} // namespace lockleaf::app
