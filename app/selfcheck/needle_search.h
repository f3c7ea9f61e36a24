// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selfcheck/exact_patterns.h"

#include <string>
#include <string_view>
#include <vector>

namespace lockleaf::app {

/// One text to look for.
struct Needle
{
    std::string label; ///< Named in the output in place of the text.
    std::u32string text;
    /// The text as glyph numbers, one list a font.
    std::vector<std::vector<std::uint32_t>> glyphs;
};

/// The farthest two neighbouring characters can stand apart in a match.
inline constexpr std::size_t largestStride = 64;

/// Looks for several texts in memory, in all forms.
class NeedleSearch
{
public:
    explicit NeedleSearch(std::vector<Needle> needles);

    [[nodiscard]] const std::vector<Needle>& needles() const { return m_needles; }

    /// How many bytes a match can span.
    [[nodiscard]] std::size_t longestMatch() const { return m_longest; }

    /// Adds to `counts`, an entry a needle, the matches that start in the first `starts` bytes of `bytes`;
    /// they may reach beyond. Pass the same memory twice only with disjoint starts, and nothing is counted
    /// twice.
    void count(std::span<const std::uint8_t> bytes, std::size_t starts, std::vector<Counts>& counts) const;

private:
    std::vector<Needle> m_needles;
    std::vector<std::vector<std::uint16_t>> m_units;
    ExactPatterns m_exact;
    std::size_t m_longest = 0;
};

/// Reads UTF-8 into characters; false where it is malformed.
[[nodiscard]] bool decodeUtf8(std::string_view text, std::u32string& characters);

} // namespace lockleaf::app
