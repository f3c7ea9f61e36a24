// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/lock_watch.h"

#include "app/roles/keeper/keeper.h"
#include "app/roles/keeper/screen_saver_idle.h"

namespace lockleaf::app {

namespace {

std::vector<std::unique_ptr<IdleSource>> withScreenSaver(std::vector<std::unique_ptr<IdleSource>> sources,
                                                         BusLink& sessionBus)
{
    sources.push_back(std::make_unique<ScreenSaverIdle>(sessionBus, timeSinceBoot));
    return sources;
}

} // namespace

LockWatch::LockWatch(Keeper& keeper, BusLink& systemBus, BusLink& sessionBus, LogindIdentity identity,
                     std::vector<std::unique_ptr<IdleSource>> idleSources)
    : m_keeper(keeper), m_logind(systemBus, std::move(identity)), m_inhibitor(systemBus),
      m_screenSavers(sessionBus), m_elsewhere(withScreenSaver(std::move(idleSources), sessionBus),
                                              [&keeper] { return keeper.idleTimeLeft(); })
{
    connect(&m_logind, &LogindWatch::screenLocked, this,
            [this] { m_keeper.lockBecause(LockReason::ScreenLocked); });
    connect(&m_screenSavers, &ScreenSaverWatch::screenLocked, this,
            [this] { m_keeper.lockBecause(LockReason::ScreenLocked); });
    connect(&m_logind, &LogindWatch::sessionLeft, this,
            [this] { m_keeper.lockBecause(LockReason::SessionSwitched); });
    connect(&m_logind, &LogindWatch::sleepAnnounced, this, [this](bool before) {
        m_inhibitor.handleSleep(before);
        if (before)
            m_keeper.lockBecause(LockReason::Sleep);
    });
    connect(&m_keeper, &Keeper::sessionPresenceChanged, this, [this](bool present) {
        m_sessionPresent = present;
        decide();
    });
    connect(&m_keeper, &Keeper::lockTriggersChanged, this, [this](const LockTriggers& triggers) {
        m_triggers = triggers;
        decide();
    });
    connect(&m_elsewhere, &IdleElsewhere::activityFound, &m_keeper, &Keeper::noticeActivityElsewhere);
    connect(&m_elsewhere, &IdleElsewhere::availabilityChanged, this, &LockWatch::tellSignals);
    connect(&m_logind, &LogindWatch::availabilityChanged, this, &LockWatch::tellSignals);
    connect(&m_screenSavers, &ScreenSaverWatch::availabilityChanged, this, &LockWatch::tellSignals);
    tellSignals();
}

void LockWatch::decide()
{
    // From the start of a session on, before it has the key, until its process has ended.
    m_inhibitor.setWanted(m_sessionPresent && m_triggers.sleep);
    m_elsewhere.setWanted(m_sessionPresent && !m_triggers.timeElsewhere);
}

void LockWatch::tellSignals()
{
    LockSignalsKnown known;
    known.screenLock = m_logind.knowsSession() || m_screenSavers.isPresent();
    known.sleep = m_logind.isPresent();
    known.sessionSwitch = m_logind.knowsSession();
    known.systemIdle = m_elsewhere.isAvailable();
    m_keeper.tellLockSignals(known);
}

} // namespace lockleaf::app
