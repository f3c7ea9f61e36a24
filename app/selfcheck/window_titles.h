// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace lockleaf::app {

/// Every text that the windows of these processes show to other programs on the X display: titles, icon
/// names, classes. Nothing where there is no X display to ask.
[[nodiscard]] std::optional<std::vector<std::string>> windowTextsOf(const std::vector<pid_t>& processes);

} // namespace lockleaf::app
