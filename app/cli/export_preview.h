// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/archive/export_archive.h"

namespace lockleaf::app {

/// Says what an export of `choice` would write; nothing is written.
[[nodiscard]] Result<void> printExportPreview(Context& context, Vault& vault, const ExportChoice& choice);

} // namespace lockleaf::app
