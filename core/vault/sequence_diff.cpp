// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/sequence_diff.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace lockleaf {

namespace {

using DiffIndex = std::int64_t;
using UnitRow = std::span<const std::uint32_t>;

constexpr DiffIndex widestSearch = 256;
constexpr DiffIndex unreachedBack = std::numeric_limits<DiffIndex>::max();

/// A range of both rows; ends are behind the last.
struct DiffBox
{
    DiffIndex left = 0;
    DiffIndex right = 0;
    DiffIndex top = 0;
    DiffIndex bottom = 0;

    [[nodiscard]] bool isEmpty() const { return left == right && top == bottom; }
};

struct DiffPoint
{
    DiffIndex x = 0;
    DiffIndex y = 0;
};

class SequenceDiff
{
public:
    SequenceDiff(UnitRow before, UnitRow after, std::size_t& steps)
        : m_before(before), m_after(after), m_steps(steps),
          m_origin(static_cast<DiffIndex>(after.size()) + 1), m_forward(before.size() + after.size() + 3),
          m_backward(before.size() + after.size() + 3)
    {
        m_unmatched.before.resize(before.size());
        m_unmatched.after.resize(after.size());
    }

    UnmatchedUnits run()
    {
        m_boxes.push_back(
            {0, static_cast<DiffIndex>(m_before.size()), 0, static_cast<DiffIndex>(m_after.size())});
        while (!m_boxes.empty()) { // no recursion: a search that is cut off may halve badly
            DiffBox box = m_boxes.back();
            m_boxes.pop_back();
            trim(box);
            if (!box.isEmpty())
                divide(box);
        }
        return std::move(m_unmatched);
    }

private:
    [[nodiscard]] bool same(DiffIndex x, DiffIndex y) const
    {
        return m_before[static_cast<std::size_t>(x)] == m_after[static_cast<std::size_t>(y)];
    }
    DiffIndex& forward(DiffIndex diagonal)
    {
        return m_forward[static_cast<std::size_t>(diagonal + m_origin)];
    }
    DiffIndex& backward(DiffIndex diagonal)
    {
        return m_backward[static_cast<std::size_t>(diagonal + m_origin)];
    }

    /// Passes over what both begin and end with.
    void trim(DiffBox& box) const
    {
        while (box.left < box.right && box.top < box.bottom && same(box.left, box.top)) {
            ++box.left;
            ++box.top;
        }
        while (box.left < box.right && box.top < box.bottom && same(box.right - 1, box.bottom - 1)) {
            --box.right;
            --box.bottom;
        }
    }
    void divide(const DiffBox& box)
    {
        std::optional<DiffPoint> middle;
        if (box.left < box.right && box.top < box.bottom)
            middle = findMiddle(box);
        const bool divides = middle && (middle->x != box.left || middle->y != box.top) &&
                             (middle->x != box.right || middle->y != box.bottom);
        if (divides) {
            m_boxes.push_back({middle->x, box.right, middle->y, box.bottom});
            m_boxes.push_back({box.left, middle->x, box.top, middle->y});
            return;
        }
        std::fill(m_unmatched.before.begin() + box.left, m_unmatched.before.begin() + box.right, true);
        std::fill(m_unmatched.after.begin() + box.top, m_unmatched.after.begin() + box.bottom, true);
    }

    /// The diagonals x - y that one search has reached.
    struct Reach
    {
        DiffIndex low = 0;
        DiffIndex high = 0;
    };
    [[nodiscard]] std::optional<DiffPoint> findMiddle(const DiffBox& box)
    {
        Reach ahead{box.left - box.top, box.left - box.top};
        Reach back{box.right - box.bottom, box.right - box.bottom};
        const bool odd = ((ahead.low - back.low) & 1) != 0;
        forward(ahead.low) = box.left;
        backward(back.low) = box.right;
        for (DiffIndex cost = 1;; ++cost) {
            if (const auto met = searchAhead(box, ahead, odd ? &back : nullptr))
                return met;
            if (const auto met = searchBack(box, back, odd ? nullptr : &ahead))
                return met;
            if (m_steps == 0)
                return std::nullopt;
            if (cost >= widestSearch)
                return farthest(box, ahead, back);
        }
    }
    void spend(DiffIndex steps) { m_steps -= std::min(m_steps, static_cast<std::size_t>(steps)); }

