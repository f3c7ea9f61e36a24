// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/stack_wipe.h"

#include <array>
#include <cstddef>
#include <cstring>

namespace lockleaf::app {

// noinline: the array has to lie below the caller's frame. The barrier keeps the writing from being dropped.
__attribute__((noinline)) void wipeStackBelow()
{
    std::array<unsigned char, std::size_t{64} * 1024> below;
    std::memset(below.data(), 0, below.size());
    __asm__ __volatile__("" : : "r"(below.data()) : "memory");
}

} // namespace lockleaf::app
