// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/messages.h"

namespace lockleaf::app {

/// Whether a vault with these settings is locked for that reason. What the person or the idle clock wants is
/// always followed.
[[nodiscard]] bool locksBy(const LockTriggers& triggers, LockReason reason);

} // namespace lockleaf::app
