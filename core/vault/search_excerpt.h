// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/text_range.h"
#include "core/vault/search_query.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// What the row of a hit shows.
struct SearchExcerpt
{
    std::string title;
    std::vector<TextRange> titleMarks; ///< In `title`, ascending, apart from each other.
    /// Plain text around the first place where most of the words stand close together, at most 240 bytes;
    /// begins with "…" where text was left out before it. Empty where the words stand in the title alone.
    std::string text;
    std::vector<TextRange> textMarks; ///< In `text`.
};

/// The excerpt of a note with this title and body. Pure; linear in the size of the body.
[[nodiscard]] SearchExcerpt makeExcerpt(std::string_view title, std::string_view body,
                                        const SearchQuery& query);

/// Whether all words and phrases of `query` that must be there stand in `text`.
[[nodiscard]] bool hasAllWords(std::string_view text, const SearchQuery& query);

/// Where the words of `query` that must be there stand in `text`: ascending, apart from each other.
[[nodiscard]] std::vector<TextRange> findWords(std::string_view text, const SearchQuery& query);

/// How often each word or phrase of a query stands in a text, and how many words the text has.
struct WordCounts
{
    std::vector<std::size_t> phrases; ///< Those that must be there, in their order in the query.
    std::size_t tokens = 0;
};

/// Pure; linear in the size of the text. Stops counting where thousands of places were met.
[[nodiscard]] WordCounts countWords(std::string_view text, const SearchQuery& query);

} // namespace lockleaf
