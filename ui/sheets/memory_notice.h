// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/swap_state.h"
#include "core/crypto/locked_memory.h"

#include <QString>

namespace lockleaf::ui {

/// What somebody should know of where this computer may put memory, in a sentence or two; empty where there
/// is nothing that should be otherwise.
[[nodiscard]] QString memoryNotice(SwapState swap, const LockedMemoryState& keys);

} // namespace lockleaf::ui
