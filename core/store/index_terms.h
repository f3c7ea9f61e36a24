// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/row_stream.h"

#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// The tokens that stand in the search index, in their order. One thread.
class IndexTerms
{
public:
    /// `database` must outlive this.
    explicit IndexTerms(Database& database) : m_database(database) {}

    /// Makes the views that are read here (`temp.search_words`, `temp.search_facets`), once for a connection.
    /// They hold nothing and stand in the temporary schema, in memory.
    [[nodiscard]] static Result<void> makeViews(Database& database);

    /// The first tokens that begin with `start`, at most `most` of them.
    [[nodiscard]] Result<std::vector<std::string>> beginningWith(SearchTable table, const std::string& start,
                                                                 std::size_t most);

    /// An FTS5 expression of the rows that have a token beginning with `start`.
    ///
    /// FTS5 itself would read all places of all these tokens before it gives the first row; of tokens that
    /// are named it reads as many as are asked for. Where there are more than `mostNamed` it is left to FTS5.
    [[nodiscard]] Result<std::string> rowsBeginningWith(SearchTable table, const std::string& start);

    /// So many tokens are named at most: each costs some microseconds and a page.
    static constexpr std::size_t mostNamed = 256;

private:
    Database& m_database;
};

} // namespace lockleaf
