// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lockleaf {

/// Milliseconds since 1970-01-01 UTC, as notes store their dates.
using Timestamp = std::int64_t;

/// Tells the time; tests put their own in its place.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
};

/// The computer's own clock.
[[nodiscard]] const Clock& systemClock();

} // namespace lockleaf
