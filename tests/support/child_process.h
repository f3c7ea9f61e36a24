// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

namespace lockleaf::test {

/// Runs `work` in a forked child and returns its value (0 to 255), or -1 where the child was killed. For what
/// a process can do to itself only once, such as taking system calls away.
template <class Work>
int inChild(Work work)
{
    const pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0)
        _exit(work());
    int status = 0;
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status);
}

} // namespace lockleaf::test
