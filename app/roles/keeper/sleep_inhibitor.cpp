// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/sleep_inhibitor.h"

#include "app/roles/keeper/logind_names.h"

namespace lockleaf::app {

using namespace Qt::StringLiterals;

SleepInhibitor::SleepInhibitor(BusLink& bus, QObject* parent) : QObject(parent), m_bus(bus)
{
    connect(&m_bus, &BusLink::serviceChanged, this, &SleepInhibitor::handleService);
    m_bus.watchService(logind::service);
}

void SleepInhibitor::setWanted(bool wanted)
{
    m_wanted = wanted;
    if (!wanted)
        m_held.reset();
    else if (!m_held)
        take();
}

void SleepInhibitor::handleSleep(bool before)
{
    m_sleeping = before;
    if (!before && !m_held)
        take();
}

void SleepInhibitor::handleService(const QString& name, bool present)
{
    if (name != logind::service)
        return;
    m_present = present;
    m_sleeping = false; // whoever would tell of its end is gone, or new
    if (present)
        take(); // also where one is held: a logind that is new may not know of it
}

void SleepInhibitor::take()
{
    if (!m_wanted || !m_present || m_sleeping || m_asking)
        return;
    m_asking = true;
    const QVariantList arguments{u"sleep"_s, u"Lockleaf"_s, tr("The open vault is being closed."),
                                 u"delay"_s};
    m_bus.call(logind::manager(u"Inhibit"_s), arguments, u"h"_s, [this](const QVariantList* given) {
        m_asking = false;
        if (given != nullptr && m_wanted) // else it is closed here
            m_held = given->constFirst().value<BusDescriptor>();
    });
}

} // namespace lockleaf::app
