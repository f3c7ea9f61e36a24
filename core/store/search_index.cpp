// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/search_index.h"

#include <array>

namespace lockleaf {

namespace {

// Merging is left to tidy(): FTS5 would do it inside somebody's save. The last resort is a level of 64
// segments.
constexpr char searchTables[] = R"sql(
CREATE VIRTUAL TABLE note_search USING fts5(body, title, content = '', columnsize = 0, tokenize = 'lockleaf');
CREATE VIRTUAL TABLE note_facet USING fts5(facets, content = '', columnsize = 0, detail = none,
  tokenize = 'lockleaf_facets');
INSERT INTO note_search(note_search, rank) VALUES('automerge', 0), ('crisismerge', 64), ('pgsz', 8000);
INSERT INTO note_facet(note_facet, rank) VALUES('automerge', 0), ('crisismerge', 64), ('pgsz', 8000);
CREATE TABLE search_state(
  one INTEGER PRIMARY KEY CHECK (one = 1),
  rules INTEGER NOT NULL,
  base INTEGER NOT NULL,
  whole INTEGER NOT NULL) STRICT;
INSERT INTO search_state(one, rules, base, whole) VALUES(1, 1, 0, 1);
)sql";

struct TableCommands
{
    const char* add;
    const char* remove;
    const char* empty;
    const char* merge;
};

constexpr TableCommands searchCommands{
    "INSERT INTO note_search(rowid, body, title) VALUES(?1, ?2, ?3)",
    "INSERT INTO note_search(note_search, rowid, body, title) VALUES('delete', ?1, ?2, ?3)",
    "INSERT INTO note_search(note_search) VALUES('delete-all')",
    "INSERT INTO note_search(note_search, rank) VALUES('merge', ?1)"};
constexpr TableCommands facetCommands{
    "INSERT INTO note_facet(rowid, facets) VALUES(?1, ?2)",
    "INSERT INTO note_facet(note_facet, rowid, facets) VALUES('delete', ?1, ?2)",
    "INSERT INTO note_facet(note_facet) VALUES('delete-all')",
    "INSERT INTO note_facet(note_facet, rank) VALUES('merge', ?1)"};
constexpr std::array<const TableCommands*, 2> allTables{&searchCommands, &facetCommands};

Result<void> write(Database& database, const char* sql, std::int64_t row, std::string_view text,
                   std::optional<std::string_view> second = std::nullopt)
{
    LOCKLEAF_TRY(Statement statement, database.prepare(sql));
    statement.bind(1, row).bind(2, text);
    if (second)
        statement.bind(3, *second);
    return statement.run();
}

} // namespace

Result<void> SearchIndex::create(Database& database)
{
    return database.run(searchTables);
}

Result<void> SearchIndex::load()
{
    LOCKLEAF_TRY(Statement state,
                 m_database.prepare("SELECT rules, base, whole FROM search_state WHERE one = 1"));
    LOCKLEAF_TRY(const bool found, state.step());
    if (!found || state.integer(1) < 0)
        return fail(ErrorCode::Damaged, "state of the search index");
    m_rules = state.integer(0);
    m_base = state.integer(1);
    m_whole = state.integer(2) != 0 && m_rules == rulesVersion;
    return {};
}

Result<void> SearchIndex::writeState()
{
    LOCKLEAF_TRY(
        Statement state,
        m_database.prepare("UPDATE search_state SET rules = ?1, base = ?2, whole = ?3 WHERE one = 1"));
    state.bind(1, m_rules).bind(2, m_base).bind(3, std::int64_t{m_whole ? 1 : 0});
    return state.run();
}

Result<void> SearchIndex::add(std::int64_t searchRow, const IndexedText& text)
{
    LOCKLEAF_CHECK(write(m_database, searchCommands.add, searchRow, text.body, text.title));
    return write(m_database, facetCommands.add, searchRow, text.facets);
}

Result<void> SearchIndex::remove(std::int64_t searchRow, const IndexedText& text)
{
    if (!holds(searchRow))
        return {};
    LOCKLEAF_CHECK(write(m_database, searchCommands.remove, searchRow, text.body, text.title));
    return write(m_database, facetCommands.remove, searchRow, text.facets);
}

Result<void> SearchIndex::beginRebuild(std::int64_t base)
{
    for (const TableCommands* table : allTables)
        LOCKLEAF_CHECK(m_database.run(table->empty));
    m_rules = rulesVersion;
    m_base = base;
    m_whole = false;
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
        const int before = m_database.totalChanges();
        LOCKLEAF_TRY(Statement merge, m_database.prepare(table->merge));
        merge.bind(1, std::int64_t{pages});
        LOCKLEAF_CHECK(merge.run());
        // FTS5 tells by the count of changed rows whether there was anything to merge (fts5.html, 6.8).
        more = more || m_database.totalChanges() - before >= 2;
    }
    return more;
}

} // namespace lockleaf
