// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/joplin_index.h"

namespace lockleaf {

/// What a note of a JEX is in the vault. The body stays byte for byte, but: a to-do has its title as a task
/// in front, and a note in HTML is written as Markdown. Remarks name what has no place.
[[nodiscard]] ForeignNote noteOfJoplin(const JoplinItem& item, const JoplinId& id, const RecordId& record,
                                       const JoplinIndex& index, std::size_t levels);

} // namespace lockleaf
