// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vault/note.h"

#include <map>
#include <string_view>
#include <vector>

namespace lockleaf {

constexpr std::size_t longestNotebookPart = 255; ///< Bytes of a notebook's name.
constexpr std::size_t deepestNotebook = 32;      ///< Levels of a path.

/// Notebooks by their ids, as a vault has loaded them.
using NotebookMap = std::map<RecordId, Notebook>;

/// Whether a notebook may have this name: no empty one, none with `/` or control characters. Errors:
/// NameNotValid.
[[nodiscard]] Result<void> checkNotebookName(std::string_view name);

/// The notebook `id` and those below it, each after the one it is in. Empty where it is not there.
[[nodiscard]] std::vector<RecordId> subtreeOf(const NotebookMap& notebooks, const RecordId& id);
/// Whether `parent` (null: the top) has a notebook `name` other than `besides`.
[[nodiscard]] bool hasChildNamed(const NotebookMap& notebooks, const RecordId& parent, std::string_view name,
                                 const RecordId& besides);
/// Whether the notebook `id`, new where it is null, may stand in `parent`. Errors: NotFound (there is no such
/// parent), InvalidArgument (within itself, or too deep).
[[nodiscard]] Result<void> checkNotebookPlace(const NotebookMap& notebooks, const RecordId& id,
                                              const RecordId& parent);

} // namespace lockleaf
