// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

#include <string>

namespace lockleaf::app {

/// Makes a backup of the vault at `path` before `notes` notes are deleted for good, where that is a large
/// deletion and the settings want backups. Where none can be made, fails with a sentence that names
/// --no-backup.
[[nodiscard]] Result<void> backUpBeforeDeletion(Vault& vault, const std::string& path, std::uint64_t notes);

} // namespace lockleaf::app
