// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

#include <string>

namespace lockleaf::app {

/// The notebook at `path`. NotFound with a sentence of its own where there is none.
[[nodiscard]] Result<RecordId> notebookAt(Vault& vault, const std::string& path);
/// The same; null for "/" or an empty path: the top, no notebook.
[[nodiscard]] Result<RecordId> notebookOrTop(Vault& vault, const std::string& path);
/// Its path; empty for the null id and for one that is gone, as notes in the trash may have.
[[nodiscard]] Result<std::string> pathOrNone(Vault& vault, const RecordId& notebook);

} // namespace lockleaf::app
