// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/text_diff.h"

#include "core/vault/sequence_diff.h"

#include <algorithm>
#include <unordered_map>

namespace lockleaf {

namespace {

using DiffUnitViews = std::vector<std::string_view>;

bool isOfDiffWord(char c)
{
    const auto octet = static_cast<unsigned char>(c);
    const bool letter = (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
    return letter || (octet >= '0' && octet <= '9') || octet >= 0x80;
}

bool isDiffBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/// Scripts without spaces, and emoji, lie above U+3000: each such character is a word of its own.
bool standsAlone(char c)
{
    return static_cast<unsigned char>(c) >= 0xE3;
}

bool continuesCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

/// The size of the first word, run of blanks, or other character of a text that is not empty.
std::size_t firstWordSize(std::string_view text)
{
    std::size_t size = 1;
    if (standsAlone(text[0])) {
        while (size < text.size() && continuesCharacter(text[size]))
            ++size;
    } else if (isOfDiffWord(text[0])) {
        while (size < text.size() && isOfDiffWord(text[size]) && !standsAlone(text[size]))
            ++size;
    } else if (isDiffBlank(text[0])) {
        while (size < text.size() && isDiffBlank(text[size]))
            ++size;
    }
    return size;
}

DiffUnitViews diffWordsOf(std::string_view text)
{
    DiffUnitViews words;
    while (!text.empty()) {
        const std::size_t size = firstWordSize(text);
        words.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return words;
}

/// Lines with their line ends.
DiffUnitViews diffLinesOf(std::string_view text)
{
    DiffUnitViews lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

bool isOnlyDiffBlank(std::string_view text)
{
    return std::ranges::all_of(text, isDiffBlank);
}

/// Both are neighbours in one text.
void joinNeighbour(std::string_view& row, std::string_view text)
{
    row = row.empty() ? text : std::string_view{row.data(), row.size() + text.size()};
}

/// Gathers pieces into their one form.
class PieceList
{
public:
    void same(std::string_view text)
    {
        endChange();
        extend(DiffPiece::Kind::Same, text);
    }
    void removed(std::string_view text) { joinNeighbour(m_removed, text); }
    void added(std::string_view text) { joinNeighbour(m_added, text); }
    std::vector<DiffPiece> finish()
    {
        endChange();
        return std::move(m_pieces);
    }

private:
    void extend(DiffPiece::Kind kind, std::string_view text)
    {
        if (text.empty())
            return;
        if (!m_pieces.empty() && m_pieces.back().kind == kind)
            joinNeighbour(m_pieces.back().text, text);
        else
            m_pieces.push_back({kind, text});
    }
    void endChange()
    {
        extend(DiffPiece::Kind::Removed, m_removed);
        extend(DiffPiece::Kind::Added, m_added);
        m_removed = m_added = {};
    }

    std::vector<DiffPiece> m_pieces;
    std::string_view m_removed; ///< Of the change that is still going on.
    std::string_view m_added;
};

/// Gives equal units equal numbers.
class UnitNumbers
{
public:
    DiffUnits of(const DiffUnitViews& views)
    {
        DiffUnits units;
        units.reserve(views.size());
        for (const std::string_view view : views)
            units.push_back(
                m_numbers.try_emplace(view, static_cast<std::uint32_t>(m_numbers.size())).first->second);
        return units;
    }
    [[nodiscard]] std::size_t count() const { return m_numbers.size(); }

private:
    std::unordered_map<std::string_view, std::uint32_t> m_numbers;
};

/// Indexes of the units that the other row has as well; the others have no partner for sure, and would only
/// widen the search.
std::vector<std::size_t> unitsInBoth(const DiffUnits& units, const DiffUnits& other, std::size_t count)
{
    std::vector<bool> there(count);
    for (const std::uint32_t unit : other)
        there[unit] = true;
    std::vector<std::size_t> indexes;
    for (std::size_t i = 0; i < units.size(); ++i)
        if (there[units[i]])
            indexes.push_back(i);
    return indexes;
}

DiffUnits pickedUnits(const DiffUnits& units, const std::vector<std::size_t>& indexes)
{
    DiffUnits out;
    out.reserve(indexes.size());
    for (const std::size_t index : indexes)
        out.push_back(units[index]);
    return out;
}

std::vector<bool> spreadUnmatched(const std::vector<bool>& unmatched, const std::vector<std::size_t>& indexes,
                                  std::size_t size)
{
    std::vector<bool> all(size, true);
    for (std::size_t i = 0; i < indexes.size(); ++i)
        all[indexes[i]] = unmatched[i];
    return all;
}

UnmatchedUnits compareUnits(const DiffUnitViews& before, const DiffUnitViews& after, std::size_t& steps)
{
    UnitNumbers numbers;
    const DiffUnits a = numbers.of(before);
    const DiffUnits b = numbers.of(after);
    const auto ofBefore = unitsInBoth(a, b, numbers.count());
    const auto ofAfter = unitsInBoth(b, a, numbers.count());
    const UnmatchedUnits unmatched = diffSequences(pickedUnits(a, ofBefore), pickedUnits(b, ofAfter), steps);
    return {spreadUnmatched(unmatched.before, ofBefore, a.size()),
            spreadUnmatched(unmatched.after, ofAfter, b.size())};
}

class TextDiff
{
public:
    explicit TextDiff(const DiffLimits& limits) : m_limits(limits), m_steps(limits.mostSteps) {}

    std::vector<DiffPiece> run(std::string_view before, std::string_view after)
    {
        const DiffUnitViews a = diffLinesOf(before);
        const DiffUnitViews b = diffLinesOf(after);
        if (a.size() + b.size() > m_limits.mostUnits)
            compareEnds(a, b);
        else
            walk(a, b, compareUnits(a, b, m_steps),
                 [this](std::string_view removed, std::string_view added) { compareWords(removed, added); });
        return m_pieces.finish();
    }

private:
    /// Walks both rows; `change` is told what takes the place of what.
    template <class Change>
    void walk(const DiffUnitViews& before, const DiffUnitViews& after, const UnmatchedUnits& unmatched,
              Change change)
    {
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < before.size() || j < after.size()) {
            const std::string_view removed = take(before, unmatched.before, i);
            const std::string_view added = take(after, unmatched.after, j);
            if (!removed.empty() || !added.empty())
                change(removed, added);
            if (i < before.size()) {
                m_pieces.same(before[i]);
                ++i;
                ++j;
            }
        }
    }
    static std::string_view take(const DiffUnitViews& views, const std::vector<bool>& unmatched,
                                 std::size_t& at)
    {
        std::string_view taken;
        for (; at < views.size() && unmatched[at]; ++at)
            joinNeighbour(taken, views[at]);
        return taken;
    }
    void replace(std::string_view removed, std::string_view added)
    {
        m_pieces.removed(removed);
        m_pieces.added(added);
    }
    void compareWords(std::string_view removed, std::string_view added)
    {
        if (removed.empty() || added.empty() || removed.size() + added.size() > m_limits.mostWordBytes) {
            replace(removed, added);
            return;
        }
        const DiffUnitViews a = diffWordsOf(removed);
        const DiffUnitViews b = diffWordsOf(added);
        UnmatchedUnits unmatched = compareUnits(a, b, m_steps);
        if (!isAlike(a, b, unmatched)) {
            replace(removed, added);
            return;
        }
        joinAcrossBlanks(a, b, unmatched);
        walk(a, b, unmatched, [this](std::string_view gone, std::string_view come) { replace(gone, come); });
    }
    /// Whether enough words stayed for a word by word account to say more than the two texts do.
    static bool isAlike(const DiffUnitViews& before, const DiffUnitViews& after,
                        const UnmatchedUnits& unmatched)
    {
        std::size_t stayed = 0;
        std::size_t all = 0;
        for (std::size_t i = 0; i < before.size(); ++i)
            if (!isOnlyDiffBlank(before[i])) {
                all += before[i].size();
                stayed += unmatched.before[i] ? 0 : before[i].size();
            }
        std::size_t allAfter = 0;
        for (const std::string_view word : after)
            allAfter += isOnlyDiffBlank(word) ? 0 : word.size();
        return stayed * 3 >= std::min(all, allAfter);
    }
    /// Blanks that stayed between two words that did not are no news: "a b" became "c d", as a whole.
    static void joinAcrossBlanks(const DiffUnitViews& before, const DiffUnitViews& after,
                                 UnmatchedUnits& unmatched)
    {
        std::size_t j = 0;
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (unmatched.before[i])
                continue;
            while (unmatched.after[j])
                ++j;
            const bool changedBefore =
                (i > 0 && unmatched.before[i - 1]) || (j > 0 && unmatched.after[j - 1]);
            const bool changedBehind = (i + 1 < before.size() && unmatched.before[i + 1]) ||
                                       (j + 1 < after.size() && unmatched.after[j + 1]);
            if (isOnlyDiffBlank(before[i]) && changedBefore && changedBehind)
                unmatched.before[i] = unmatched.after[j] = true;
            ++j;
        }
    }
    /// Of texts with too many lines: what stands between the lines that both begin and end with.
    void compareEnds(const DiffUnitViews& before, const DiffUnitViews& after)
    {
        const std::size_t most = std::min(before.size(), after.size());
        std::size_t head = 0;
        while (head < most && before[head] == after[head])
            ++head;
        std::size_t tail = 0;
        while (tail < most - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
            ++tail;
        UnmatchedUnits unmatched{std::vector<bool>(before.size()), std::vector<bool>(after.size())};
        const auto mark = [head, tail](std::vector<bool>& row) {
            std::fill(row.begin() + static_cast<std::ptrdiff_t>(head),
                      row.end() - static_cast<std::ptrdiff_t>(tail), true);
        };
        mark(unmatched.before);
        mark(unmatched.after);
        walk(before, after, unmatched,
             [this](std::string_view removed, std::string_view added) { replace(removed, added); });
    }

    const DiffLimits& m_limits;
    std::size_t m_steps;
    PieceList m_pieces;
};

} // namespace

std::vector<DiffPiece> diffTexts(std::string_view before, std::string_view after, const DiffLimits& limits)
{
    return TextDiff(limits).run(before, after);
}

} // namespace lockleaf
