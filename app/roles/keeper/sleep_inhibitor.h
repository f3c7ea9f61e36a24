// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/bus_link.h"

namespace lockleaf::app {

/// Holds the sleep of the computer up until nothing is open any more: a delay inhibitor of logind, which
/// waits for it some seconds at most (InhibitDelayMaxSec, 5 by default). GUI thread.
class SleepInhibitor : public QObject
{
    Q_OBJECT

public:
    /// `bus` outlives it.
    explicit SleepInhibitor(BusLink& bus, QObject* parent = nullptr);

    /// Whether there is something that has to end before the computer sleeps. False lets it sleep at once.
    void setWanted(bool wanted);
    /// Before a sleep nothing new is taken; what is held stays until it is not wanted. Afterwards, again.
    void handleSleep(bool before);
    [[nodiscard]] bool isHeld() const { return m_held != nullptr; }

private:
    void handleService(const QString& name, bool present);
    void take();

    BusLink& m_bus;
    bool m_present = false;
    bool m_wanted = false;
    bool m_sleeping = false;
    bool m_asking = false;
    BusDescriptor m_held;
};

} // namespace lockleaf::app
