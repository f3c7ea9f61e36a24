// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace lockleaf::app {

/// What was asked for on the command line.
struct SelfCheckWish
{
    bool keep = false; ///< The folder stays.
    std::string user;  ///< For root: whose Lockleaf; empty: whoever called sudo.
};

/// `lockleaf --self-check`: plants invented words in a vault of its own, works as a person would, locks,
/// looks for them everywhere, and prints a table. Returns the exit code: 0 all clean, 1 something was found,
/// 2 it could not be done. Removes all that it made, however it ends. Call it with one thread, before
/// anything else.
[[nodiscard]] int runSelfCheck(const SelfCheckWish& wish);

} // namespace lockleaf::app
