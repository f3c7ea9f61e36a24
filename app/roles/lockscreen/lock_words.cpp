// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/lockscreen/lock_words.h"

namespace lockleaf::app {

ui::LockNotice noticeFor(const StartLockScreen& message)
{
    ui::LockNotice notice;
    notice.idleSeconds = static_cast<int>(message.idleSeconds);
    switch (message.reason) {
    case LockReason::Started:
    case LockReason::OpenFailed:
        break;
    case LockReason::Person:
        notice.reason = ui::LockNotice::Reason::LockedByPerson;
        break;
    case LockReason::NotSaved:
        notice.reason = ui::LockNotice::Reason::NotQuit;
        break;
    case LockReason::KeysChanged:
        notice.reason = ui::LockNotice::Reason::KeysChanged;
        break;
    case LockReason::Idle:
        notice.reason = ui::LockNotice::Reason::Idle;
        break;
    case LockReason::SessionEnded:
        notice.reason = ui::LockNotice::Reason::SessionCrashed;
        break;
    case LockReason::ScreenLocked:
        notice.reason = ui::LockNotice::Reason::ScreenLocked;
        break;
    case LockReason::Sleep:
        notice.reason = ui::LockNotice::Reason::Suspended;
        break;
    case LockReason::SessionSwitched:
        notice.reason = ui::LockNotice::Reason::SessionSwitched;
        break;
    case LockReason::Minimized:
        notice.reason = ui::LockNotice::Reason::Minimised;
        break;
    }
    return notice;
}

} // namespace lockleaf::app
