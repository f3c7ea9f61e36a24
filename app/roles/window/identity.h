// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockleaf::app {

/// Makes every process of Lockleaf look the same to the desktop: one desktop file, one WM_CLASS ("lockleaf",
/// "Lockleaf"), so one entry in the taskbar. Call it before the first window.
void presentAsLockleaf();

} // namespace lockleaf::app
