// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// A word, or a phrase: words that stand one after the other.
struct SearchWords
{
    std::string text;    ///< As it was typed, without its quotes.
    bool prefix = false; ///< The last word may go on.
    bool excluded = false;
};

/// `tag:` or `in:` with what it names.
struct SearchName
{
    std::string name;
    bool excluded = false;
};

/// A query, read. An empty one (no part of anything) finds every note of the list.
struct SearchQuery
{
    std::vector<SearchWords> words;
    std::vector<SearchName> tags;
    std::vector<SearchName> notebooks; ///< Paths.
    std::optional<bool> pinned;
    std::optional<bool> openTasks;
    std::optional<bool> trash;
    Timestamp modifiedFrom = INT64_MIN;   ///< At or after.
    Timestamp modifiedBefore = INT64_MAX; ///< Earlier than.
    Timestamp createdFrom = INT64_MIN;
    Timestamp createdBefore = INT64_MAX;
    /// Something was typed, and none of it can be searched for: nothing is found.
    bool nothingToFind = false;

    [[nodiscard]] bool isEmpty() const;
};

/// Queries of more parts than this are refused: no list of hits would be the better for it.
constexpr std::size_t mostSearchParts = 64;

/// Reads a query: words (all must be there; the last one may go on, unless a space follows), "phrases",
/// `-word` for what must not be there, `AND` (which changes nothing), `tag:a/b` (and the tags below it),
/// `in:Notebook/Path` (and the notebooks below it; `in:trash`), `is:task`, `is:pinned`, `before:`, `after:`,
/// `edited:` and `created:` with a year, a month, a day (2026, 2026-05, 2026-05-09), `today` or `yesterday`.
/// Anything else, also a key that is not known, is text. A quote that is not closed goes to the end.
/// Local time; `now` is the present. Errors: QueryTooLong.
[[nodiscard]] Result<SearchQuery> parseSearchQuery(std::string_view query, Timestamp now);

/// What can be chosen beside the words of a query: a tag (`tag:`), a notebook or the trash (`in:`), the date
/// (`before:`, `after:`, `edited:`, `created:`).
enum class QueryFacet { Tag, Notebook, Date };

/// The parts of `query` of this kind that must be met, as they were typed, with a blank between them; empty
/// where there are none. Pure.
[[nodiscard]] std::string facetOf(std::string_view query, QueryFacet facet);

/// `query` with `part` in the place of what it has of this kind, or before all where it has nothing: what is
/// typed last may go on, and stays so. An empty `part` takes out what there is. Pure.
[[nodiscard]] std::string withFacet(std::string_view query, QueryFacet facet, std::string_view part);

/// The part of a query that asks for this name: `key:name`, in quotes where it has to be. Pure.
[[nodiscard]] std::string namePart(std::string_view key, std::string_view name);

} // namespace lockleaf
