// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/process_isolation.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace lockleaf::app {

Result<void> becomeNonDumpable()
{
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return failErrno(errno, "prctl");
    return {};
}

bool isNonDumpable()
{
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
}

Result<void> forbidCoreFiles()
{
    // A limit of 0 does not stop a handler that the kernel pipes the image to; being non-dumpable does.
    const rlimit none{0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0)
        return failErrno(errno, "setrlimit");
    return {};
}

void closeInheritedDescriptors(std::span<const int> keep)
{
    std::vector<unsigned> kept;
    for (const int descriptor : keep) {
        if (descriptor > STDERR_FILENO)
            kept.push_back(static_cast<unsigned>(descriptor));
    }
    std::sort(kept.begin(), kept.end());
    unsigned first = STDERR_FILENO + 1;
    for (const unsigned descriptor : kept) {
        if (descriptor > first)
            close_range(first, descriptor - 1, 0);
        first = descriptor + 1;
    }
    close_range(first, UINT_MAX, 0);
}

} // namespace lockleaf::app
