// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/print_messages.h"
#include "ui/reader/print_pipe.h"

namespace lockleaf::app {

/// What the keeper tells, as a window takes it.
[[nodiscard]] ui::PrintOutcome printOutcome(PrintResult result);

} // namespace lockleaf::app
