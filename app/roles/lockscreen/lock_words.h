// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/messages.h"
#include "ui/lockscreen/lock_notice.h"

namespace lockleaf::app {

/// What a lock screen that was started like that says of its reason.
[[nodiscard]] ui::LockNotice noticeFor(const StartLockScreen& message);

} // namespace lockleaf::app
