// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <array>
#include <filesystem>
#include <optional>

namespace lockleaf {

/// The inbox key of a vault as it was when it was unlocked here last: public, and kept outside of the vault,
/// so that whoever exchanges the key in the file's header gets none of what is written while it is locked.
using InboxPublicKey = std::array<std::uint8_t, 32>;

/// Remembers `key` for the vault in the state folder, durably; writes nothing where it is remembered.
[[nodiscard]] Result<void> pinInboxKey(const std::filesystem::path& stateFolder, const VaultId& vault,
                                       const InboxPublicKey& key);

/// The key that is remembered; nothing where none is, or what stands there is damaged.
[[nodiscard]] std::optional<InboxPublicKey> pinnedInboxKey(const std::filesystem::path& stateFolder,
                                                           const VaultId& vault);

} // namespace lockleaf
