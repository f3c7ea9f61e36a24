// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lockleaf::ui {

/// Why the vault is locked, and what may truthfully be said about the last edits.
struct LockNotice
{
    enum class Reason {
        JustStarted,     ///< The program was started; nothing was locked.
        LockedByPerson,  ///< Ctrl+L, the Lock button, closing to the tray.
        Idle,            ///< No activity for `idleSeconds`.
        ScreenLocked,    ///< With the screen.
        Suspended,       ///< The computer went to sleep.
        SessionSwitched, ///< Another desktop session came to the front.
        Minimised,       ///< The window was minimised.
        SessionCrashed,  ///< The window's process ended by itself.
        KeysChanged,     ///< The person changed the keys of the vault.
        NotQuit,         ///< The person quit, but Lockleaf stays to say what was not saved.
    };
    enum class Edits {
        Unsaid,                 ///< Nothing is known, nothing is said.
        AllSaved,               ///< Everything was saved before locking. Only when that is so.
        LastSecondsMayBeMissing ///< The process ended before it could save.
    };

    Reason reason = Reason::JustStarted;
    int idleSeconds = 0; ///< For Reason::Idle.
    Edits edits = Edits::Unsaid;
    /// What could not be saved, as one sentence that names no note; empty when there is nothing.
    QString unsaved;
    /// What is to be said of the vault itself where there is no reason, as one sentence: that it is a backup.
    QString remark;
};

/// One sentence for the reason; for JustStarted the remark, where there is one.
[[nodiscard]] QString reasonSentence(const LockNotice& notice);

/// One sentence about the edits; empty when nothing is said.
[[nodiscard]] QString editsSentence(const LockNotice& notice);

} // namespace lockleaf::ui
