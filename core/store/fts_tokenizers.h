// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

struct sqlite3;

namespace lockleaf {

/// Makes the tokenizers `lockleaf` (TokenReader) and `lockleaf_facets` (what stands between two U+001F, as it
/// is) known to FTS5 on this connection, without which the tables of the search index cannot be used.
[[nodiscard]] Result<void> registerTokenizers(sqlite3* connection);

/// Ends each facet in a text of facets.
constexpr char facetEnd = '\x1f';

} // namespace lockleaf
