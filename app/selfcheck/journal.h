// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selfcheck/scanner.h"

#include <ctime>
#include <optional>

namespace lockleaf::app {

/// Looks at what the system journal has taken since then, as far as whoever runs the check may read it.
/// Nothing: there is no journal here. `items` are lines.
[[nodiscard]] std::optional<Looked> lookAtJournal(const timespec& since, Scanner& scanner);

} // namespace lockleaf::app
