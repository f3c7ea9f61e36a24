// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vault/vault.h"

#include <QStringList>

namespace lockleaf::ui {

/// The notes (by their titles in the list) and files that `problems` are about, each once; what has no name
/// any more is left out. On the vault's thread.
[[nodiscard]] QStringList damageNames(Vault& vault, const std::vector<VerifyProblem>& problems);

} // namespace lockleaf::ui
