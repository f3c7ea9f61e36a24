// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockleaf::ui {

/// What the settings say of the icon in the system tray.
struct TrayState
{
    bool wanted = false;
    bool available = false; ///< This desktop has a place for it.
};

} // namespace lockleaf::ui
