// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/failure_pause.h"

#include <algorithm>

namespace lockleaf::app {

void FailurePause::recordFailure(Time now)
{
    using std::chrono::seconds;
    constexpr std::uint32_t without = 2;
    ++m_failures;
    if (m_failures <= without)
        return;
    const std::uint32_t doublings = std::min<std::uint32_t>(m_failures - without - 1, 5);
    m_until = now + std::min(seconds{1 << doublings}, seconds{30});
}

std::chrono::milliseconds FailurePause::remaining(Time now) const
{
    if (m_failures == 0)
        return Time{0};
    return std::max(Time{0}, m_until - now);
}

} // namespace lockleaf::app
