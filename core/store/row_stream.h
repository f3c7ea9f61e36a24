// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

#include <optional>
#include <span>
#include <string>

namespace lockleaf {

/// The tables that can be asked for the rows of an expression.
enum class SearchTable { Text, Facets };

/// The search rows that an FTS5 expression finds, newest first.
///
/// It holds a running statement: drop it before the vault does anything else. One thread.
class RowStream
{
public:
    /// `expression` must be made of quoted strings (FTS5's own syntax); `database` must outlive the stream.
    RowStream(Database& database, SearchTable table, std::string expression);

    /// The largest row that is not above `bound`; nothing where there is none. Bounds must not grow.
    [[nodiscard]] Result<std::optional<std::int64_t>> upTo(std::int64_t bound);

private:
    [[nodiscard]] Result<void> stepOn();

    Database& m_database;
    SearchTable m_table;
    std::string m_expression;
    int m_stepsBeforeSeeking; ///< So many rows are stepped over before the index is asked anew from the bound
                              ///< on.
    std::optional<Statement> m_statement;
    std::optional<std::int64_t> m_row; ///< Where it is; nothing at its end.
};

/// Tokens, which stand one after the other, as one string of an FTS5 expression.
[[nodiscard]] std::string phraseOf(std::span<const std::string> tokens);

} // namespace lockleaf
