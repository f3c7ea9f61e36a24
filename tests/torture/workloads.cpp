// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/workloads.h"

namespace lockleaf::test {

const std::vector<Workload>& workloads()
{
    using Begin = Course::Begin;
    static const std::vector<Workload> all{
        {"saves", 4, Begin::WithVault, saves},
    };
    return all;
}

std::unique_ptr<Course> courseOf(const Workload& workload, std::uint64_t seed)
{
    auto course = std::make_unique<Course>(std::string{workload.name}, seed, workload.begin);
    workload.run(*course);
    course->end();
    return course;
}

} // namespace lockleaf::test
