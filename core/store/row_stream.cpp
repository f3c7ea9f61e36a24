// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/row_stream.h"

#include "core/store/fts_tokenizer.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

// Asking anew costs as much as stepping over so many rows, for the first string of an expression and for each
// one more.
constexpr int stepsOfASeek = 64;
constexpr int stepsOfAString = 16;

constexpr const char* rowsOf(SearchTable table)
{
    return table == SearchTable::Text
               ? "SELECT rowid FROM note_search WHERE note_search MATCH ?1 AND rowid <= ?2 ORDER BY rowid "
                 "DESC"
               : "SELECT rowid FROM note_facet WHERE note_facet MATCH ?1 AND rowid <= ?2 ORDER BY rowid DESC";
}

} // namespace

RowStream::RowStream(Database& database, SearchTable table, std::string expression)
    : m_database(database), m_table(table), m_expression(std::move(expression)),
      m_stepsBeforeSeeking(stepsOfASeek +
                           stepsOfAString * static_cast<int>(std::ranges::count(m_expression, '"') / 2))
{
}

Result<void> RowStream::stepOn()
{
    LOCKLEAF_TRY(const bool row, m_statement->step());
    m_row = row ? std::optional{m_statement->integer(0)} : std::nullopt;
    return {};
}

Result<std::optional<std::int64_t>> RowStream::upTo(std::int64_t bound)
{
    for (int steps = 0; m_statement && m_row && *m_row > bound; ++steps) {
        if (steps == m_stepsBeforeSeeking) {
            m_statement.reset();
            break;
        }
        LOCKLEAF_CHECK(stepOn());
    }
    if (!m_statement) {
        LOCKLEAF_TRY(Statement rows, m_database.prepare(rowsOf(m_table)));
        m_statement.emplace(std::move(rows));
        m_statement->bind(1, std::string_view{m_expression}).bind(2, bound);
        LOCKLEAF_CHECK(stepOn());
    }
    if (m_row && *m_row > bound) // an index of pages that do not belong together
        return fail(ErrorCode::Damaged, "search index");
    return m_row;
}

std::string phraseOf(std::span<const std::string> tokens)
{
    std::string quoted = "\"";
    for (const std::string& token : tokens) {
        for (const char c : token) { // no token of a text has a quote; the name of a tag might
            if (c == '"')
                quoted += '"';
            quoted += c;
        }
        quoted += tokenEnd;
    }
    quoted += '"';
    return quoted;
}

} // namespace lockleaf
