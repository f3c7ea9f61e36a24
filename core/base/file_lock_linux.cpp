// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace lockleaf {

int holdDescriptor(int descriptor)
{
    struct flock whole{};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    return fcntl(descriptor, F_OFD_SETLK, &whole) == 0 ? 0 : errno;
}

} // namespace lockleaf
