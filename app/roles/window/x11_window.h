// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace lockleaf::app::x11 {

/// Whether this process talks to an X server. Everything below does nothing where it does not.
[[nodiscard]] bool isAvailable();

/// `_NET_WM_DESKTOP` of a window of ours (EWMH); nothing where it has none.
[[nodiscard]] std::optional<std::uint32_t> desktopOf(std::uint32_t window);

/// Asks for a desktop before the window is mapped: Qt alone maps on the one that is shown.
void setDesktopBeforeMapping(std::uint32_t window, std::uint32_t desktop);

/// Whether the window manager's active window (`_NET_ACTIVE_WINDOW`) belongs to any process of Lockleaf. True
/// also where no window is active or it cannot be known.
[[nodiscard]] bool lockleafIsActive();

/// Whether a panel takes icons into a system tray, by the protocol of X11 ("System Tray Protocol").
[[nodiscard]] bool hasSystemTray();

/// Returns when the server has done everything that was asked of it: a painted window is on the screen.
void waitForServer();

/// The window whose desktop an event of the server (xcb_generic_event_t) reports as changed; else nothing.
[[nodiscard]] std::optional<std::uint32_t> desktopChangeIn(const void* event);

} // namespace lockleaf::app::x11
