// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockleaf::app {

/// From now on Ctrl+C, a hang-up and a polite kill only set a flag, so that whatever is under way ends
/// between two steps and leaves nothing half done. Writing to a closed pipe becomes an ordinary error.
void watchForInterrupts();

/// True once the person or the system asked to stop.
[[nodiscard]] bool interrupted();

} // namespace lockleaf::app
