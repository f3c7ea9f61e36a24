// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/exact_patterns.h"

#include <algorithm>
#include <cstring>

namespace lockleaf::app {

namespace {

constexpr std::size_t beginningBytes = 4;

std::size_t hashOfBeginning(const std::uint8_t* place)
{
    std::uint32_t first = 0;
    std::memcpy(&first, place, sizeof first);
    return (first * 2654435761U) >> 16; // Knuth's multiplicative hash, of which the upper half is used
}

} // namespace

void ExactPatterns::add(ExactPattern pattern)
{
    if (pattern.bytes.size() < beginningBytes)
        return;
    m_beginnings.set(hashOfBeginning(pattern.bytes.data()));
    m_patterns.push_back(std::move(pattern));
}

void ExactPatterns::count(std::span<const std::uint8_t> bytes, std::size_t starts,
                          std::vector<Counts>& counts) const
{
    if (bytes.size() < beginningBytes)
        return;
    const std::size_t end = std::min(starts, bytes.size() - beginningBytes + 1);
    for (std::size_t at = 0; at < end; ++at) {
        const std::uint8_t* place = bytes.data() + at;
        if (!m_beginnings.test(hashOfBeginning(place)))
            continue;
        for (const ExactPattern& pattern : m_patterns) {
            if (pattern.bytes.size() <= bytes.size() - at &&
                std::memcmp(place, pattern.bytes.data(), pattern.bytes.size()) == 0)
                ++counts[pattern.needle][static_cast<std::size_t>(pattern.encoding)];
        }
    }
}

} // namespace lockleaf::app
