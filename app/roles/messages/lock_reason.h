// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lockleaf::app {

/// Why a lock screen stands there.
enum class LockReason : std::uint8_t {
    Started = 0,         ///< The program was started.
    Person = 1,          ///< Ctrl+L.
    Idle = 2,            ///< Nobody did anything for a while.
    SessionEnded = 3,    ///< The session ended by itself (a bug of ours).
    OpenFailed = 4,      ///< The password was right, but the vault could not be opened.
    NotSaved = 5,        ///< The person wanted to quit, but something could not be saved.
    KeysChanged = 6,     ///< The person changed the keys of the vault; it opens with the new ones alone.
    ScreenLocked = 7,    ///< The screen was locked.
    Sleep = 8,           ///< The computer goes to sleep.
    SessionSwitched = 9, ///< Another desktop session came to the front.
    Minimized = 10,      ///< The person minimised the window.
};

} // namespace lockleaf::app
