// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/failed_attempts.h"

#include <chrono>

namespace lockleaf::ui {

/// How often a way in was tried in vain while the vault is open, and how long the next try has to wait, as
/// pauseAfter() says. GUI thread only.
class PasswordAttempts
{
public:
    using Clock = std::chrono::steady_clock;

    /// Before a try: whoever gives one up half way has tried all the same.
    void begin() { ++m_begun; }
    void succeeded() { m_begun = 0; }
    void failed()
    {
        if (const auto pause = pauseAfter(m_begun); pause.count() > 0)
            m_until = Clock::now() + pause;
    }
    /// The try that was begun told nothing of this vault: it could not be made, or opened another file.
    void uncount() { m_begun -= m_begun > 0 ? 1 : 0; }
    /// Whole seconds that are still to be waited.
    [[nodiscard]] int secondsLeft() const
    {
        const auto left = std::chrono::ceil<std::chrono::seconds>(m_until - Clock::now()).count();
        return left > 0 ? static_cast<int>(left) : 0;
    }

private:
    std::uint64_t m_begun = 0;
    Clock::time_point m_until;
};

} // namespace lockleaf::ui
