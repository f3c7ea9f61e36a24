// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/idle_clock.h"

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <sys/timerfd.h>

namespace lockleaf::app {

using std::chrono::milliseconds;
using std::chrono::seconds;

milliseconds timeSinceBoot()
{
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return seconds{now.tv_sec} +
           std::chrono::duration_cast<milliseconds>(std::chrono::nanoseconds{now.tv_nsec});
}

// A timer descriptor and not QTimer: Qt's timers stand still while the computer sleeps.
IdleClock::IdleClock(QObject* parent, Now now)
    : QObject(parent), m_now(std::move(now)),
      m_timer(timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK)),
      m_notifier(m_timer.get(), QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &IdleClock::handleTimer);
}

void IdleClock::setRule(std::uint32_t idleSeconds, bool warn)
{
    static_cast<void>(expireWhenDue()); // by the rule that held until now
    m_idleSeconds = idleSeconds;
    m_warn = warn;
    noticeActivity(); // whoever changes the rule is there
}

void IdleClock::start()
{
    m_running = true;
    m_warned = false;
    m_lastActivity = m_now();
    arm();
}

void IdleClock::stop()
{
    m_running = false;
    m_warned = false;
    arm();
}

// After a suspend, or while this process was busy, activity can be read before the timer is: it comes too
// late for the session all the same.
void IdleClock::noticeActivityBefore(milliseconds ago)
{
    if (expireWhenDue())
        return;
    const milliseconds when = m_now() - ago;
    if (when < m_lastActivity)
        return;
    m_lastActivity = when;
    if (m_warned && idleFor() < warningAfter()) {
        m_warned = false;
        Q_EMIT warningWithdrawn();
    }
    arm();
}

std::optional<milliseconds> IdleClock::timeLeft() const
{
    if (!m_running || m_idleSeconds == 0)
        return std::nullopt;
    return milliseconds{seconds{m_idleSeconds}} - idleFor();
}

milliseconds IdleClock::idleFor() const
{
    return m_now() - m_lastActivity;
}

milliseconds IdleClock::warningAfter() const
{
    constexpr milliseconds ahead = seconds{30};
    const milliseconds whole = seconds{m_idleSeconds};
    return std::max(whole - ahead, whole / 2);
}

bool IdleClock::expireWhenDue()
{
    if (!m_running || m_idleSeconds == 0 || idleFor() < seconds{m_idleSeconds})
        return false;
    stop();
    Q_EMIT expired();
    return true;
}

milliseconds IdleClock::untilNextWord() const
{
    const milliseconds idle = idleFor();
    const milliseconds left = milliseconds{seconds{m_idleSeconds}} - idle;
    if (!m_warn || left <= milliseconds{0})
        return left;
    if (!m_warned)
        return warningAfter() - idle;
    const milliseconds odd = left % seconds{1};
    return odd > milliseconds{0} ? odd : milliseconds{seconds{1}}; // when whole seconds are left
}

void IdleClock::arm()
{
    itimerspec when{};
    if (m_running && m_idleSeconds > 0) {
        const milliseconds wait = std::max(untilNextWord(), milliseconds{1}); // 0 would disarm
        when.it_value.tv_sec = wait / seconds{1};
        when.it_value.tv_nsec = (wait % seconds{1}).count() * 1'000'000;
    }
    timerfd_settime(m_timer.get(), 0, &when, nullptr);
}

void IdleClock::handleTimer()
{
    std::uint64_t fired = 0;
    if (read(m_timer.get(), &fired, sizeof fired) != ssize_t{sizeof fired} || !m_running ||
        m_idleSeconds == 0)
        return;
    if (expireWhenDue()) // also after a sleep that swallowed the warning
        return;
    const milliseconds idle = idleFor();
    if (m_warn && idle >= warningAfter()) {
        m_warned = true;
        const milliseconds left = std::max(milliseconds{seconds{m_idleSeconds}} - idle, milliseconds{1});
        Q_EMIT warned(static_cast<quint32>((left + milliseconds{999}) / seconds{1}));
    }
    arm();
}

} // namespace lockleaf::app
