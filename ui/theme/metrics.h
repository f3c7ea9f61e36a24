// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Distances and sizes of the design, in logical pixels.
namespace lockleaf::ui::metrics {

inline constexpr int Space1 = 4;
inline constexpr int Space2 = 8;
inline constexpr int Space3 = 12;
inline constexpr int Space4 = 16;
inline constexpr int Space6 = 24;
inline constexpr int Space8 = 32;
inline constexpr int Space14 = 56;

inline constexpr int RadiusRow = 7;
inline constexpr int RadiusControl = 8;
inline constexpr int RadiusPicture = 10;
inline constexpr int RadiusSheet = 14;
inline constexpr int RadiusCard = 16;

inline constexpr int SidebarWidth = 236;
inline constexpr int SidebarMinimum = 200;
inline constexpr int ListWidth = 340;
inline constexpr int ListMinimum = 264;
inline constexpr int ListMaximum = 460;
inline constexpr int HeaderHeight = 58;
inline constexpr int StatusHeight = 34;
/// Below this window width the sidebar hides.
inline constexpr int HideSidebarBelow = 1100;
/// Below this window width one pane shows at a time.
inline constexpr int SinglePaneBelow = 760;

inline constexpr int ButtonHeight = 36;
inline constexpr int FieldHeight = 42;
inline constexpr int IconButtonSize = 28;
inline constexpr int ToggleWidth = 40;
inline constexpr int ToggleHeight = 24;
inline constexpr int CheckSize = 18;

inline constexpr int IconSmall = 13;
inline constexpr int IconMedium = 16;
inline constexpr int IconLarge = 18;

inline constexpr int SheetPadding = 28;
inline constexpr int SwitcherWidth = 620;
inline constexpr int SwitcherTop = 120;
inline constexpr int RingWidth = 2;
/// Longest fade, in milliseconds.
inline constexpr int FadeMilliseconds = 120;
/// How long a toast stays, in milliseconds.
inline constexpr int ToastMilliseconds = 8000;

} // namespace lockleaf::ui::metrics
