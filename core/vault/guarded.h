// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <new>

namespace lockleaf {

/// Runs `work`, which returns a Result; memory that runs out becomes an Error instead of leaving the library.
template <class Work>
[[nodiscard]] auto guarded(Work&& work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory);
    }
}

/// Runs what follows something that is durable by now: memory that runs out in it is no error of that.
template <class Work>
void quietly(Work&& work) noexcept
{
    try {
        work();
    } catch (const std::bad_alloc&) {
        return; // it is done without
    }
}

} // namespace lockleaf
