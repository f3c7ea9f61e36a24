// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/version_vector.h"

#include <algorithm>

namespace lockleaf {

namespace {
constexpr std::size_t entrySize = 24;
}

void VersionVector::merge(const VersionVector& other)
{
    for (const auto& [device, counter] : other.m_counters) {
        std::uint64_t& mine = m_counters[device];
        mine = std::max(mine, counter);
    }
}

VersionOrder VersionVector::compare(const VersionVector& other) const
{
    const auto coveredBy = [](const auto& inner, const auto& outer) {
        return std::all_of(inner.begin(), inner.end(), [&outer](const auto& entry) {
            const auto found = outer.find(entry.first);
            return found != outer.end() && found->second >= entry.second;
        });
    };
    const bool below = coveredBy(m_counters, other.m_counters);
    const bool above = coveredBy(other.m_counters, m_counters);
    if (below && above)
        return VersionOrder::Same;
    if (below)
        return VersionOrder::Ancestor;
    return above ? VersionOrder::Successor : VersionOrder::Conflict;
}

Bytes VersionVector::encode() const
{
    Bytes out;
    out.reserve(m_counters.size() * entrySize);
    for (const auto& [device, counter] : m_counters) {
        out.insert(out.end(), device.bytes.begin(), device.bytes.end());
        std::array<std::uint8_t, 8> encoded{};
        storeLe64(encoded.data(), counter);
        out.insert(out.end(), encoded.begin(), encoded.end());
    }
    return out;
}

Result<VersionVector> VersionVector::decode(ByteView bytes)
{
    if (bytes.size() % entrySize != 0)
        return fail(ErrorCode::Damaged, "version vector length");
    VersionVector vector;
    for (; !bytes.empty(); bytes = bytes.subspan(entrySize)) {
        DeviceId device;
        std::memcpy(device.bytes.data(), bytes.data(), device.bytes.size());
        const std::uint64_t counter = loadLe64(bytes.data() + 16);
        const bool ascending = vector.m_counters.empty() || vector.m_counters.rbegin()->first < device;
        if (!ascending || counter == 0)
            return fail(ErrorCode::Damaged, "version vector order");
        vector.m_counters.emplace_hint(vector.m_counters.end(), device, counter);
    }
    return vector;
}

} // namespace lockleaf
