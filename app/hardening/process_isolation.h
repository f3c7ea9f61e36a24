// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <span>

namespace lockleaf::app {

/// From now on no process of the same user can trace this one or read its memory, and no crash handler gets
/// an image of it. The kernel takes this back at every exec, so it is the first thing an image does.
[[nodiscard]] Result<void> becomeNonDumpable();

/// True while becomeNonDumpable() is in force.
[[nodiscard]] bool isNonDumpable();

/// No core files of this process nor of what it starts.
[[nodiscard]] Result<void> forbidCoreFiles();

/// Closes every descriptor above standard error that is not in `keep`: what a launcher left open is not ours
/// to hold. Call it before anything of ours is open.
void closeInheritedDescriptors(std::span<const int> keep);

} // namespace lockleaf::app
