// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/process/process_handle.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lockleaf::app {

OwnedDescriptor openProcess(pid_t child)
{
    OwnedDescriptor process{static_cast<int>(syscall(SYS_pidfd_open, child, 0))};
    if (process.isValid())
        fcntl(process.get(), F_SETFD, FD_CLOEXEC);
    return process;
}

void killProcess(int process)
{
    syscall(SYS_pidfd_send_signal, process, SIGKILL, nullptr, 0);
}

bool reapProcess(int process)
{
    siginfo_t info{};
    int status = 0;
    do {
        status = waitid(P_PIDFD, static_cast<id_t>(process), &info, WEXITED);
    } while (status != 0 && errno == EINTR);
    return status == 0 && info.si_code == CLD_EXITED && info.si_status == 0;
}

} // namespace lockleaf::app
