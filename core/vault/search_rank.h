// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/search_excerpt.h"

#include <cstddef>
#include <vector>

namespace lockleaf {

/// How often the words of a query stand in one note.
struct RankedNote
{
    WordCounts title;
    WordCounts body;
};

/// The places of `notes`, the best matching first; those that match alike stay in their order.
///
/// Okapi BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) with k1 = 1.2 and b =
/// 0.75, a word of the title counted as five of the body. All hits have all words, so the weight of a word is
/// not by how many of them have it but by how rarely it stands in them. Pure.
[[nodiscard]] std::vector<std::size_t> rankedOrder(const std::vector<RankedNote>& notes);

/// The largest length at which texts of these sizes, each cut at it, have at most `most` bytes together;
/// `most` where they need not be cut. Pure.
[[nodiscard]] std::size_t evenCut(std::vector<std::size_t> sizes, std::size_t most);

} // namespace lockleaf
