// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/idle_elsewhere.h"
#include "app/roles/keeper/logind_watch.h"
#include "app/roles/keeper/screen_saver_watch.h"
#include "app/roles/keeper/sleep_inhibitor.h"
#include "core/vault/note.h"

namespace lockleaf::app {

class Keeper;

/// Brings what the desktop tells, and what locks, to the keeper. GUI thread.
class LockWatch : public QObject
{
    Q_OBJECT

public:
    /// Keeper and buses outlive it. `idleSources` are asked before the session bus how long nobody did
    /// anything.
    LockWatch(Keeper& keeper, BusLink& systemBus, BusLink& sessionBus, LogindIdentity identity,
              std::vector<std::unique_ptr<IdleSource>> idleSources);

private:
    void decide();
    void tellSignals();

    Keeper& m_keeper;
    LogindWatch m_logind;
    SleepInhibitor m_inhibitor;
    ScreenSaverWatch m_screenSavers;
    IdleElsewhere m_elsewhere;
    LockTriggers m_triggers;
    bool m_sessionPresent = false;
};

} // namespace lockleaf::app
