// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace lockleaf::app {

/// Puts a dead end in the place of standard input, output and error where the starter left them closed, so
/// that no file opened later (a vault) becomes one of them and is written over. Reading from such an input
/// and writing to such an output keep failing. The first thing in main, before any other thread.
[[nodiscard]] Result<void> occupyStandardDescriptors();

} // namespace lockleaf::app
