// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/export_archive.h"

#include <string_view>
#include <vector>

namespace lockleaf {

/// The folder of a plain export in which stands what lies in the trash.
constexpr std::string_view plainTrashFolder = "Trash";

/// The notes that a plain export writes. Of those that are asked for by name, the ones that are gone and,
/// unless it is wanted, those in the trash stay away. Errors: of the vault.
[[nodiscard]] Result<std::vector<RecordId>> chosenNotes(Vault& vault, const ExportChoice& choice);

} // namespace lockleaf
