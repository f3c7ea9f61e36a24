// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/open_vault.h"
#include "core/archive/export_archive.h"

#include <functional>

namespace lockleaf::app {

enum class PlainFormat { Markdown, Html };

/// Writes the notes that `choose` names as plain Markdown files, or as pages of HTML, into a new folder. On a
/// terminal the password is asked for a second time, since what is written is not encrypted.
[[nodiscard]] Result<int> runPlainExport(Context& context, const VaultOptions& options,
                                         const std::string& folder,
                                         const std::function<Result<ExportChoice>(Vault&)>& choose,
                                         PlainFormat format);

} // namespace lockleaf::app
