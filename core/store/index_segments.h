// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/row_stream.h"

#include <cstdint>
#include <vector>

namespace lockleaf {

/// One b-tree of an FTS5 table: pages `first` to `last` of number `id`.
struct IndexSegment
{
    std::uint64_t id = 0;
    std::uint64_t first = 0;
    std::uint64_t last = 0;

    [[nodiscard]] std::uint64_t pages() const { return last - first + 1; }
    bool operator==(const IndexSegment&) const = default;
};

/// The b-trees that an FTS5 table is made of: each commit adds one, and merging makes one of several. Looking
/// a word up costs a search in each of them.
struct IndexSegments
{
    std::vector<IndexSegment> segments;
    bool isMerging = false; ///< Some of them are being merged, in steps.

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
