// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lockleaf::app {

/// What the person chose for the colours (Settings, Appearance), and what the desktop wishes.
enum class AppearanceChoice : std::uint8_t { System = 0, Light = 1, Dark = 2 };

struct Colors
{
    AppearanceChoice appearance = AppearanceChoice::System;
    bool systemDark = false;

    bool operator==(const Colors&) const = default;

    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(appearance, systemDark);
    }
};

} // namespace lockleaf::app
