// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/row_stream.h"

#include <cstdint>
#include <vector>

namespace lockleaf {

/// The b-trees that an FTS5 table is made of: each commit adds one, and merging makes one of several. Looking
/// a word up costs a search in each of them.
struct IndexSegments
{
    std::vector<std::uint64_t> pages; ///< Of each segment.
    bool isMerging = false;           ///< Some of them are being merged, in steps.

    /// Whether merging all of them into one is worth its writing: the largest is not written again unless the
    /// others come to a quarter of it. So each page is written a few times in all, and the segments that are
    /// left are few and small.
    [[nodiscard]] bool shouldBecomeOne() const;
};

/// Reads what FTS5 keeps of its segments (the "structure record", fts5_index.c of SQLite). Errors: Damaged,
/// for anything that it would not have written; nothing may be merged then but by FTS5's own rules.
[[nodiscard]] Result<IndexSegments> segmentsOf(Database& database, SearchTable table);

/// The same of the record itself.
[[nodiscard]] Result<IndexSegments> readSegments(ByteView structure);

} // namespace lockleaf
