// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/local_time.h"

#include "core/base/iso_time.h"

#include <ctime>

namespace lockleaf::app {

std::chrono::minutes localOffset(Timestamp time)
{
    const std::time_t seconds = time / 1000;
    std::tm local{};
    if (localtime_r(&seconds, &local) == nullptr)
        return std::chrono::minutes{0};
    return std::chrono::minutes{local.tm_gmtoff / 60};
}

std::string localTime(Timestamp time)
{
    const std::string text = isoTime(time + std::chrono::milliseconds{localOffset(time)}.count());
    return text.substr(0, 10) + " " + text.substr(11, 5);
}

} // namespace lockleaf::app
