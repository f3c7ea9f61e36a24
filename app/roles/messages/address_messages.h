// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

// The messages by which an address in a note gets opened; messages.h has all others.
namespace lockleaf::app {

// Keeper → session.

/// What came of AddressChosen.
struct AddressOpened
{
    static constexpr std::uint16_t type = 133;
    bool opened = false; ///< The desktop took it.
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(opened);
    }
};

// Session → keeper.

/// The person has seen this address and wants it opened; AddressOpened answers.
struct AddressChosen
{
    static constexpr std::uint16_t type = 200;
    std::string address;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(address);
    }
};

} // namespace lockleaf::app
