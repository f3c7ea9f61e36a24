// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/archive/export_archive.h"
#include "core/archive/json_object.h"

#include <string>

namespace lockleaf::app {

/// "3 notes with 1.2 kB of text, 2 versions and 1 attachment with 300 bytes".
[[nodiscard]] std::string exportedWords(const ExportReport& report);
/// The same numbers for programs.
void addExported(JsonObject& object, const ExportReport& report);

/// Says what an export of `choice` would write; nothing is written.
[[nodiscard]] Result<void> printExportPreview(Context& context, Vault& vault, const ExportChoice& choice);

} // namespace lockleaf::app
