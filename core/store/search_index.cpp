// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/search_index.h"

#include "core/store/fts_tokenizer.h"
#include "core/store/index_segments.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace lockleaf {

namespace {

// Merging is left to tidy(): FTS5 would do it inside somebody's save. The last resort is a level of 64
// segments.
constexpr char searchTables[] = R"sql(
CREATE VIRTUAL TABLE note_search USING fts5(body, title, content = '', columnsize = 0, tokenize = 'lockleaf');
CREATE VIRTUAL TABLE note_facet USING fts5(facets, content = '', columnsize = 0, detail = none,
  tokenize = 'lockleaf');
INSERT INTO note_search(note_search, rank) VALUES('automerge', 0), ('crisismerge', 64), ('pgsz', 4000);
INSERT INTO note_facet(note_facet, rank) VALUES('automerge', 0), ('crisismerge', 64), ('pgsz', 4000);
CREATE TABLE search_state(
  one INTEGER PRIMARY KEY CHECK (one = 1),
  rules INTEGER NOT NULL,
  reached INTEGER NOT NULL,
  whole INTEGER NOT NULL) STRICT;
INSERT INTO search_state(one, rules, reached, whole) VALUES(1, 1, 0, 1);
)sql";

struct TableCommands
{
    SearchTable table;
    const char* add;
    const char* remove;
    const char* empty;
    const char* merge;
};

constexpr TableCommands searchCommands{
    SearchTable::Text, "INSERT INTO note_search(rowid, body, title) VALUES(?1, ?2, ?3)",
    "INSERT INTO note_search(note_search, rowid, body, title) VALUES('delete', ?1, ?2, ?3)",
    "INSERT INTO note_search(note_search) VALUES('delete-all')",
    "INSERT INTO note_search(note_search, rank) VALUES('merge', ?1)"};
constexpr TableCommands facetCommands{
    SearchTable::Facets, "INSERT INTO note_facet(rowid, facets) VALUES(?1, ?2)",
    "INSERT INTO note_facet(note_facet, rowid, facets) VALUES('delete', ?1, ?2)",
    "INSERT INTO note_facet(note_facet) VALUES('delete-all')",
    "INSERT INTO note_facet(note_facet, rank) VALUES('merge', ?1)"};
constexpr std::array<const TableCommands*, 2> allTables{&searchCommands, &facetCommands};

/// More than this is not kept waiting.
constexpr std::size_t mostWaiting = std::size_t{8} << 20;

std::vector<std::string_view> sortedTokens(std::string_view tokens)
{
    std::vector<std::string_view> sorted;
    while (!tokens.empty()) {
        const std::size_t end = std::min(tokens.find(tokenEnd), tokens.size() - 1);
        sorted.push_back(tokens.substr(0, end + 1));
        tokens.remove_prefix(end + 1);
    }
    std::ranges::sort(sorted);
    return sorted;
}

std::string tokensWithout(const std::vector<std::string_view>& tokens,
                          const std::vector<std::string_view>& others)
{
    std::vector<std::string_view> left;
    std::ranges::set_difference(tokens, others, std::back_inserter(left));
    std::string joined;
    for (const std::string_view token : left)
        joined += token;
    return joined;
}

} // namespace

Result<void> SearchIndex::create(Database& database)
{
    return database.run(searchTables);
}

Result<void> SearchIndex::load()
{
    LOCKLEAF_TRY(Statement state,
                 m_database.prepare("SELECT rules, reached, whole FROM search_state WHERE one = 1"));
    LOCKLEAF_TRY(const bool found, state.step());
    if (!found || state.integer(1) < 0)
        return fail(ErrorCode::Damaged, "state of the search index");
    m_rules = state.integer(0);
    m_reached = state.integer(1);
    m_whole = state.integer(2) != 0 && m_rules == rulesVersion;
    return {};
}

Result<void> SearchIndex::writeState()
{
    LOCKLEAF_TRY(
        Statement state,
        m_database.prepare("UPDATE search_state SET rules = ?1, reached = ?2, whole = ?3 WHERE one = 1"));
    state.bind(1, m_rules).bind(2, m_reached).bind(3, std::int64_t{m_whole ? 1 : 0});
    return state.run();
}

