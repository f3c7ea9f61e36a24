// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/note.h"

#include <cstdint>

// The messages about what locks besides the person and the idle clock; messages.h has all others.
namespace lockleaf::app {

// Keeper → session.

/// Which of the signals that lock can be had on this desktop, for the words of the settings.
struct LockSignalsKnown
{
    static constexpr std::uint16_t type = 136;
    bool screenLock = false;
    bool sleep = false;
    bool sessionSwitch = false;
    bool systemIdle = false; ///< How long nobody did anything in any program.

    bool operator==(const LockSignalsKnown&) const = default;

    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(screenLock, sleep, sessionSwitch, systemIdle);
    }
};

// Session → keeper.

/// What locks it, as the vault's settings say.
struct LockTriggersChanged
{
    static constexpr std::uint16_t type = 205;
    LockTriggers triggers;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(triggers.screenLock, triggers.sleep, triggers.sessionSwitch, triggers.minimized,
              triggers.timeElsewhere);
    }
};

} // namespace lockleaf::app
