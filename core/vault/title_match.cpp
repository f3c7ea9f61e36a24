// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/title_match.h"

#include "core/base/letter_fold.h"

#include <algorithm>
#include <limits>

namespace lockleaf {

namespace {

/// The kinds of a match, from the poorest; the score is the kind and, below it, how few the pieces are.
enum MatchKind : std::uint32_t { kindScattered = 1, kindPiece, kindWordStarts, kindBeginning, kindWhole };
constexpr std::uint32_t kindShift = 8;
constexpr std::uint32_t mostPieces = 5; ///< This many or more count as equal.

constexpr std::uint32_t scoreOf(MatchKind kind, std::uint32_t pieces)
{
    return (kind << kindShift) + 0xFF - pieces;
}

/// Longer queries are looked for as a whole or letter by letter, not by their pieces.
constexpr std::size_t longestInPieces = 64;
/// How many pieces a match of `kind` may have and still be better than `floor`, at most mostPieces.
constexpr std::size_t piecesWorthFinding(MatchKind kind, std::uint32_t floor)
{
    std::uint32_t pieces = mostPieces;
    while (pieces > 0 && scoreOf(kind, pieces) <= floor)
        --pieces;
    return pieces;
}

/// A title is at most 1,024 bytes; foldings that make more letters of it are looked at up to here.
constexpr std::size_t longestAligned = 2048;

std::uint64_t bitOf(char32_t letter)
{
    if (letter >= U'a' && letter <= U'z')
        return std::uint64_t{1} << (letter - U'a');
    constexpr std::uint32_t lettersAlone = 26;
    return std::uint64_t{1} << (lettersAlone + letter % (64 - lettersAlone));
}

/// Finds in what way the letters of a query lie in a title in the fewest pieces.
class Alignment
{
public:
    Alignment(const std::vector<char32_t>& query, const std::vector<FoldedLetter>& title, bool atWordStarts)
        : m_query(query), m_title(title), m_atWordStarts(atWordStarts), m_wide(title.size())
    {
    }

    /// Indexes into the title, one for each letter of the query; empty where there is no way.
    std::vector<std::size_t> find()
    {
        m_from.assign(m_query.size() * m_wide, none);
        std::vector<std::uint32_t> before(m_wide, none); // pieces, the last letter so far standing there
        for (std::size_t i = 0; i < m_query.size(); ++i)
            before = next(i, before);
        const auto best = std::ranges::min_element(before);
        if (best == before.end() || *best == none)
            return {};
        std::vector<std::size_t> way(m_query.size());
        auto at = static_cast<std::size_t>(best - before.begin());
        for (std::size_t i = m_query.size(); i-- > 0;) {
            way[i] = at;
            at = m_from[i * m_wide + at];
        }
        return way;
    }

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    std::vector<std::uint32_t> next(std::size_t i, const std::vector<std::uint32_t>& before)
    {
        std::vector<std::uint32_t> now(m_wide, none);
        std::uint32_t least = i == 0 ? 0 : none; // of all places further to the left
        std::uint32_t leastAt = 0;
        std::uint32_t neighbour = none;
        std::uint32_t neighbourAt = 0;
        bool inWord = false;
        for (std::size_t j = 0; j < m_wide; ++j) {
            const char32_t letter = m_title[j].letter;
            const bool isWord = isWordLetter(letter);
            if (letter == m_query[i]) {
                const bool mayBegin = least != none && (!m_atWordStarts || !inWord);
                std::uint32_t& from = m_from[i * m_wide + j];
                if (i > 0 && neighbour != none && (!mayBegin || neighbour <= least)) {
                    now[j] = neighbour;
                    from = neighbourAt;
                } else if (mayBegin) {
                    now[j] = least + 1;
                    from = leastAt;
                }
            }
            inWord = isWord;
            if (letter == U' ')
                continue; // a piece goes on behind a space
            neighbour = before[j];
            neighbourAt = static_cast<std::uint32_t>(j);
            if (i > 0 && before[j] < least) {
                least = before[j];
                leastAt = static_cast<std::uint32_t>(j);
            }
        }
        return now;
    }

