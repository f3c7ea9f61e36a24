// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

#include <vector>

namespace lockleaf {

/// The notes in a notebook and in those below it, with `trash` also those that were in them before they went
/// to the trash. Errors: those of reading the lists.
[[nodiscard]] Result<std::vector<RecordId>> notesIn(Vault& vault, RecordId notebook, bool trash);

} // namespace lockleaf
