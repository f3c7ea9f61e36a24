// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/index_segments.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace lockleaf {

namespace {

constexpr std::size_t cookieSize = 4;
/// Of FTS5: a level has no more segments, and an index no more levels.
constexpr std::uint64_t mostSegments = 2000;

/// Numbers as SQLite writes them: seven bits an octet, the highest first, the eighth bit on all but the last;
/// a ninth octet has eight.
class NumberReader
{
public:
    explicit NumberReader(ByteView bytes) : m_bytes(bytes) {}

    std::optional<std::uint64_t> next()
    {
        constexpr std::size_t longest = 9;
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < longest && i < m_bytes.size(); ++i) {
            const std::uint8_t octet = m_bytes[i];
            const bool isWhole = i + 1 == longest;
            number = isWhole ? number << 8 | octet : number << 7 | (octet & 0x7fU);
            if (isWhole || (octet & 0x80U) == 0) {
                m_bytes = m_bytes.subspan(i + 1);
                return number;
            }
        }
        return std::nullopt;
    }

private:
    ByteView m_bytes;
};

std::unexpected<Error> damagedSegments()
{
    return fail(ErrorCode::Damaged, "segments of the search index");
}

} // namespace

bool IndexSegments::shouldBecomeOne() const
{
    constexpr std::uint64_t quarters = 4;
    if (isMerging || pages.size() < 2)
        return false;
    const std::uint64_t all = std::accumulate(pages.begin(), pages.end(), std::uint64_t{0});
    const std::uint64_t largest = *std::ranges::max_element(pages);
    return (all - largest) * quarters >= largest;
}

Result<IndexSegments> readSegments(ByteView structure)
{
    if (structure.size() < cookieSize)
        return damagedSegments();
    NumberReader reader(structure.subspan(cookieSize));
    const auto levels = reader.next();
    const auto segments = reader.next();
    const auto writes = reader.next();
    if (!levels || !segments || !writes || *levels > mostSegments || *segments > mostSegments)
        return damagedSegments();
    IndexSegments found;
    for (std::uint64_t level = 0; level < *levels; ++level) {
        const auto merging = reader.next();
        const auto number = reader.next();
        if (!merging || !number || *merging > *number || found.pages.size() + *number > *segments)
            return damagedSegments();
        found.isMerging = found.isMerging || *merging > 0;
        for (std::uint64_t segment = 0; segment < *number; ++segment) {
            const auto id = reader.next();
            const auto first = reader.next();
            const auto last = reader.next();
            if (!id || !first || !last || *first > *last)
                return damagedSegments();
            found.pages.push_back(*last - *first + 1);
        }
    }
    return found.pages.size() == *segments ? Result<IndexSegments>(std::move(found)) : damagedSegments();
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
