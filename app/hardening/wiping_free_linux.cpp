// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/wiping_free.h"

#ifdef LOCKLEAF_SANITIZED

// The sanitizers bring an allocator of their own.
bool lockleaf::app::wipesFreedMemory()
{
    return false;
}

#else

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <malloc.h>

// Qt's strings, containers and layouts and most C libraries take their memory from malloc and return it with
// free or realloc; notes and titles in them stay readable until the place is used again. An executable's own
// `free` and `realloc` stand before glibc's for every library it loads, glibc's own callers included.
// malloc, calloc and the aligned kinds stay glibc's: what they hand out is new or was wiped when it was
// freed.

extern "C" {
// glibc's own entry points (exported since 2.0).
// NOLINTBEGIN(bugprone-reserved-identifier): the names are glibc's.
void __libc_free(void* block);
void* __libc_realloc(void* block, std::size_t size);
// NOLINTEND(bugprone-reserved-identifier)
}

namespace {

void wipe(void* start, std::size_t length)
{
    std::memset(start, 0, length);
    __asm__ __volatile__("" : : "r"(start) : "memory"); // the block may be dead to the optimiser, not to us
}

// glibc keeps the size of a block just before it, with three flags in the low bits; the second one says that
// the block is a mapping of its own. Such a block grows by mremap, which moves pages and leaves no copy.
bool isOwnMapping(const void* block)
{
    std::size_t header = 0;
    std::memcpy(&header, static_cast<const char*>(block) - sizeof header, sizeof header);
    return (header & 2) != 0;
}

} // namespace

extern "C" {

__attribute__((visibility("default"))) void free(void* block)
{
    if (block == nullptr)
        return;
    wipe(block, malloc_usable_size(block));
    __libc_free(block);
}

__attribute__((visibility("default"))) void* realloc(void* block, std::size_t size)
{
    if (block == nullptr)
        return malloc(size);
    if (size == 0) {
        free(block);
        return nullptr;
    }
    const std::size_t held = malloc_usable_size(block);
    if (size <= held) {
        // glibc cuts the rest off in place: wipe it while it is still ours.
        wipe(static_cast<char*>(block) + size, held - size);
        return __libc_realloc(block, size);
    }
    if (isOwnMapping(block))
        return __libc_realloc(block, size);
    // glibc may copy and give the old block back unwiped, so the move is done here.
    void* const moved = malloc(size);
    if (moved == nullptr)
        return nullptr; // the old block stands, as the standard asks; errno is malloc's
    std::memcpy(moved, block, held);
    free(block);
    return moved;
}

} // extern "C"

bool lockleaf::app::wipesFreedMemory()
{
    return true;
}

#endif
