// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/note.h"

#include <string_view>

namespace lockleaf {

/// The title that a note goes by: its explicit one, else what its text gives. May be empty.
[[nodiscard]] std::string archiveTitle(const Note& note);

/// The YAML block that stands before a note's body in an archive, beginning `lockleaf: 1`
/// (docs/archive-format.md), with both fences and the line end after the second.
[[nodiscard]] SecureBytes archiveFrontMatter(const Note& note, std::string_view title,
                                             std::string_view notebookPath);

/// What README.txt in an archive says.
[[nodiscard]] std::string_view archiveReadme();

} // namespace lockleaf
