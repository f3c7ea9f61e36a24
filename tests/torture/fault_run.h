// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/torture/aftermath.h"
#include "tests/torture/workloads.h"

#include <optional>

namespace lockleaf::test {

/// What is to go wrong, once.
struct Mishap
{
    enum class Kind { Errno, Short, Allocation };
    Kind kind = Kind::Errno;
    int problem = 0;
    std::size_t call = 0; ///< Which call of the disk, or which allocation, from 1.
};

/// A course without any mishap, and what it asked of the disk.
struct Reference
{
    const Workload* workload = nullptr;
    std::uint64_t seed = 0;
    std::unique_ptr<Course> course;
    std::vector<DiskCall::Kind> calls;
    std::uint64_t allocations = 0; ///< Where the program counts them.
};

[[nodiscard]] Reference referenceOf(const Workload& workload, std::uint64_t seed);

/// Lets the course begin anew with a mishap, and looks at what it leads to: a step may fail or not, but the
/// vault goes on or says that it must be opened anew, all that was acknowledged is there, nothing is half
/// done, a verification finds nothing, and a power cut after all of it loses nothing either. Returns what is
/// wrong, empty for nothing.
[[nodiscard]] std::string mishap(const Reference& reference, const Mishap& mishap, Tally& tally);

} // namespace lockleaf::test
