// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/open_vault.h"
#include "core/base/result.h"
#include "core/interchange/import_foreign.h"

#include <optional>
#include <string>

namespace lockleaf::app {

/// What to import is: a folder (nothing), or a file of another program. Errors: of a path that is neither.
[[nodiscard]] Result<std::optional<ForeignKind>> kindOfImport(const std::string& path);

/// `import` of another program's file, with its report.
[[nodiscard]] Result<int> runForeignImport(Context& context, const VaultOptions& vaultOptions,
                                           const std::string& file, ForeignKind kind,
                                           const ForeignImportOptions& options);

} // namespace lockleaf::app
