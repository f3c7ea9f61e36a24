// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockleaf::app {

/// Whether this desktop session has a D-Bus bus to connect to. Connecting where there is none makes the D-Bus
/// library start one, which is not ours to do.
[[nodiscard]] bool hasSessionBus();

} // namespace lockleaf::app
