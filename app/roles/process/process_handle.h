// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/process/owned_descriptor.h"

#include <sys/types.h>

namespace lockleaf::app {

/// A descriptor (pidfd, CLOEXEC) of a child that has not been reaped yet: readable once it has ended, and it
/// can't come to name another process. Not valid: errno says why.
[[nodiscard]] OwnedDescriptor openProcess(pid_t child);

/// SIGKILL.
void killProcess(int process);

/// Waits for the end of a child and takes it away. True: it ended by itself, with 0.
bool reapProcess(int process);

} // namespace lockleaf::app
