// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/driven/driver.h"

#include "app/roles/driven/input_shield.h"

#include <QCoreApplication>

#include <sys/socket.h>

namespace lockleaf::app {

namespace {

constexpr std::size_t largestOrder = 65'536;
constexpr int tickMilliseconds = 8;
constexpr qint64 patienceMilliseconds = 15'000;

} // namespace

Driver::Driver(int descriptor, Plan plan)
    : m_descriptor(descriptor), m_plan(std::move(plan)), m_notifier(descriptor, QSocketNotifier::Read)
{
    new InputShield(this);
    m_tick.setInterval(tickMilliseconds);
    connect(&m_tick, &QTimer::timeout, this, &Driver::handleTick);
    connect(&m_notifier, &QSocketNotifier::activated, this, &Driver::handleOrder);
    answer(DriveAnswer::Here, {std::to_string(QCoreApplication::applicationPid())});
}

void Driver::handleOrder()
{
    std::string packet(largestOrder, '\0');
    const ssize_t count = recv(m_descriptor.get(), packet.data(), packet.size(), MSG_DONTWAIT);
    if (count <= 0) {
        m_notifier.setEnabled(count < 0); // at the end of the self-check the keeper ends this process
        return;
    }
    packet.resize(static_cast<std::size_t>(count));
    m_answer.clear();
    m_steps = m_plan(DriveOrder{packet.front()}, driveFields(packet), m_answer);
    m_since.start();
    m_tick.start();
}

void Driver::handleTick()
{
    if (m_steps.empty()) {
        m_tick.stop();
        answer(DriveAnswer::Done, m_answer);
        return;
    }
    if (m_steps.front().attempt()) {
        m_steps.pop_front();
        m_since.restart();
    } else if (m_since.hasExpired(patienceMilliseconds)) {
        m_tick.stop();
        answer(DriveAnswer::Failed, {m_steps.front().name});
        m_steps.clear();
    }
}

void Driver::answer(DriveAnswer code, const std::vector<std::string>& fields)
{
    const std::string packet = drivePacket(static_cast<char>(code), fields);
    // Whoever does not read it any more has gone, and the keeper goes with it.
    static_cast<void>(send(m_descriptor.get(), packet.data(), packet.size(), MSG_DONTWAIT | MSG_NOSIGNAL));
}

} // namespace lockleaf::app
