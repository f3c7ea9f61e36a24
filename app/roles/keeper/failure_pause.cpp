// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/failure_pause.h"

#include "core/vault/failed_attempts.h"

#include <algorithm>

namespace lockleaf::app {

void FailurePause::recordFailure(Time now)
{
    ++m_failures;
    if (const auto pause = pauseAfter(m_failures); pause.count() > 0)
        m_until = now + pause;
}

std::chrono::milliseconds FailurePause::remaining(Time now) const
{
    if (m_failures == 0)
        return Time{0};
    return std::max(Time{0}, m_until - now);
}

} // namespace lockleaf::app
