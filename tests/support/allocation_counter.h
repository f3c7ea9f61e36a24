// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lockleaf::test {

/// Which allocations an interposed allocator counts and lets fail (allocation_torture.cpp; no other program
/// has one). One thread.
struct AllocationCounter
{
    bool counting = false;    ///< While the code under test is at work,
    int paused = 0;           ///< and not a double of the computer's.
    std::uint64_t count = 0;  ///< So far.
    std::uint64_t failAt = 0; ///< From 1; 0: none.

    [[nodiscard]] bool nextFails() { return counting && paused == 0 && ++count == failAt; }
};

inline AllocationCounter allocationCounter;

/// What a double allocates is no matter of the code under test.
class AllocationPause
{
public:
    AllocationPause() { ++allocationCounter.paused; }
    ~AllocationPause() { --allocationCounter.paused; }
    AllocationPause(const AllocationPause&) = delete;
    AllocationPause& operator=(const AllocationPause&) = delete;
};

} // namespace lockleaf::test
