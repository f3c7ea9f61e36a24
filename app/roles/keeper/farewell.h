// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockleaf::app {

/// Says, on standard error and as a notification of the desktop, that Lockleaf stopped because a part of it
/// ended by itself again and again. There is no window left that could say it.
void sayFarewellAfterCrashes();

} // namespace lockleaf::app
