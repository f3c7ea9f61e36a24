// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/open_vault.h"

namespace lockleaf::app {

enum class PlainFormat { Markdown, Html };

/// Writes all notes as plain Markdown files, or as pages of HTML, into a new folder. On a terminal the
/// password is asked for a second time, since what is written is not encrypted.
[[nodiscard]] Result<int> runPlainExport(Context& context, const VaultOptions& options,
                                         const std::string& folder, PlainFormat format);

} // namespace lockleaf::app
