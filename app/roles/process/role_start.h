// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/process/role.h"

namespace lockleaf::app {

/// What every image of a secret role does before anything else: non-dumpable, no core files, nothing open but
/// what the keeper gave, the filter of secret holders, libsodium with its known answers. Ends the process
/// with one sentence where one of them fails or it was not the keeper that started it. `driven`: by that of a
/// self-check, whose socket stays open too.
void startSecretRole(Role role, bool driven);

/// Whether this descriptor is a socket as a self-check makes them.
[[nodiscard]] bool isSelfCheckSocket(int descriptor);

} // namespace lockleaf::app
