// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/process/role_launcher.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace lockleaf::app {

namespace {

// A duplicate above the fixed numbers, so that putting one descriptor in its place in the child never
// overwrites another one that is still needed.
OwnedDescriptor outOfTheWay(const OwnedDescriptor& descriptor)
{
    return OwnedDescriptor{fcntl(descriptor.get(), F_DUPFD_CLOEXEC, keyPipeDescriptor + 1)};
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

// posix_spawn's two lists, freed together.
struct SpawnPlan
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;

    SpawnPlan()
    {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
    }
    ~SpawnPlan()
    {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    bool prepare(int channel, int keyPipeEnd)
    {
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        return posix_spawn_file_actions_adddup2(&actions, channel, channelDescriptor) == 0 &&
               posix_spawn_file_actions_adddup2(&actions, keyPipeEnd, keyPipeDescriptor) == 0 &&
               posix_spawn_file_actions_addclosefrom_np(&actions, keyPipeDescriptor + 1) == 0 &&
               posix_spawnattr_setsigmask(&attributes, &none) == 0 &&
               posix_spawnattr_setsigdefault(&attributes, &all) == 0 &&
               posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) == 0;
    }
};

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

RoleLauncher::RoleLauncher(std::string executable) : m_executable(std::move(executable)) {}

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

Result<LaunchedRole> RoleLauncher::launch(Role role, OwnedDescriptor keyPipeEnd) const
{
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return failErrno(errno, "socketpair");
    OwnedDescriptor ours{ends[0]};
    OwnedDescriptor theirs{ends[1]};
    const OwnedDescriptor channel = outOfTheWay(theirs);
    const OwnedDescriptor keyPipe = outOfTheWay(keyPipeEnd);
    if (!channel.isValid() || !keyPipe.isValid())
        return failErrno(errno, "dup");

    SpawnPlan plan;
    if (!plan.prepare(channel.get(), keyPipe.get()))
        return fail(ErrorCode::OutOfMemory);
    // The first argument also becomes the window's WM_CLASS, the same for every role.
    std::string name = "lockleaf";
    std::string argument{role == Role::LockScreen ? lockScreenArgument : sessionArgument};
    std::array<char*, 3> arguments{name.data(), argument.data(), nullptr};
    std::vector<char*> environment = environmentForRoles();
    LaunchedRole launched;
    const int status = posix_spawn(&launched.pid, m_executable.c_str(), &plan.actions, &plan.attributes,
                                   arguments.data(), environment.data());
    if (status != 0)
        return failErrno(status, "posix_spawn");
    // Ours to reap, so the number cannot have gone to another process yet.
    launched.process = OwnedDescriptor{static_cast<int>(syscall(SYS_pidfd_open, launched.pid, 0))};
    if (!launched.process.isValid())
        return failErrno(errno, "pidfd_open");
    fcntl(launched.process.get(), F_SETFD, FD_CLOEXEC);
    launched.channel = std::move(ours);
    return launched;
}

} // namespace lockleaf::app
