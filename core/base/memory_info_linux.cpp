// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory_info.h"

#include <fstream>
#include <string>

namespace lockleaf {

std::uint64_t availableMemory()
{
    std::ifstream meminfo("/proc/meminfo");
    std::string name;
    std::uint64_t kibibytes = 0;
    std::string unit;
    while (meminfo >> name >> kibibytes >> unit) {
        if (name == "MemAvailable:")
            return kibibytes * 1024;
    }
    return std::uint64_t{1} << 30;
}

} // namespace lockleaf
