// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/archive/json_object.h"
#include "core/backup/backup.h"

#include <string>

namespace lockleaf::app {

/// Puts what was typed into the settings of the vault: `every` is a number of minutes, or "off"; `folder` a
/// folder, or "beside" for the one beside the vault; an empty text changes nothing. Fails with a sentence.
[[nodiscard]] Result<void> setBackupSettings(Vault& vault, const std::string& every,
                                             const std::string& folder);

/// One line: how often backups are made by themselves, and where. `place` is that of the settings.
[[nodiscard]] Result<void> printBackupSettings(Context& context, const VaultSettings& settings,
                                               const BackupPlace& place);
void addBackupSettings(JsonObject& object, const VaultSettings& settings, const BackupPlace& place);

} // namespace lockleaf::app
