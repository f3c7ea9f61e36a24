// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

namespace lockleaf::app {

/// Remembers in the vault that notes have left it just now, to be told after an unlock by the window. Where
/// it takes no changes, nothing is remembered: the export is done.
void rememberExport(Vault& vault);

} // namespace lockleaf::app
