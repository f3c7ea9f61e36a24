// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/index_segments.h"

#include "core/store/index_number.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::size_t cookieSize = 4;
/// Of FTS5: a level has no more segments, and an index no more levels.
constexpr std::uint64_t mostSegments = 2000;

std::unexpected<Error> damagedSegments()
{
    return fail(ErrorCode::Damaged, "segments of the search index");
}

} // namespace

bool IndexSegments::shouldBecomeOne() const
{
    constexpr std::uint64_t quarters = 4;
    if (isMerging || segments.size() < 2)
        return false;
    std::uint64_t all = 0;
    std::uint64_t largest = 0;
    for (const IndexSegment& segment : segments) {
        all += segment.pages();
        largest = std::max(largest, segment.pages());
    }
    return (all - largest) * quarters >= largest;
}

Result<IndexSegments> readSegments(ByteView structure)
{
    if (structure.size() < cookieSize)
        return damagedSegments();
    IndexNumbers reader(structure.subspan(cookieSize));
    const auto levels = reader.next();
    const auto segments = reader.next();
    const auto writes = reader.next();
    if (!levels || !segments || !writes || *levels > mostSegments || *segments > mostSegments)
        return damagedSegments();
    IndexSegments found;
    for (std::uint64_t level = 0; level < *levels; ++level) {
        const auto merging = reader.next();
        const auto number = reader.next();
        if (!merging || !number || *merging > *number || found.segments.size() + *number > *segments)
            return damagedSegments();
        found.isMerging = found.isMerging || *merging > 0;
        for (std::uint64_t segment = 0; segment < *number; ++segment) {
            const auto id = reader.next();
            const auto first = reader.next();
            const auto last = reader.next();
            if (!id || !first || !last || *first > *last)
                return damagedSegments();
            found.segments.push_back({*id, *first, *last});
        }
    }
    return found.segments.size() == *segments ? Result<IndexSegments>(std::move(found)) : damagedSegments();
}

Result<IndexSegments> segmentsOf(Database& database, SearchTable table)
{
    LOCKLEAF_TRY(Statement record, database.prepare(table == SearchTable::Text
                                                        ? "SELECT block FROM note_search_data WHERE id = 10"
                                                        : "SELECT block FROM note_facet_data WHERE id = 10"));
    LOCKLEAF_TRY(const bool found, record.step());
    return found ? readSegments(record.blob(0)) : damagedSegments();
}

} // namespace lockleaf
