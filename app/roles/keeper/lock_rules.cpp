// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/lock_rules.h"

namespace lockleaf::app {

bool locksBy(const LockTriggers& triggers, LockReason reason)
{
    switch (reason) {
    case LockReason::ScreenLocked:
        return triggers.screenLock;
    case LockReason::Sleep:
        return triggers.sleep;
    case LockReason::SessionSwitched:
        return triggers.sessionSwitch;
    case LockReason::Minimized:
        return triggers.minimized;
    case LockReason::Started:
    case LockReason::Person:
    case LockReason::Idle:
    case LockReason::SessionEnded:
    case LockReason::OpenFailed:
    case LockReason::NotSaved:
    case LockReason::KeysChanged:
        break;
    }
    return true;
}

} // namespace lockleaf::app
