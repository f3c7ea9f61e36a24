// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <map>

namespace lockleaf {

/// How two versions of the same thing stand to each other.
enum class VersionOrder { Same, Ancestor, Successor, Conflict };

/// {device → number of its changes}: tells an ancestor, a successor and a true conflict apart (format.md 6).
/// Written as entries of 24 bytes (device id 16, counter u64), ids strictly ascending, counters above 0.
class VersionVector
{
public:
    /// Counts one more change made on `device`.
    void advance(DeviceId device) { ++m_counters[device]; }
    /// Takes the larger counter of each device from both.
    void merge(const VersionVector& other);
    /// How this version stands to `other`: Ancestor means that this one came before it.
    [[nodiscard]] VersionOrder compare(const VersionVector& other) const;
    [[nodiscard]] const std::map<DeviceId, std::uint64_t>& counters() const { return m_counters; }

    [[nodiscard]] Bytes encode() const;
    /// Errors: Damaged.
    [[nodiscard]] static Result<VersionVector> decode(ByteView bytes);

    bool operator==(const VersionVector&) const = default;

private:
    std::map<DeviceId, std::uint64_t> m_counters;
};

} // namespace lockleaf
