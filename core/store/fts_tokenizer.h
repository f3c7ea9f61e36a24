// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

struct sqlite3;

namespace lockleaf {

/// Makes the tokenizer `lockleaf` known to FTS5 on this connection, without which the tables of the search
/// index cannot be used. It takes what stands between two tokenEnds as it is: the index is handed texts that
/// are cut into tokens already.
[[nodiscard]] Result<void> registerTokenizer(sqlite3* connection);

/// Ends each token in what the index is handed (U+001F).
constexpr char tokenEnd = '\x1f';

} // namespace lockleaf
