// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/memory_advice.h"

#include <cstdint>
#include <sys/mman.h>
#include <unistd.h>

namespace lockleaf::app {

bool excludeFromDumps(void* start, std::size_t length)
{
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(start);
    const std::uintptr_t firstPage = (begin + page - 1) / page * page;
    const std::uintptr_t endPage = (begin + length) / page * page;
    if (endPage <= firstPage)
        return false;
    void* const pages = static_cast<char*>(start) + (firstPage - begin);
    const std::size_t size = endPage - firstPage;
    const bool undumped = madvise(pages, size, MADV_DONTDUMP) == 0;
    const bool unforked = madvise(pages, size, MADV_WIPEONFORK) == 0;
    return undumped && unforked;
}

} // namespace lockleaf::app
