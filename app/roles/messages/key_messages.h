// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// The message that follows a change of the keys; messages.h has all others.
namespace lockleaf::app {

// Session → keeper.

/// The vault has new keys: lock it, since what this session holds opens it no more.
struct KeysChanged
{
    static constexpr std::uint16_t type = 204;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

} // namespace lockleaf::app
