// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// What a facet says; its first byte in `note_facet`.
enum class Facet : char {
    WordBeginning = 'p',  ///< The first one, two or three characters of a word of body or title.
    TitleWord = 'T',      ///< A word of the title.
    TitleBeginning = 'P', ///< The first one, two or three characters of a word of the title.
    Tag = 't',            ///< A tag, or one above it.
    Link = 'l',           ///< The title that a link names.
};

/// Beginnings of words are facets up to this many characters; longer ones are looked up among the words.
constexpr std::size_t longestBeginning = 3;

/// The facets of a note, each once and ended by facetEnd, in a fixed order. The search index holds them; what
/// was put in is made again to be taken out, so another outcome needs another SearchIndex::rulesVersion.
[[nodiscard]] std::string noteFacets(std::string_view body, std::string_view title,
                                     const std::vector<std::string>& tags);

/// A facet as it stands in the index, for a folded word or beginning.
[[nodiscard]] std::string facetFor(Facet kind, std::string_view folded);
/// The facet of a tag; folds it. Empty where the tag has no letters.
[[nodiscard]] std::string tagFacet(std::string_view tag);

} // namespace lockleaf
