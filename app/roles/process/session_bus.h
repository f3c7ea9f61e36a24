// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockleaf::app {

/// Whether this desktop session has a D-Bus bus to connect to.
[[nodiscard]] bool hasSessionBus();

/// Where there is no bus, keeps the D-Bus library from starting one, in this process and in all that it
/// starts: that is not ours to do. Call it before the first thread.
void forbidStartingABus();

} // namespace lockleaf::app
