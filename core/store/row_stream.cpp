// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/row_stream.h"

namespace lockleaf {

namespace {

/// So many rows are stepped over before the index is asked anew from the bound on.
constexpr int stepsBeforeSeeking = 64;

constexpr const char* rowsOf(SearchTable table)
{
    return table == SearchTable::Text
               ? "SELECT rowid FROM note_search WHERE note_search MATCH ?1 AND rowid <= ?2 ORDER BY rowid "
                 "DESC"
               : "SELECT rowid FROM note_facet WHERE note_facet MATCH ?1 AND rowid <= ?2 ORDER BY rowid DESC";
}

constexpr const char* rowOf(SearchTable table)
{
    return table == SearchTable::Text
               ? "SELECT rowid FROM note_search WHERE note_search MATCH ?1 AND rowid = ?2"
               : "SELECT rowid FROM note_facet WHERE note_facet MATCH ?1 AND rowid = ?2";
}

} // namespace

Result<void> RowStream::stepOn()
{
    LOCKLEAF_TRY(const bool row, m_statement->step());
    m_row = row ? std::optional{m_statement->integer(0)} : std::nullopt;
    return {};
}

Result<std::optional<std::int64_t>> RowStream::upTo(std::int64_t bound)
{
    for (int steps = 0; m_statement && m_row && *m_row > bound; ++steps) {
        if (steps == stepsBeforeSeeking) {
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

Result<bool> RowStream::holds(std::int64_t row)
{
    LOCKLEAF_TRY(Statement one, m_database.prepare(rowOf(m_table)));
    one.bind(1, std::string_view{m_expression}).bind(2, row);
    return one.step();
}

std::string quotedForSearch(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c == '\0' ? ' ' : c;
    }
    quoted += '"';
    return quoted;
}

} // namespace lockleaf
