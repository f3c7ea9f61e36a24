// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace lockleaf::app {

/// From now on this process ends by _exit at the latest after `time`, whatever its other threads do.
void endAtTheLatestAfter(std::chrono::milliseconds time);

} // namespace lockleaf::app
