// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/lock_notice.h"

#include <QCoreApplication>

namespace lockleaf::ui {

namespace {

constexpr int SecondsPerMinute = 60;

QString translated(const char* sentence, int count = -1)
{
    return QCoreApplication::translate("LockNotice", sentence, nullptr, count);
}

QString idleSentence(int seconds)
{
    if (seconds > 0 && seconds % SecondsPerMinute == 0) {
        const int minutes = seconds / SecondsPerMinute;
        if (minutes == 1)
            return translated("Locked after 1 minute without activity.");
        return translated("Locked after %n minutes without activity.", minutes);
    }
    return translated("Locked after %n seconds without activity.", seconds);
}

} // namespace

QString reasonSentence(const LockNotice& notice)
{
    switch (notice.reason) {
    case LockNotice::Reason::JustStarted:
        return notice.remark;
    case LockNotice::Reason::LockedByPerson:
        return translated("You locked it.");
    case LockNotice::Reason::Idle:
        return idleSentence(notice.idleSeconds);
    case LockNotice::Reason::ScreenLocked:
        return translated("Locked because the screen was locked.");
    case LockNotice::Reason::Suspended:
        return translated("Locked because the computer went to sleep.");
    case LockNotice::Reason::SessionSwitched:
        return translated("Locked because another session came to the front.");
    case LockNotice::Reason::Minimised:
        return translated("Locked because the window was minimised.");
    case LockNotice::Reason::SessionCrashed:
        return translated("Lockleaf had to close the vault unexpectedly.");
    case LockNotice::Reason::KeysChanged:
        return translated("The keys were changed. Unlock with your password.");
    case LockNotice::Reason::NotQuit:
        return translated("Lockleaf has not quit yet.");
    }
    return {};
}

QString editsSentence(const LockNotice& notice)
{
    if (!notice.unsaved.isEmpty())
        return notice.unsaved;
    switch (notice.edits) {
    case LockNotice::Edits::Unsaid:
        return {};
    case LockNotice::Edits::AllSaved:
        return translated("Nothing was lost. Every edit was saved before locking.");
    case LockNotice::Edits::LastSecondsMayBeMissing:
        return translated("The last seconds of typing may be missing.");
    }
    return {};
}

} // namespace lockleaf::ui
