// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

#include <string>
#include <vector>

namespace lockleaf {

/// The notebook at `path`; adds to `made` the ids of those that had to be made for it, the topmost first.
/// Errors: those of Vault::ensureNotebook(); then `made` stays as it was.
[[nodiscard]] Result<RecordId> ensureNotebookAt(Vault& vault, const std::string& path,
                                                std::vector<RecordId>& made);

/// Takes back notebooks that an import made: of `made`, given with the topmost before those in them, those go
/// that are empty by now, with neither living notes nor notebooks in them. Returns what went, in that order;
/// made anew from its end (NoteOrganizer::makeUndeleteNotebookJob) it is as before. `vault` is in no
/// transaction.
[[nodiscard]] Result<std::vector<DeletedNotebooks>> removeEmptyNotebooks(Vault& vault,
                                                                         const std::vector<RecordId>& made);

} // namespace lockleaf
