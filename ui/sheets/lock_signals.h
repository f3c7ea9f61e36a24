// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockleaf::ui {

/// Which of the signals that lock a vault can be had on this desktop.
struct LockSignals
{
    bool screenLock = false;
    bool sleep = false;
    bool sessionSwitch = false;
    bool systemIdle = false; ///< How long nobody did anything in any program.
};

} // namespace lockleaf::ui
