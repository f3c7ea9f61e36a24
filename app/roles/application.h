// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/command_line.h"
#include "app/roles/process/role.h"
#include "app/roles/process/role_launcher.h"

namespace lockleaf::app {

/// Runs the keeper, which is what a person starts; `asked` is of the kind Open or Capture. Returns the exit
/// code.
[[nodiscard]] int runKeeper(int argc, char** argv, const CommandLine& asked);

/// Runs the keeper of a self-check, which found its sockets at the descriptors of drive_protocol.h. It is no
/// instance that a second start would find.
[[nodiscard]] int runCheckedKeeper(int argc, char** argv, std::string_view vault);

/// Runs a role that the keeper has started. Does not return: its process ends by _exit.
[[nodiscard]] int runRole(Role role, int argc, char** argv);

} // namespace lockleaf::app
