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
IdleClock::IdleClock(QObject* parent)
    : QObject(parent), m_timer(timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK)),
      m_notifier(m_timer.get(), QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &IdleClock::handleTimer);
}

void IdleClock::setRule(std::uint32_t idleSeconds, bool warn)
{
    m_idleSeconds = idleSeconds;
    m_warn = warn;
    noticeActivity(); // whoever changes the rule is there
}

void IdleClock::start()
{
    m_running = true;
    m_warned = false;
    m_lastActivity = timeSinceBoot();
    arm();
}

void IdleClock::stop()
{
    m_running = false;
    m_warned = false;
    arm();
}

void IdleClock::noticeActivity()
{
    m_lastActivity = timeSinceBoot();
    if (m_warned) {
        m_warned = false;
        Q_EMIT warningWithdrawn();
    }
    arm();
}

milliseconds IdleClock::idleFor() const
{
    return timeSinceBoot() - m_lastActivity;
}

milliseconds IdleClock::warningAfter() const
{
    constexpr milliseconds ahead = seconds{30};
    const milliseconds whole = seconds{m_idleSeconds};
    return std::max(whole - ahead, whole / 2);
}

void IdleClock::arm()
{
    itimerspec when{};
    if (m_running && m_idleSeconds > 0) {
        const bool warningIsNext = m_warn && !m_warned;
        const milliseconds target = warningIsNext ? warningAfter() : milliseconds{seconds{m_idleSeconds}};
        const milliseconds wait = std::max(target - idleFor(), milliseconds{1}); // 0 would disarm
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
    const milliseconds left = milliseconds{seconds{m_idleSeconds}} - idleFor();
    if (left <= milliseconds{0}) { // also after a sleep that swallowed the warning
        stop();
        Q_EMIT expired();
        return;
    }
    if (m_warn && !m_warned && idleFor() >= warningAfter()) {
        m_warned = true;
        Q_EMIT warned(static_cast<quint32>((left + milliseconds{999}) / seconds{1}));
    }
    arm();
}

} // namespace lockleaf::app