    /// One more unmatched unit from the beginning; `other` is the reach that it may meet.
    [[nodiscard]] std::optional<DiffPoint> searchAhead(const DiffBox& box, Reach& reach, const Reach* other)
    {
        if (reach.low > box.left - box.bottom)
            forward(--reach.low - 1) = -1;
        else
            ++reach.low;
        if (reach.high < box.right - box.top)
            forward(++reach.high + 1) = -1;
        else
            --reach.high;
        for (DiffIndex diagonal = reach.high; diagonal >= reach.low; diagonal -= 2) {
            const DiffIndex start = std::max(forward(diagonal - 1) + 1, forward(diagonal + 1));
            DiffIndex x = start;
            while (x < box.right && x - diagonal < box.bottom && same(x, x - diagonal))
                ++x;
            spend(x - start + 1);
            forward(diagonal) = x;
            if (other != nullptr && other->low <= diagonal && diagonal <= other->high &&
                backward(diagonal) <= x)
                return DiffPoint{x, x - diagonal};
        }
        return std::nullopt;
    }
    [[nodiscard]] std::optional<DiffPoint> searchBack(const DiffBox& box, Reach& reach, const Reach* other)
    {
        if (reach.low > box.left - box.bottom)
            backward(--reach.low - 1) = unreachedBack;
        else
            ++reach.low;
        if (reach.high < box.right - box.top)
            backward(++reach.high + 1) = unreachedBack;
        else
            --reach.high;
        for (DiffIndex diagonal = reach.high; diagonal >= reach.low; diagonal -= 2) {
            const DiffIndex start = std::min(backward(diagonal - 1), backward(diagonal + 1) - 1);
            DiffIndex x = start;
            while (x > box.left && x - diagonal > box.top && same(x - 1, x - diagonal - 1))
                --x;
            spend(start - x + 1);
            backward(diagonal) = x;
            if (other != nullptr && other->low <= diagonal && diagonal <= other->high &&
                x <= forward(diagonal))
                return DiffPoint{x, x - diagonal};
        }
        return std::nullopt;
    }
    /// Where one of the two searches has come farthest from its corner.
    [[nodiscard]] DiffPoint farthest(const DiffBox& box, const Reach& ahead, const Reach& back)
    {
        DiffPoint first{box.left, box.top};
        for (DiffIndex diagonal = ahead.high; diagonal >= ahead.low; diagonal -= 2) {
            const DiffIndex x = std::min({forward(diagonal), box.right, box.bottom + diagonal});
            if (x + x - diagonal > first.x + first.y)
                first = {x, x - diagonal};
        }
        DiffPoint last{box.right, box.bottom};
        for (DiffIndex diagonal = back.high; diagonal >= back.low; diagonal -= 2) {
            const DiffIndex x = std::max({backward(diagonal), box.left, box.top + diagonal});
            if (x + x - diagonal < last.x + last.y)
                last = {x, x - diagonal};
        }
        const DiffIndex fromBegin = first.x + first.y - box.left - box.top;
        const DiffIndex fromEnd = box.right + box.bottom - last.x - last.y;
        return fromBegin > fromEnd ? first : last;
    }

    UnitRow m_before;
    UnitRow m_after;
    std::size_t& m_steps;
    DiffIndex m_origin; ///< Of the diagonals below: they may be negative.
    std::vector<DiffIndex> m_forward;
    std::vector<DiffIndex> m_backward;
    std::vector<DiffBox> m_boxes; ///< Still to be compared.
    UnmatchedUnits m_unmatched;
};

} // namespace

UnmatchedUnits diffSequences(UnitRow before, UnitRow after, std::size_t& steps)
{
    return SequenceDiff(before, after, steps).run();
}

} // namespace lockleaf
