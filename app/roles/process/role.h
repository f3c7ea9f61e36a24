// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace lockleaf::app {

/// The parts that the keeper starts. The keeper itself is what a person starts.
enum class Role {
    LockScreen,
    Session,
    Capture, ///< The window in which a note is written while its vault is locked.
};

/// Where a role finds what the keeper gave it.
constexpr int channelDescriptor = 3; ///< Its end of the socket pair.
constexpr int keyPipeDescriptor = 4; ///< The key pipe: the lock screen writes, the session reads; no other
                                     ///< role has one.

constexpr std::string_view lockScreenArgument = "--role=lock-screen";
constexpr std::string_view sessionArgument = "--role=session";
constexpr std::string_view captureArgument = "--role=capture";

/// The argument that names `role`.
[[nodiscard]] constexpr std::string_view argumentOf(Role role)
{
    return role == Role::LockScreen ? lockScreenArgument
           : role == Role::Session  ? sessionArgument
                                    : captureArgument;
}

/// The role that an argument names; nothing for any other argument.
[[nodiscard]] constexpr std::optional<Role> roleFromArgument(std::string_view argument)
{
    if (argument == lockScreenArgument)
        return Role::LockScreen;
    if (argument == sessionArgument)
        return Role::Session;
    if (argument == captureArgument)
        return Role::Capture;
    return std::nullopt;
}

} // namespace lockleaf::app
