// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/process/owned_descriptor.h"
#include "app/roles/process/role.h"
#include "core/base/result.h"

#include <memory>
#include <string>
#include <sys/types.h>

namespace lockleaf::app {

/// A role that has just been started.
struct LaunchedRole
{
    pid_t pid = -1;
    OwnedDescriptor process; ///< pidfd: readable once the process has ended.
    OwnedDescriptor channel; ///< The keeper's end of the socket pair.
};

/// The one-way road of the data key. The keeper makes it and gives both ends away.
struct KeyPipe
{
    OwnedDescriptor readEnd;
    OwnedDescriptor writeEnd;

    [[nodiscard]] static Result<KeyPipe> make();
};

/// A lock screen, and the end of the key pipe that its session will get.
struct LaunchedLockScreen
{
    LaunchedRole role;
    OwnedDescriptor keyForSession;
};

/// The ends of a self-check's sockets, which it gave this keeper to pass on (app/selfcheck/drive_protocol.h).
struct DriveEnds
{
    OwnedDescriptor lockScreen;
    OwnedDescriptor session;
};

/// Starts roles: the same executable again, with nothing open in it but what a role needs. Nothing but the
/// keeper has one.
class RoleLauncher
{
public:
    /// `executable` as the keeper itself was started: /proc/self/exe, so that a replaced installation does
    /// not mix two versions.
    /// `driven`: every role gets its socket of a self-check; null for all that a person starts.
    explicit RoleLauncher(std::string executable = "/proc/self/exe",
                          std::shared_ptr<const DriveEnds> driven = nullptr);

    [[nodiscard]] Result<LaunchedLockScreen> launchLockScreen() const;
    /// `keyForSession` is what launchLockScreen() gave; no copy of it stays in this process.
    [[nodiscard]] Result<LaunchedRole> launchSession(OwnedDescriptor keyForSession) const;
    [[nodiscard]] Result<LaunchedRole> launchCapture() const;

private:
    /// `keyPipeEnd` may be invalid: the role gets none.
    [[nodiscard]] Result<LaunchedRole> launch(Role role, OwnedDescriptor keyPipeEnd) const;

    std::string m_executable;
    std::shared_ptr<const DriveEnds> m_driven;
};

} // namespace lockleaf::app
