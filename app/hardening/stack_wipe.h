// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockleaf::app {

/// Overwrites 64 KiB of this thread's stack below the caller's frame, where the functions it called have left
/// what they worked on. glibc keeps the stacks of ended threads for the next one, so a thread that saw a
/// password or a key calls this as the last thing in its job.
void wipeStackBelow();

} // namespace lockleaf::app
