// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/hit_marks.h"

#include <algorithm>
#include <utility>

namespace lockleaf::ui {

void HitMarks::set(std::vector<FoundRange> hits)
{
    m_hits = std::move(hits);
    m_present = -1;
}

void HitMarks::adjust(int position, int removed, int added)
{
    const auto from =
        std::ranges::partition_point(m_hits, [&](const FoundRange& hit) { return hit.end() <= position; });
    const auto to = std::partition_point(
        from, m_hits.end(), [&](const FoundRange& hit) { return hit.start < position + removed; });
    for (auto hit = to; hit != m_hits.end(); ++hit)
        hit->start += added - removed;
    const auto gone = static_cast<int>(to - from);
    if (m_present >= to - m_hits.begin())
        m_present -= gone;
    else if (m_present >= from - m_hits.begin())
        m_present = -1;
    m_hits.erase(from, to);
}

int HitMarks::firstFrom(int position) const
{
    const auto found =
        std::ranges::partition_point(m_hits, [&](const FoundRange& hit) { return hit.start < position; });
    return found == m_hits.end() ? -1 : static_cast<int>(found - m_hits.begin());
}

int HitMarks::lastBefore(int position) const
{
    const auto found =
        std::ranges::partition_point(m_hits, [&](const FoundRange& hit) { return hit.start < position; });
    return static_cast<int>(found - m_hits.begin()) - 1;
}

int HitMarks::indexOf(const FoundRange& range) const
{
    const int index = firstFrom(range.start);
    // A hit of no length may stand before another one.
    for (int i = index; i >= 0 && i < count() && at(i).start == range.start; ++i)
        if (at(i) == range)
            return i;
    return -1;
}

std::span<const FoundRange> HitMarks::within(int start, int end, int* first) const
{
    const auto from =
        std::ranges::partition_point(m_hits, [&](const FoundRange& hit) { return hit.end() < start; });
    const auto to =
        std::partition_point(from, m_hits.end(), [&](const FoundRange& hit) { return hit.start <= end; });
    if (first)
        *first = static_cast<int>(from - m_hits.begin());
    return {from, to};
}

} // namespace lockleaf::ui
