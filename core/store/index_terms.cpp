// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/index_terms.h"

#include "core/store/index_leaf.h"
#include "core/store/index_segments.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>

namespace lockleaf {

namespace {

constexpr char views[] =
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, note_search, instance);"
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_facets USING fts5vocab(main, note_facet, instance);";

struct LeafQueries
{
    const char* first; ///< The leaf on which a term would begin.
    const char* next; ///< The one after it on which a term begins: what stands between is places of one term.
    const char* leaf;
};

constexpr LeafQueries leafQueries(SearchTable table)
{
    return table == SearchTable::Text
               ? LeafQueries{"SELECT term, pgno >> 1 FROM note_search_idx WHERE segid = ?1 AND term <= ?2 "
                             "ORDER BY term DESC LIMIT 1",
                             "SELECT term, pgno >> 1 FROM note_search_idx WHERE segid = ?1 AND term > ?2 "
                             "ORDER BY term LIMIT 1",
                             "SELECT block FROM note_search_data WHERE id = ?1"}
               : LeafQueries{"SELECT term, pgno >> 1 FROM note_facet_idx WHERE segid = ?1 AND term <= ?2 "
                             "ORDER BY term DESC LIMIT 1",
                             "SELECT term, pgno >> 1 FROM note_facet_idx WHERE segid = ?1 AND term > ?2 "
                             "ORDER BY term LIMIT 1",
                             "SELECT block FROM note_facet_data WHERE id = ?1"};
}

/// The row of `…_data` that holds a leaf (FTS5_SEGMENT_ROWID of fts5_index.c).
constexpr std::int64_t leafRow(std::uint64_t segment, std::uint64_t page)
{
    constexpr unsigned pageBits = 31;
    constexpr unsigned heightBits = 5;
    constexpr unsigned levelBits = 1;
    return static_cast<std::int64_t>(segment << (pageBits + heightBits + levelBits) | page);
}

/// The terms of one segment that begin with something, leaf by leaf. FTS5 itself, asked for the next term,
/// reads through all places of the one before: of a common word in a large vault a thousand pages.
class SegmentTerms
{
public:
    SegmentTerms(Database& database, SearchTable table, const IndexSegment& segment, std::string_view start)
        : m_database(database), m_queries(leafQueries(table)), m_segment(segment),
          m_start(indexTokenMark + std::string(start))
    {
    }

    /// Adds the first ones, at most `most`.
    Result<void> collect(std::size_t most, std::set<std::string>& into)
    {
        // Where no leaf is named for it, it is looked for from the first one on, as FTS5 does.
        LOCKLEAF_CHECK(findLeaf(m_queries.first, m_start));
        m_left = most;
        // Of a segment that is being merged the first pages are gone already.
        m_page = std::max(m_page, m_segment.first);
        for (bool more = true; more;) {
            LOCKLEAF_TRY(more, readLeaf(into));
            const std::uint64_t before = m_page;
            while (more && m_page <= before) {
                LOCKLEAF_TRY(more, findLeaf(m_queries.next, std::string(m_key)));
            }
        }
        return {};
    }

private:
    Result<bool> findLeaf(const char* query, const std::string& term)
    {
        LOCKLEAF_TRY(Statement row, m_database.prepare(query));
        row.bind(1, static_cast<std::int64_t>(m_segment.id)).bind(2, bytesOf(term));
        LOCKLEAF_TRY(const bool found, row.step());
        if (found) {
            m_key = textOf(row.blob(0));
            m_page = static_cast<std::uint64_t>(row.integer(1));
        }
        return found;
    }

    /// False: there are no more that begin so, or enough.
    Result<bool> readLeaf(std::set<std::string>& into)
    {
        LOCKLEAF_TRY(Statement row, m_database.prepare(m_queries.leaf));
        row.bind(1, leafRow(m_segment.id, m_page));
        LOCKLEAF_TRY(const bool found, row.step());
        if (!found)
            return fail(ErrorCode::Damaged, "leaf of the search index");
        bool more = true;
        const auto read = readLeafTerms(row.blob(0), [&](std::string_view term) {
            if (term < m_start)
                return true;
            more = term.starts_with(m_start) && m_left > 0;
            if (more) {
                into.emplace(term.substr(1));
                --m_left;
            }
            return more;
        });
        LOCKLEAF_CHECK(read);
        return more;
    }

    Database& m_database;
    LeafQueries m_queries;
    IndexSegment m_segment;
    std::string m_start;
    std::string m_key; ///< Of the leaf in `…_idx`.
    std::uint64_t m_page = 0;
    std::size_t m_left = 0;
};

} // namespace

Result<void> IndexTerms::makeViews(Database& database)
{
    return database.run(views);
}

Result<std::vector<std::string>> IndexTerms::beginningWith(SearchTable table, const std::string& start,
                                                           std::size_t most)
{
    if (start.empty())
        return std::vector<std::string>{};
    LOCKLEAF_TRY(const IndexSegments index, segmentsOf(m_database, table));
    std::set<std::string> terms;
    for (const IndexSegment& segment : index.segments)
        LOCKLEAF_CHECK(SegmentTerms(m_database, table, segment, start).collect(most, terms));
    while (terms.size() > most)
        terms.erase(std::prev(terms.end()));
    return std::vector<std::string>(terms.begin(), terms.end());
}

Result<std::string> IndexTerms::rowsBeginningWith(SearchTable table, const std::string& start)
{
    LOCKLEAF_TRY(const std::vector<std::string> terms, beginningWith(table, start, mostNamed + 1));
    if (terms.empty() || terms.size() > mostNamed)
        return phraseOf(std::span(&start, 1)) + " *";
    std::string any;
    for (const std::string& term : terms)
        any += (any.empty() ? "(" : " OR ") + phraseOf(std::span(&term, 1));
    return any + ')';
}

} // namespace lockleaf
