// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace lockleaf::app {

/// What /proc says of processes. Everything here may be refused, and then is nothing.

/// `process` and all that it has started, and these.
[[nodiscard]] std::vector<pid_t> processAndBelow(pid_t process);

[[nodiscard]] bool isRunning(pid_t process);

/// A line of /proc/PID/status: "2" for "Seccomp".
[[nodiscard]] std::optional<std::string> statusField(pid_t process, const std::string& name);

/// Whether the limit of core files is 0, soft and hard.
[[nodiscard]] std::optional<bool> forbidsCoreFiles(pid_t process);

/// Whether the kernel has given its files in /proc to root, which it does where a process is not dumpable.
/// Says nothing of a process of root.
[[nodiscard]] std::optional<bool> isClosedToItsOwner(pid_t process);

/// The command line and the environment; each is nothing where it cannot be read.
[[nodiscard]] std::optional<std::string> commandLineOf(pid_t process);
[[nodiscard]] std::optional<std::string> environmentOf(pid_t process);

/// The sockets of a process.
struct SocketsOf
{
    std::size_t local = 0;   ///< AF_UNIX.
    std::size_t foreign = 0; ///< All others.
};
[[nodiscard]] std::optional<SocketsOf> socketsOf(pid_t process);

} // namespace lockleaf::app
