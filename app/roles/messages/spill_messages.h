// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lockleaf::app {

// Session → keeper.

/// Texts did not reach the vault in time. With it comes a descriptor of a file in memory that holds them,
/// sealed (docs/vault-format.md, section 11): keep that where it outlives the session.
struct TextsSpilled
{
    static constexpr std::uint16_t type = 206;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

} // namespace lockleaf::app
