// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/local_time.h"

#include "core/base/iso_time.h"

namespace lockleaf::app {

std::string localTime(Timestamp time)
{
    const std::string text = isoTime(time + std::chrono::milliseconds{localOffset(time)}.count());
    return text.substr(0, 10) + " " + text.substr(11, 5);
}

} // namespace lockleaf::app
