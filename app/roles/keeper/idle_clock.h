// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/process/owned_descriptor.h"

#include <QObject>
#include <QSocketNotifier>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

namespace lockleaf::app {

/// Milliseconds since the computer started, sleep included (CLOCK_BOOTTIME).
[[nodiscard]] std::chrono::milliseconds timeSinceBoot();

/// Fires when nobody did anything for a while, on a clock that goes on while the computer sleeps. Once the
/// time is up nothing takes it back: activity that is noticed later only finds that out. GUI thread.
class IdleClock : public QObject
{
    Q_OBJECT

public:
    using Now = std::function<std::chrono::milliseconds()>;

    /// `now` tells the time; another one than the computer's is for tests.
    explicit IdleClock(QObject* parent = nullptr, Now now = timeSinceBoot);

    /// `idleSeconds` 0: never fires. `warn`: warned() comes 30 seconds before, or half-way for less than a
    /// minute, and then every second.
    void setRule(std::uint32_t idleSeconds, bool warn);
    [[nodiscard]] std::uint32_t idleSeconds() const { return m_idleSeconds; }
    /// Begins to count now.
    void start();
    void stop();
    /// Somebody did something now.
    void noticeActivity() { noticeActivityBefore(std::chrono::milliseconds{0}); }
    /// Somebody did something that long ago, which may have been known already.
    void noticeActivityBefore(std::chrono::milliseconds ago);
    /// How long until expired() if nobody does anything; nothing where it will not come.
    [[nodiscard]] std::optional<std::chrono::milliseconds> timeLeft() const;

Q_SIGNALS:
    /// expired() follows in that many seconds unless there is activity.
    void warned(quint32 secondsLeft);
    /// The warning does not hold any more.
    void warningWithdrawn();
    void expired();

private:
    void arm();
    void handleTimer();
    [[nodiscard]] bool expireWhenDue();
    /// How long until warned() or expired() if nobody does anything.
    [[nodiscard]] std::chrono::milliseconds untilNextWord() const;
    [[nodiscard]] std::chrono::milliseconds idleFor() const;
    [[nodiscard]] std::chrono::milliseconds warningAfter() const;

    Now m_now;
    OwnedDescriptor m_timer;
    QSocketNotifier m_notifier;
    std::uint32_t m_idleSeconds = 0;
    bool m_warn = false;
    bool m_running = false;
    bool m_warned = false;
    std::chrono::milliseconds m_lastActivity{0};
};

} // namespace lockleaf::app
