// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/process/role_launcher.h"

#include "app/roles/process/process_handle.h"
#include "app/roles/process/spawn_plan.h"
#include "app/selfcheck/drive_protocol.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace lockleaf::app {

namespace {

// A duplicate above the fixed numbers, so that putting one descriptor in its place in the child never
// overwrites another one that is still needed.
OwnedDescriptor outOfTheWay(const OwnedDescriptor& descriptor)
{
    return OwnedDescriptor{fcntl(descriptor.get(), F_DUPFD_CLOEXEC, driveDescriptor + 1)};
}

// What a role inherits. Session management speaks with the keeper alone: it would start a role again by
// itself.
std::vector<char*> environmentForRoles()
{
    std::vector<char*> kept;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        if (!std::string_view{*entry}.starts_with("SESSION_MANAGER="))
            kept.push_back(*entry);
    }
    kept.push_back(nullptr);
    return kept;
}

// `keyPipeEnd` and `drive` are negative for a role that gets none; only one with a pipe is driven.
bool giveDescriptors(SpawnPlan& plan, int channel, int keyPipeEnd, int drive)
{
    const bool hasPipe = keyPipeEnd >= 0;
    const bool driven = drive >= 0;
    const int last = driven ? driveDescriptor : hasPipe ? keyPipeDescriptor : channelDescriptor;
    return posix_spawn_file_actions_adddup2(&plan.actions, channel, channelDescriptor) == 0 &&
           (!hasPipe ||
            posix_spawn_file_actions_adddup2(&plan.actions, keyPipeEnd, keyPipeDescriptor) == 0) &&
           (!driven || posix_spawn_file_actions_adddup2(&plan.actions, drive, driveDescriptor) == 0) &&
           posix_spawn_file_actions_addclosefrom_np(&plan.actions, last + 1) == 0;
}

} // namespace

Result<KeyPipe> KeyPipe::make()
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return failErrno(errno, "pipe");
    KeyPipe pipe;
    pipe.readEnd = OwnedDescriptor{ends[0]};
    pipe.writeEnd = OwnedDescriptor{ends[1]};
    return pipe;
}

RoleLauncher::RoleLauncher(std::string executable, std::shared_ptr<const DriveEnds> driven)
    : m_executable(std::move(executable)), m_driven(std::move(driven))
{
}

Result<LaunchedLockScreen> RoleLauncher::launchLockScreen() const
{
    LOCKLEAF_TRY(KeyPipe pipe, KeyPipe::make());
    LOCKLEAF_TRY(LaunchedRole role, launch(Role::LockScreen, std::move(pipe.writeEnd)));
    return LaunchedLockScreen{std::move(role), std::move(pipe.readEnd)};
}

Result<LaunchedRole> RoleLauncher::launchSession(OwnedDescriptor keyForSession) const
{
    return launch(Role::Session, std::move(keyForSession));
}

Result<LaunchedRole> RoleLauncher::launchCapture() const
{
    return launch(Role::Capture, {});
}

Result<LaunchedRole> RoleLauncher::launch(Role role, OwnedDescriptor keyPipeEnd) const
{
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return failErrno(errno, "socketpair");
    OwnedDescriptor ours{ends[0]};
    OwnedDescriptor theirs{ends[1]};
    const OwnedDescriptor channel = outOfTheWay(theirs);
    const OwnedDescriptor keyPipe = keyPipeEnd.isValid() ? outOfTheWay(keyPipeEnd) : OwnedDescriptor{};
    const bool isDriven = m_driven != nullptr && role != Role::Capture;
    OwnedDescriptor drive;
    if (isDriven)
        drive = outOfTheWay(role == Role::LockScreen ? m_driven->lockScreen : m_driven->session);
    if (!channel.isValid() || keyPipe.isValid() != keyPipeEnd.isValid() || drive.isValid() != isDriven)
        return failErrno(errno, "dup");

    SpawnPlan plan;
    if (!giveDescriptors(plan, channel.get(), keyPipe.get(), drive.get()) || !plan.resetSignals())
        return fail(ErrorCode::OutOfMemory);
    // The first argument also becomes the window's WM_CLASS, the same for every role.
    std::string name = "lockleaf";
    std::string argument{argumentOf(role)};
    std::string driven{drivenArgument};
    std::array<char*, 4> arguments{name.data(), argument.data(), isDriven ? driven.data() : nullptr, nullptr};
    std::vector<char*> environment = environmentForRoles();
    LaunchedRole launched;
    const int status = posix_spawn(&launched.pid, m_executable.c_str(), &plan.actions, &plan.attributes,
                                   arguments.data(), environment.data());
    if (status != 0)
        return failErrno(status, "posix_spawn");
    // Ours to reap, so the number cannot have gone to another process yet.
    launched.process = openProcess(launched.pid);
    if (!launched.process.isValid())
        return failErrno(errno, "pidfd_open");
    launched.channel = std::move(ours);
    return launched;
}

} // namespace lockleaf::app
