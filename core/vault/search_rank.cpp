// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/search_rank.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace lockleaf {

namespace {

constexpr double titleWeight = 5;
constexpr double saturation = 1.2;  // k1
constexpr double lengthPart = 0.75; // b

double occurrences(const RankedNote& note, std::size_t phrase)
{
    return titleWeight * static_cast<double>(note.title.phrases[phrase]) +
           static_cast<double>(note.body.phrases[phrase]);
}

double lengthOf(const RankedNote& note)
{
    return titleWeight * static_cast<double>(note.title.tokens) + static_cast<double>(note.body.tokens);
}

} // namespace

std::vector<std::size_t> rankedOrder(const std::vector<RankedNote>& notes)
{
    std::vector<std::size_t> order(notes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (notes.empty())
        return order;
    double length = 0;
    for (const RankedNote& note : notes)
        length += lengthOf(note);
    const double usual = std::max(length / static_cast<double>(notes.size()), 1.0);
    std::vector<double> scores(notes.size(), 0);
    for (std::size_t phrase = 0; phrase < notes.front().body.phrases.size(); ++phrase) {
        double all = 0;
        for (const RankedNote& note : notes)
            all += occurrences(note, phrase);
        const double weight = std::log(1 + length / (1 + all));
        for (std::size_t i = 0; i < notes.size(); ++i) {
            const double often = occurrences(notes[i], phrase);
            const double expected = saturation * (1 - lengthPart + lengthPart * lengthOf(notes[i]) / usual);
            scores[i] += weight * often * (saturation + 1) / (often + expected);
        }
    }
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) { return scores[i]; });
    return order;
}

std::size_t evenCut(std::vector<std::size_t> sizes, std::size_t most)
{
    std::ranges::sort(sizes);
    std::size_t left = most;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const std::size_t share = left / (sizes.size() - i);
        if (sizes[i] > share)
            return share; // and all that follow are as long
        left -= sizes[i];
    }
    return most;
}

} // namespace lockleaf
