// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/screen_saver_idle.h"

#include <utility>

namespace lockleaf::app {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const QString screenSaver = u"org.freedesktop.ScreenSaver"_s;

} // namespace

ScreenSaverIdle::ScreenSaverIdle(BusLink& bus, Now now, QObject* parent)
    : IdleSource(parent), m_bus(bus), m_now(std::move(now))
{
    connect(&m_bus, &BusLink::serviceChanged, this, &ScreenSaverIdle::handleService);
    m_bus.watchService(screenSaver);
}

void ScreenSaverIdle::handleService(const QString& name, bool present)
{
    if (name != screenSaver)
        return;
    m_last.reset();
    m_inMilliseconds = false; // it may be another program
    if (present)
        ask({});
    else
        setAvailable(false);
}

void ScreenSaverIdle::setAvailable(bool available)
{
    if (std::exchange(m_available, available) != available)
        Q_EMIT availabilityChanged();
}

void ScreenSaverIdle::ask(Answer answer)
{
    m_bus.call({screenSaver, u"/org/freedesktop/ScreenSaver"_s, screenSaver, u"GetSessionIdleTime"_s}, {},
               u"u"_s, [this, answer = std::move(answer)](const QVariantList* given) {
                   setAvailable(given != nullptr);
                   const auto ago = given != nullptr ? read(given->constFirst().toUInt()) : std::nullopt;
                   if (answer)
                       answer(ago);
               });
}

std::optional<milliseconds> ScreenSaverIdle::read(quint32 number)
{
    const milliseconds now = m_now();
    const milliseconds passed = now - std::exchange(m_lastAsked, now);
    const std::optional<quint32> before = std::exchange(m_last, number);
    if (!before)
        return std::nullopt; // of one number alone nobody can say what it counts
    // Seconds cannot grow faster than time does.
    const auto grown = static_cast<qint64>(number) - static_cast<qint64>(*before);
    if (grown > passed / seconds{1} + 2)
        m_inMilliseconds = true;
    return m_inMilliseconds ? milliseconds{number} : milliseconds{seconds{number}};
}

} // namespace lockleaf::app
