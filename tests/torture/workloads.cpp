// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/workloads.h"

#include <cstdio>
#include <cstdlib>

namespace lockleaf::test {

const std::vector<Workload>& workloads()
{
    using Begin = Course::Begin;
    static const std::vector<Workload> all{
        {"saves", 6, Begin::WithVault, saves},         {"attachments", 2, Begin::WithVault, attachments},
        {"import", 2, Begin::WithVault, imports},      {"password", 5, Begin::WithVault, passwords},
        {"keys", 5, Begin::WithVault, keys},           {"restore", 2, Begin::WithVault, restores},
        {"merge", 2, Begin::WithVault, merges},        {"checkpoint", 3, Begin::WithVault, checkpoints},
        {"long-log", 1, Begin::WithVault, longLog},    {"lock", 3, Begin::WithVault, lockAndReopen},
        {"creation", 5, Begin::WithNothing, creation}, {"export", 2, Begin::WithVault, exports},
        {"backup", 3, Begin::WithVault, backups},      {"trash", 3, Begin::WithVault, trash},
        {"shrinking", 2, Begin::WithVault, shrinking},
    };
    return all;
}

const std::vector<Workload>& smallWorkloads()
{
    static const std::vector<Workload> small{
        {"small", 2, Course::Begin::WithVault, aLittleOfEverything},
        {"small-keys", 1, Course::Begin::WithVault, aBackupAndNewKeys},
    };
    return small;
}

void runWorkload(const Workload& workload, Course& course)
{
    try {
        workload.run(course);
    } catch (const StepFailed& failed) {
        std::printf("%s: %s: %s\n", course.name.c_str(), failed.step.c_str(), describe(failed.error).c_str());
        std::exit(1);
    }
    course.end();
}

std::unique_ptr<Course> courseOf(const Workload& workload, std::uint64_t seed)
{
    auto course = std::make_unique<Course>(std::string{workload.name}, seed, workload.begin);
    runWorkload(workload, *course);
    return course;
}

} // namespace lockleaf::test
