// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace lockleaf::app {

/// How long to wait after wrong passwords, as pauseAfter() says. Counted in the keeper, so that a new lock
/// screen does not begin again.
class FailurePause
{
public:
    using Time = std::chrono::milliseconds; ///< On any clock that does not jump back.

    void recordFailure(Time now);
    void reset() { m_failures = 0; }
    [[nodiscard]] std::uint32_t failures() const { return m_failures; }
    /// What is left of the pause.
    [[nodiscard]] std::chrono::milliseconds remaining(Time now) const;

private:
    std::uint32_t m_failures = 0;
    Time m_until{0};
};

} // namespace lockleaf::app
