// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/process/owned_descriptor.h"
#include "core/base/result.h"
#include "core/vaultfile/vault_info.h"

namespace lockleaf::app {

/// Puts the key into the pipe (vault id, then data key: 48 bytes) and closes it. Does not wait: a pipe takes
/// that much at once. InputOutput where nobody can read it any more.
[[nodiscard]] Result<void> sendKey(OwnedDescriptor pipe, const UnlockedKey& key);

/// Takes the key out of the pipe and closes it; call when it is readable. InputOutput where the writer ended
/// without having sent one.
[[nodiscard]] Result<UnlockedKey> receiveKey(OwnedDescriptor pipe);

} // namespace lockleaf::app
