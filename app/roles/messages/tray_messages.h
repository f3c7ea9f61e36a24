// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// The messages about the icon in the system tray and what it starts; messages.h has all others.
namespace lockleaf::app {

// Keeper → session.

/// For the settings: whether the icon is wanted, and whether this desktop has a place for it.
struct TrayKnown
{
    static constexpr std::uint16_t type = 137;
    bool wanted = false;
    bool available = false;

    bool operator==(const TrayKnown&) const = default;

    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(wanted, available);
    }
};

/// The person wants to write a new note.
struct NewNoteWanted
{
    static constexpr std::uint16_t type = 138;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

/// Something was put into the inbox of the vault that is open: take it in.
struct InboxFilled
{
    static constexpr std::uint16_t type = 139;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

// Session → keeper.

/// The person switched the icon on or off.
struct TrayChosen
{
    static constexpr std::uint16_t type = 207;
    bool wanted = false;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(wanted);
    }
};

} // namespace lockleaf::app
