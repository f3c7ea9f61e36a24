// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/workloads.h"

namespace lockleaf::test {

const std::vector<Workload>& workloads()
{
    using Begin = Course::Begin;
    static const std::vector<Workload> all{
        {"saves", 6, Begin::WithVault, saves},
        {"attachments", 2, Begin::WithVault, attachments},
        {"import", 2, Begin::WithVault, imports},
        {"password", 3, Begin::WithVault, passwords},
        {"restore", 2, Begin::WithVault, restores},
        {"merge", 2, Begin::WithVault, merges},
        {"checkpoint", 3, Begin::WithVault, checkpoints},
        {"long-log", 1, Begin::WithVault, longLog},
        {"lock", 3, Begin::WithVault, lockAndReopen},
        {"creation", 3, Begin::WithNothing, creation},
        {"export", 2, Begin::WithVault, exports},
        {"trash", 3, Begin::WithVault, trash},
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
