// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secure_bytes.h"
#include "core/vaultfile/vault_info.h"

#include <span>
#include <string>

namespace lockleaf::app {

/// "recovery code since 2026-11-28, Argon2id 256 MiB × 3"
[[nodiscard]] std::string slotWords(const KeySlotInfo& slot);
/// The slots as a JSON array, in their order.
[[nodiscard]] SecureBytes slotsJson(std::span<const KeySlotInfo> slots);

} // namespace lockleaf::app
