// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <deque>

namespace lockleaf::app {

/// Keeps a role that crashes at once from being started for ever.
class CrashGuard
{
public:
    /// Notes that a role ended unasked. True: it was the third within a minute, stop.
    bool recordCrash(std::chrono::milliseconds now)
    {
        constexpr std::chrono::minutes window{1};
        constexpr std::size_t tooMany = 3;
        m_crashes.push_back(now);
        while (now - m_crashes.front() > window)
            m_crashes.pop_front();
        return m_crashes.size() >= tooMany;
    }

private:
    std::deque<std::chrono::milliseconds> m_crashes;
};

} // namespace lockleaf::app
