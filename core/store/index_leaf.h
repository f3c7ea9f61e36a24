// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <functional>
#include <string_view>

namespace lockleaf {

/// Before each token of an FTS5 index that is no beginning (FTS5_MAIN_PREFIX of fts5_index.c).
constexpr char indexTokenMark = '0';

/// Calls `take` with each term that begins on a leaf of an FTS5 index, in their order and with
/// indexTokenMark before it, until it returns false. `leaf` is a block of `…_data`: the offset of a row u16,
/// the end of the content u16, the content, and where in it the terms stand; of each but the first only what
/// differs from the one before is written (fts5_index.c of SQLite). Errors: Damaged, for anything that FTS5
/// would not have written.
[[nodiscard]] Result<void> readLeafTerms(ByteView leaf, const std::function<bool(std::string_view)>& take);

} // namespace lockleaf
