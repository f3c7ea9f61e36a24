// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/standard_descriptors.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace lockleaf::app {

Result<void> occupyStandardDescriptors()
{
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(descriptor, F_GETFD) != -1)
            continue;
        // Opened for the wrong direction, since an answer that goes nowhere must not look printed. Not closed
        // at exec: a program that we start needs the same.
        const int opened = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        if (opened < 0)
            return failErrno(errno, "opening /dev/null");
        if (opened != descriptor) { // the lowest free number, unless another thread opens files already
            close(opened);
            return fail(ErrorCode::Internal, "standard descriptors");
        }
    }
    return {};
}

} // namespace lockleaf::app
