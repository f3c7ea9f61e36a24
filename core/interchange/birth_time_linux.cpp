// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/markdown_tree.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace lockleaf {

std::optional<Timestamp> birthTime(int descriptor)
{
    struct statx status = {};
    if (statx(descriptor, "", AT_EMPTY_PATH, STATX_BTIME, &status) != 0 ||
        (status.stx_mask & STATX_BTIME) == 0)
        return std::nullopt;
    return timestampOf(status.stx_btime.tv_sec, status.stx_btime.tv_nsec);
}

} // namespace lockleaf
