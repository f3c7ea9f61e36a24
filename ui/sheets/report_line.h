// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace lockleaf::ui {

/// A name that somebody made up, for one line of a report: characters that break a line, steer its direction
/// or cannot be seen are replaced by a visible mark. Joiners stay: emoji and scripts need them.
[[nodiscard]] QString lineOf(const std::string& name);

} // namespace lockleaf::ui
