// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/text_range.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lockleaf {

/// What somebody types to find a title. It matches every title that has its letters in their order, without
/// regard to case and accents; white space in it is free to be passed over.
///
/// Scores order matches, and only that: the whole title > its beginning > beginnings of words > a part in one
/// piece > letters here and there; within one of those, the fewer pieces the better, of the best way in which
/// the letters can be found. Time is linear in the title, whatever the query. A value; any thread.
class TitleQuery
{
public:
    explicit TitleQuery(std::string_view typed);

    /// Nothing but white space was typed. Matches nothing.
    [[nodiscard]] bool isEmpty() const { return m_letters.empty(); }
    /// The score of a title that was folded by foldText(); 0 where it does not match, or not better than
    /// `floor`.
    [[nodiscard]] std::uint32_t scoreFolded(std::string_view foldedTitle, std::uint32_t floor = 0) const;
    [[nodiscard]] std::uint32_t score(std::string_view title) const;
    /// The parts of `title` that the letters were found in, ascending and apart from each other; none where
    /// it does not match. Each is made of whole characters.
    [[nodiscard]] std::vector<TextRange> ranges(std::string_view title) const;
    /// Whether a score is that of the whole title.
    [[nodiscard]] static bool isWhole(std::uint32_t score);
    /// Whether a score is that of more than letters here and there.
    [[nodiscard]] static bool isClose(std::uint32_t score);

    /// A set of bits that any title holding the letters of this query has as well, by lettersIn().
    [[nodiscard]] std::uint64_t letters() const { return m_set; }
    [[nodiscard]] static std::uint64_t lettersIn(std::string_view folded);

private:
    [[nodiscard]] std::uint64_t places(char32_t letter) const;
    [[nodiscard]] bool isWithin(std::string_view folded) const;
    [[nodiscard]] bool isAtWordStarts(std::string_view folded) const;
    [[nodiscard]] std::uint32_t pieces(std::string_view folded, bool atWordStarts, std::size_t worth) const;

    std::string m_folded;                     ///< With its spaces.
    std::vector<char32_t> m_letters;          ///< Without them.
    std::array<std::uint64_t, 128> m_ascii{}; ///< By letter: where in the first 64 of m_letters it stands.
    std::vector<std::pair<char32_t, std::uint64_t>> m_others;
    std::uint64_t m_set = 0;
};

} // namespace lockleaf
