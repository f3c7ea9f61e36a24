// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockleaf {

/// Holds the whole file of `descriptor` for this open file description. Unlike a POSIX lock it does not
/// vanish when another descriptor of the same file is closed in this process. 0 or errno (EAGAIN: held).
[[nodiscard]] int holdDescriptor(int descriptor);

} // namespace lockleaf
