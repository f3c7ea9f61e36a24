// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockleaf::app {

/// True where this program's `free` and `realloc` overwrite what they give back (all builds but those with
/// sanitizers). Only a program that links `lockleaf_wiping_free` has it.
[[nodiscard]] bool wipesFreedMemory();

} // namespace lockleaf::app
