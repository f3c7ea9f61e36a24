// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/local_offset.h"

#include <ctime>

namespace lockleaf {

std::chrono::minutes localOffset(Timestamp time)
{
    const std::time_t seconds = time / 1000;
    std::tm local{};
    if (localtime_r(&seconds, &local) == nullptr)
        return std::chrono::minutes{0};
    return std::chrono::minutes{local.tm_gmtoff / 60};
}

} // namespace lockleaf