    const std::vector<char32_t>& m_query;
    const std::vector<FoldedLetter>& m_title;
    bool m_atWordStarts;
    std::size_t m_wide;
    std::vector<std::uint32_t> m_from; ///< By letter and place: the place of the letter before.
};

/// The letters one after the other at their first places.
std::vector<std::size_t> firstPlaces(const std::vector<char32_t>& query,
                                     const std::vector<FoldedLetter>& title)
{
    std::vector<std::size_t> way;
    for (std::size_t j = 0; j < title.size() && way.size() < query.size(); ++j)
        if (title[j].letter == query[way.size()])
            way.push_back(j);
    return way.size() == query.size() ? way : std::vector<std::size_t>();
}

std::vector<TextRange> joined(const std::vector<std::size_t>& way, const std::vector<FoldedLetter>& title)
{
    std::vector<TextRange> ranges;
    for (const std::size_t at : way) {
        const FoldedLetter& letter = title[at];
        if (!ranges.empty() && ranges.back().end >= letter.begin)
            ranges.back().end = std::max(ranges.back().end, letter.end);
        else
            ranges.push_back({letter.begin, letter.end});
    }
    return ranges;
}

} // namespace

TitleQuery::TitleQuery(std::string_view typed) : m_folded(foldText(typed))
{
    for (std::size_t at = 0; at < m_folded.size();) {
        const char32_t letter = nextLetter(m_folded, at);
        if (letter == U' ')
            continue;
        const std::uint64_t place =
            m_letters.size() < longestInPieces ? std::uint64_t{1} << m_letters.size() : 0;
        m_letters.push_back(letter);
        m_set |= bitOf(letter);
        if (letter < m_ascii.size()) {
            m_ascii[letter] |= place;
            continue;
        }
        const auto known = std::ranges::find(m_others, letter, &std::pair<char32_t, std::uint64_t>::first);
        if (known == m_others.end())
            m_others.emplace_back(letter, place);
        else
            known->second |= place;
    }
}

std::uint64_t TitleQuery::lettersIn(std::string_view folded)
{
    std::uint64_t set = 0;
    for (std::size_t at = 0; at < folded.size();)
        set |= bitOf(nextLetter(folded, at));
    return set;
}

std::uint64_t TitleQuery::places(char32_t letter) const
{
    if (letter < m_ascii.size())
        return m_ascii[letter];
    for (const auto& [known, places] : m_others)
        if (known == letter)
            return places;
    return 0;
}

bool TitleQuery::isWithin(std::string_view folded) const
{
    std::size_t found = 0;
    for (std::size_t at = 0; at < folded.size() && found < m_letters.size();)
        if (nextLetter(folded, at) == m_letters[found])
            ++found;
    return found == m_letters.size();
}

/// Whether pieces that begin at beginnings of words only, however many, hold the letters.
bool TitleQuery::isAtWordStarts(std::string_view folded) const
{
    std::uint64_t running = 0;
    std::uint64_t found = 0;
    char32_t before = U' ';
    for (std::size_t at = 0; at < folded.size();) {
        const char32_t letter = nextLetter(folded, at);
        const std::uint64_t here = places(letter);
        const char32_t neighbour = std::exchange(before, letter);
        if (here == 0) {
            running = letter == U' ' ? running : 0;
            continue;
        }
        running = ((running << 1) | (isWordLetter(neighbour) ? 0 : (found << 1) | 1)) & here;
        found |= running;
    }
    return (found >> (m_letters.size() - 1) & 1) != 0;
}

/// In how few pieces the letters lie in the title, with mostPieces for that many or more; 0 where they do not
/// lie in at most `worth`, or where a piece would have to begin within a word and may not. Bit i of a set
/// stands for the first i + 1 letters found.
std::uint32_t TitleQuery::pieces(std::string_view folded, bool atWordStarts, std::size_t worth) const
{
    struct Level
    {
        std::uint64_t running = 0; ///< The last of the letters is the last one of the title so far.
        std::uint64_t found = 0;
    };
    std::array<Level, mostPieces> levels{};
    const std::size_t deepest = std::min(worth, m_letters.size());
    bool running = false;
    char32_t before = U' ';
    for (std::size_t at = 0; at < folded.size();) {
        const char32_t letter = nextLetter(folded, at);
        const std::uint64_t here = places(letter);
        const char32_t neighbour = std::exchange(before, letter);
        if (here == 0) {                     // most letters of most titles
            if (running && letter != U' ') { // a piece goes on behind a space
                running = false;
                for (Level& level : levels)
                    level.running = 0;
            }
            continue;
        }
        running = true;
        const bool mayBegin = !atWordStarts || !isWordLetter(neighbour);
        // From the deepest up, so that each level sees the others as they were before this letter.
        for (std::size_t level = deepest; level-- > 0;) {
            std::uint64_t begin = level == 0 ? 1 : levels[level - 1].found << 1;
            if (level + 1 == mostPieces)
                begin |= levels[level].found << 1; // and any more
            Level& now = levels[level];
            now.running = ((now.running << 1) | (mayBegin ? begin : 0)) & here;
            now.found |= now.running;
        }
    }
    const std::uint64_t all = std::uint64_t{1} << (m_letters.size() - 1);
    for (std::size_t level = 0; level < deepest; ++level)
        if (levels[level].found & all)
            return static_cast<std::uint32_t>(level) + 1;
    return 0;
}

std::uint32_t TitleQuery::scoreFolded(std::string_view title, std::uint32_t floor) const
{
    if (isEmpty() || !isWithin(title))
        return 0;
    const auto above = [floor](std::uint32_t score) { return score > floor ? score : 0; };
    if (title.starts_with(m_folded))
        return above(scoreOf(title.size() == m_folded.size() ? kindWhole : kindBeginning, 1));
    if (floor >= scoreOf(kindWordStarts, 1))
        return 0; // what follows could only be poorer
    if (m_letters.size() > longestInPieces)
        return above(title.find(m_folded) != std::string_view::npos ? scoreOf(kindPiece, 1)
                                                                    : scoreOf(kindScattered, mostPieces));
    if (isAtWordStarts(title)) {
        const std::uint32_t starts = pieces(title, true, piecesWorthFinding(kindWordStarts, floor));
        return starts > 0 ? scoreOf(kindWordStarts, starts) : 0;
    }
    const std::size_t worth = floor >= scoreOf(kindPiece, 1)       ? 0
                              : floor >= scoreOf(kindScattered, 1) ? 1 // in one piece it is better than that
                                                                   : piecesWorthFinding(kindScattered, floor);
    const std::uint32_t number = worth > 0 ? pieces(title, false, worth) : 0;
    if (number == 0)
        return 0;
    return above(scoreOf(number == 1 ? kindPiece : kindScattered, number));
}

std::uint32_t TitleQuery::score(std::string_view title) const
{
    return scoreFolded(foldText(title));
}

std::vector<TextRange> TitleQuery::ranges(std::string_view title) const
{
    std::vector<FoldedLetter> letters = foldLetters(title);
    const std::uint32_t kind = score(title) >> kindShift;
    if (kind == 0)
        return {};
    if (m_letters.size() > longestInPieces || letters.size() > longestAligned)
        return joined(firstPlaces(m_letters, letters), letters);
    if (kind >= kindBeginning) {
        std::vector<std::size_t> way; // the first letters, spaces passed over on both sides
        for (std::size_t j = 0; way.size() < m_letters.size(); ++j)
            if (letters[j].letter != U' ')
                way.push_back(j);
        return joined(way, letters);
    }
    return joined(Alignment(m_letters, letters, kind == kindWordStarts).find(), letters);
}

bool TitleQuery::isClose(std::uint32_t score)
{
    return score >> kindShift > kindScattered;
}

bool TitleQuery::isWhole(std::uint32_t score)
{
    return score >> kindShift == kindWhole;
}

} // namespace lockleaf
