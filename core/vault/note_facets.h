// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/search_index.h"

#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// What a facet says; its first byte in `note_facet`.
enum class Facet : char {
    WordBeginning = 'p',  ///< The first character of a word of body or title, or the first three.
    TitleWord = 'T',      ///< A word of the title.
    TitleBeginning = 'P', ///< The same of a word of the title.
    TitlePair = 'B',      ///< Two tokens of the title that stand one after the other, with a space between.
    Tag = 't',            ///< A tag, or one above it.
    Link = 'l',           ///< The title that a wiki link names, as linkFacet() gives it.
};

/// Beginnings of words up to this many characters are found by facets, longer ones among the words.
constexpr std::size_t longestBeginning = 3;

/// Whether there is a facet for the beginnings of this length. Those of two characters are few facets of
/// three (or of a word of two): not to write them makes each save cheaper than reading them makes a search
/// dearer.
[[nodiscard]] constexpr bool isFacetLength(std::size_t characters)
{
    return characters == 1 || characters == longestBeginning;
}

/// What the search index holds of a note: its tokens in their order, and its facets, each once and in a fixed
/// order. What was put in is made again to be taken out, so another outcome needs another
/// SearchIndex::rulesVersion. Linear in the size of the note.
[[nodiscard]] IndexedTokens indexedTokens(std::string_view body, std::string_view title,
                                          const std::vector<std::string>& tags);

/// A facet as it stands in the index, for a folded word or beginning.
[[nodiscard]] std::string facetFor(Facet kind, std::string_view folded);
/// The facet of two tokens of a title.
[[nodiscard]] std::string pairFacet(std::string_view first, std::string_view second);
/// The facet of the links to this title.
[[nodiscard]] std::string linkFacet(std::string_view title);
/// The facet of a tag; folds it. Empty where the tag has no letters.
[[nodiscard]] std::string tagFacet(std::string_view tag);

} // namespace lockleaf
