// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/index_terms.h"

#include <span>

namespace lockleaf {

namespace {

constexpr char views[] =
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, note_search, instance);"
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_facets USING fts5vocab(main, note_facet, instance);";

// The first place of the first token from here on: the view of all places is the one that does not count
// them.
constexpr const char* firstFrom(SearchTable table)
{
    return table == SearchTable::Text ? "SELECT term FROM temp.search_words WHERE term >= ?1 LIMIT 1"
                                      : "SELECT term FROM temp.search_facets WHERE term >= ?1 LIMIT 1";
}

} // namespace

Result<void> IndexTerms::makeViews(Database& database)
{
    return database.run(views);
}

Result<std::vector<std::string>> IndexTerms::beginningWith(SearchTable table, const std::string& start,
                                                           std::size_t most)
{
    LOCKLEAF_CHECK(makeViews(m_database));
    LOCKLEAF_TRY(Statement first, m_database.prepare(firstFrom(table)));
    std::vector<std::string> terms;
    std::string from = start;
    while (terms.size() < most) {
        first.bind(1, std::string_view{from});
        LOCKLEAF_TRY(const bool found, first.step());
        const std::string_view term = found ? first.text(0) : std::string_view{};
        if (!term.starts_with(start) || start.empty())
            break;
        if (term < from) // the pages of the index do not belong together
            return fail(ErrorCode::Damaged, "order of the terms");
        terms.emplace_back(term);
        LOCKLEAF_CHECK(first.run());
        from = terms.back() + '\x01'; // no token holds an octet below a space
    }
    return terms;
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
