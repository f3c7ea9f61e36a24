// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/process/role_start.h"

#include "app/hardening/process_isolation.h"
#include "app/hardening/syscall_filter.h"
#include "app/selfcheck/drive_protocol.h"
#include "core/crypto/locked_memory.h"
#include "core/crypto/secret_key.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <span>
#include <string_view>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace lockleaf::app {

namespace {

[[noreturn]] void endWith(const char* sentence)
{
    std::fprintf(stderr, "lockleaf: %s\n", sentence);
    _exit(EXIT_FAILURE);
}

bool hasKeyPipe(Role role)
{
    return role != Role::Capture;
}

bool keeperGaveItsDescriptors(Role role)
{
    int family = 0;
    socklen_t size = sizeof family;
    struct stat pipe{};
    return getsockopt(channelDescriptor, SOL_SOCKET, SO_DOMAIN, &family, &size) == 0 && family == AF_UNIX &&
           (!hasKeyPipe(role) || (fstat(keyPipeDescriptor, &pipe) == 0 && S_ISFIFO(pipe.st_mode)));
}

/// Before the first key. Hidden memory keeps the computer from hibernating, so it is somebody's own choice.
void chooseKeyMemory()
{
    const char* const wish = std::getenv("LOCKLEAF_KEY_MEMORY");
    if (wish != nullptr && std::string_view(wish) == "hidden")
        lockedPool().setKind(LockedPool::Kind::Hidden);
    lockedPool().keepFromChildren();
}

} // namespace

bool isSelfCheckSocket(int descriptor)
{
    int family = 0;
    int type = 0;
    socklen_t size = sizeof family;
    return getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &family, &size) == 0 && family == AF_UNIX &&
           getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

void startSecretRole(Role role, bool driven)
{
    if (!becomeNonDumpable() || !forbidCoreFiles())
        endWith("This process could not be protected from others, so it ends.");
    if (!keeperGaveItsDescriptors(role) || (driven && !isSelfCheckSocket(driveDescriptor)))
        endWith("This is a part of Lockleaf that it starts by itself. Start it as: lockleaf");
    std::vector<int> keep{channelDescriptor};
    if (hasKeyPipe(role))
        keep.push_back(keyPipeDescriptor);
    if (driven)
        keep.push_back(driveDescriptor);
    closeInheritedDescriptors(keep);
    for (const int descriptor : keep)
        fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    if (!applySyscallFilter(FilterKind::SecretHolder))
        endWith("The system call filter could not be set, so it ends.");
    prctl(PR_SET_NAME, "lockleaf"); // it was started through /proc/self/exe, which would make it "exe"
    // A key in a terminal asks the keeper; it tells the roles what to do. Writing into the key pipe after the
    // session has gone is an error like any other.
    for (const int signal : {SIGINT, SIGHUP, SIGPIPE})
        std::signal(signal, SIG_IGN);
    chooseKeyMemory();
    if (!startCrypto())
        endWith("The cryptographic library of this computer gives wrong answers, so it ends.");
}

} // namespace lockleaf::app
