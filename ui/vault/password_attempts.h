// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace lockleaf::ui {

/// How often a password was tried in vain while the vault is open, and how long the next try has to wait:
/// not at all twice, then 1, 2, 4… up to 30 seconds. GUI thread only.
class PasswordAttempts
{
public:
    using Clock = std::chrono::steady_clock;

    /// Before a try: whoever gives one up half way has tried all the same.
    void begin() { ++m_begun; }
    void succeeded() { m_begun = 0; }
    void failed()
    {
        constexpr int free = 2;
        constexpr int longest = 30;
        if (m_begun > free)
            m_until =
                Clock::now() + std::chrono::seconds(std::min(longest, 1 << std::min(m_begun - free - 1, 5)));
    }
    /// Whole seconds that are still to be waited.
    [[nodiscard]] int secondsLeft() const
    {
        const auto left = std::chrono::ceil<std::chrono::seconds>(m_until - Clock::now()).count();
        return static_cast<int>(std::max<std::int64_t>(0, left));
    }

private:
    int m_begun = 0;
    Clock::time_point m_until;
};

} // namespace lockleaf::ui