Result<void> SearchIndex::wait(std::int64_t row, bool removes, IndexedTokens tokens)
{
    m_waitingBytes += tokens.body.size() + tokens.title.size() + tokens.facets.size();
    m_waiting.push_back({row, removes, std::move(tokens), false, false});
    return m_waitingBytes > mostWaiting ? flush() : Result<void>{};
}

Result<void> SearchIndex::add(std::int64_t searchRow, IndexedTokens tokens)
{
    return holds(searchRow) ? wait(searchRow, false, std::move(tokens)) : Result<void>{};
}

Result<void> SearchIndex::remove(std::int64_t searchRow, IndexedTokens tokens)
{
    return holds(searchRow) ? wait(searchRow, true, std::move(tokens)) : Result<void>{};
}

Result<void> SearchIndex::flush()
{
    // Stable: a row that is given and taken back within one transaction is written in that order.
    std::ranges::stable_sort(m_waiting, {}, &Waiting::row);
    for (std::size_t i = 0; i < m_waiting.size(); ++i) {
        const bool again = i + 1 < m_waiting.size() && m_waiting[i + 1].row == m_waiting[i].row;
        if (again && m_waiting[i].removes && !m_waiting[i + 1].removes)
            leaveOutWhatStays(m_waiting[i], m_waiting[i + 1]);
        LOCKLEAF_CHECK(write(m_waiting[i]));
    }
    m_waiting.clear();
    m_waitingBytes = 0;
    return {};
}

// The words of a text all move when one is typed before them; its facets nearly all stay.
void SearchIndex::leaveOutWhatStays(Waiting& removal, Waiting& addition)
{
    IndexedTokens& before = removal.tokens;
    IndexedTokens& after = addition.tokens;
    removal.sameWords = addition.sameWords = before.body == after.body && before.title == after.title;
    const auto old = sortedTokens(before.facets);
    const auto now = sortedTokens(after.facets);
    std::string gone = tokensWithout(old, now);
    std::string come = tokensWithout(now, old);
    removal.sameFacets = addition.sameFacets = gone.empty() && come.empty();
    before.facets = std::move(gone);
    after.facets = std::move(come);
}

Result<void> SearchIndex::write(const Waiting& change)
{
    if (!change.sameWords) {
        LOCKLEAF_TRY(Statement search,
                     m_database.prepare(change.removes ? searchCommands.remove : searchCommands.add));
        search.bind(1, change.row).bind(2, std::string_view{change.tokens.body});
        search.bind(3, std::string_view{change.tokens.title});
        LOCKLEAF_CHECK(search.run());
    }
    if (change.sameFacets)
        return {};
    LOCKLEAF_TRY(Statement facets,
                 m_database.prepare(change.removes ? facetCommands.remove : facetCommands.add));
    facets.bind(1, change.row).bind(2, std::string_view{change.tokens.facets});
    return facets.run();
}

Result<void> SearchIndex::revert()
{
    m_waiting.clear();
    m_waitingBytes = 0;
    return load();
}

Result<void> SearchIndex::beginRebuild()
{
    for (const TableCommands* table : allTables)
        LOCKLEAF_CHECK(m_database.run(table->empty));
    m_rules = rulesVersion;
    m_whole = false;
    return reach(0);
}

Result<void> SearchIndex::reach(std::int64_t searchRow)
{
    m_reached = searchRow;
    return writeState();
}

Result<void> SearchIndex::endRebuild()
{
    m_whole = true;
    return writeState();
}

Result<bool> SearchIndex::tidy(int pages)
{
    bool more = false;
    for (const TableCommands* table : allTables) {
        // A number below zero begins to merge all into one; a later call with one above goes on with it.
        const auto segments = segmentsOf(m_database, table->table);
        const bool all = segments && segments->shouldBecomeOne();
        const int before = m_database.totalChanges();
        LOCKLEAF_TRY(Statement merge, m_database.prepare(table->merge));
        merge.bind(1, std::int64_t{all ? -pages : pages});
        LOCKLEAF_CHECK(merge.run());
        // FTS5 tells by the count of changed rows whether there was anything to merge (fts5.html, 6.8).
        more = more || m_database.totalChanges() - before >= 2;
    }
    return more;
}

} // namespace lockleaf
