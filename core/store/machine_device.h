// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

namespace lockleaf {

/// A device id for an installation that cannot keep one of its own: the same at each start on this computer
/// for this person, another one on every other computer, so that versions made here are never taken for those
/// of elsewhere. Random where the computer has no id.
[[nodiscard]] DeviceId machineDeviceId();

} // namespace lockleaf
