// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/sealers.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

// Rows as they lie in the pages of SQLite's b-trees, without SQLite: for files in which the way to a page is
// lost (sqlite.org/fileformat2.html, 1.6 and 2). Every length is checked; what does not fit is left out.
namespace lockleaf {

/// One cell of a page.
struct RawCell
{
    std::uint64_t payloadSize = 0;
    ByteView local;             ///< What of the payload stands in the page; a view into it.
    std::uint32_t overflow = 0; ///< The page that goes on with it; 0: all of it is local.
};

struct RawPage
{
    enum class Kind {
        TableLeaf, ///< Rows of a table.
        Index,     ///< Of an index or a table WITHOUT ROWID, leaf or not.
        Other,
    };
    Kind kind = Kind::Other;
    std::vector<RawCell> cells; ///< Empty where the kind is Other.
};

/// The cells of page `number`, whose content is `page` and must outlive the result.
[[nodiscard]] RawPage parseRawPage(std::uint32_t number, PageView page);

/// Gives page `number`; false where it cannot be read.
using PageReader = std::function<bool(std::uint32_t number, MutablePage plain)>;

/// The whole payload of a cell, at most `limit` bytes; nothing where a page of it cannot be read. `through`
/// takes the pages that it goes on in, null: nobody wants to know.
[[nodiscard]] std::optional<SecureBytes> wholePayload(const RawCell& cell, std::size_t limit,
                                                      const PageReader& readPage,
                                                      std::vector<std::uint32_t>* through = nullptr);

/// One column of a row.
struct RawColumn
{
    enum class Type { Null, Integer, Real, Blob, Text };
    Type type = Type::Null;
    std::int64_t integer = 0;   ///< Where its bytes stand in `start`.
    std::uint64_t position = 0; ///< In the payload.
    std::uint64_t size = 0;     ///< Bytes.
};

/// The columns of a row whose payload begins with `start` and has `payloadSize` bytes; empty where it is no
/// row, or one of more than `most` columns.
[[nodiscard]] std::vector<RawColumn> rawColumns(ByteView start, std::uint64_t payloadSize,
                                                std::size_t most = 20);

} // namespace lockleaf
