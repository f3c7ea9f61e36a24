// SPDX-License-Identifier: GPL-3.0-or-later
// Lets the power fail at any operation of a simulated disk and looks at what is found afterwards.
// Usage: power_loss_torture [POINTS [SEED [WORKLOAD]]]
//        power_loss_torture --only WORKLOAD:POINT:SEED   repeats what a failure names
#include "tests/torture/aftermath.h"
#include "tests/torture/calling.h"
#include "tests/torture/torture.h"
#include "tests/torture/workloads.h"

#include <algorithm>
#include <chrono>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

/// Other courses of the same workload, so that not only their crash points differ.
constexpr std::uint64_t pointsOfACourse = 2000;

constexpr int mostTold = 10; ///< Failures that are printed.

struct Total
{
    std::uint64_t points = 0;
    std::uint64_t failures = 0;
};

std::uint64_t courseSeed(std::uint64_t seed)
{
    return seed / pointsOfACourse;
}

/// One point; true: all is well.
bool tryPoint(const Course& course, const DiskState& then, std::size_t point, std::uint64_t seed,
              Tally& tally)
{
    static int told = 0;
    const std::string wrong = aftermath(course, then, point, seed, tally);
    if (wrong.empty())
        return true;
    if (told++ >= mostTold)
        return false;
    std::printf("WRONG: %s\n    repeat: power_loss_torture --only %s:%zu:%llu\n", wrong.c_str(),
                course.name.c_str(), point, static_cast<unsigned long long>(seed));
    return false;
}

/// Ascending. Every other one stands before a sync, when the most is at stake; the rest anywhere.
std::vector<std::size_t> pointsOf(const std::vector<DiskOperation>& log, std::uint64_t count,
                                  std::uint64_t seed)
{
    using Kind = DiskOperation::Kind;
    std::vector<std::size_t> beforeSyncs;
    for (std::size_t i = 0; i < log.size(); ++i)
        if (log[i].kind == Kind::Sync || log[i].kind == Kind::SyncFolder)
            beforeSyncs.push_back(i);
    std::mt19937_64 random(seed);
    std::shuffle(beforeSyncs.begin(), beforeSyncs.end(), random);
    std::vector<std::size_t> points(count);
    for (std::size_t i = 0; i < count; ++i) {
        const bool anywhere = i % 2 == 0 || beforeSyncs.empty();
        points[i] = anywhere ? random() % (log.size() + 1) : beforeSyncs[i / 2 % beforeSyncs.size()];
    }
    std::sort(points.begin(), points.end());
    return points;
}

void runCourse(const Workload& workload, std::uint64_t count, std::uint64_t seed, Total& total, Tally& tally)
{
    const auto course = courseOf(workload, courseSeed(seed));
    const std::vector<std::size_t> points = pointsOf(course->log, count, seed);
    DiskState then = course->first;
    std::size_t applied = 0;
    for (std::size_t i = 0; i < count; ++i) {
        for (; applied < points[i]; ++applied)
            then.apply(course->log[applied]);
        ++total.points;
        total.failures += !tryPoint(*course, then, points[i], seed + i, tally);
    }
}

void run(const Workload& workload, std::uint64_t count, std::uint64_t seed, Total& total)
{
    const auto began = std::chrono::steady_clock::now();
    Tally tally;
    Total here;
    for (std::uint64_t done = 0; done < count; done += pointsOfACourse)
        runCourse(workload, std::min(pointsOfACourse, count - done), seed * pointsOfACourse * 100 + done,
                  here, tally);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::printf("%-12s %6llu points %6.1f s", std::string{workload.name}.c_str(),
                static_cast<unsigned long long>(here.points), took.count());
    for (const auto& [what, times] : tally)
        std::printf("  %s %llu", what.c_str(), static_cast<unsigned long long>(times));
    std::printf("\n");
    total.points += here.points;
    total.failures += here.failures;
}

int repeatOne(const std::vector<std::string>& which)
{
    require(which.size() == 3, "WORKLOAD:POINT:SEED");
    for (const Workload& workload : workloads()) {
        if (which[0] != workload.name)
            continue;
        const std::size_t point = std::stoul(which[1]);
        const std::uint64_t seed = std::stoull(which[2]);
        const auto course = courseOf(workload, courseSeed(seed));
        require(point <= course->log.size(), "there is no such point");
        DiskState then = course->first;
        for (std::size_t i = 0; i < point; ++i)
            then.apply(course->log[i]);
        Tally tally;
        const bool well = tryPoint(*course, then, point, seed, tally);
        for (const auto& [what, times] : tally)
            std::printf("%s %llu\n", what.c_str(), static_cast<unsigned long long>(times));
        return well ? 0 : 1;
    }
    std::printf("no such workload: %s\n", which[0].c_str());
    return 2;
}

} // namespace

int main(int argc, char** argv)
{
    const Calling calling = calledWith(argc, argv, 2000);
    if (calling.only)
        return repeatOne(*calling.only);
    std::uint64_t shares = 0;
    for (const Workload& workload : workloads())
        shares += calling.covers(workload.name) ? workload.share : 0;
    require(shares > 0, "there is nothing to do");
    Total total;
    for (const Workload& workload : workloads())
        if (calling.covers(workload.name))
            run(workload, calling.count * workload.share / shares, calling.seed, total);
    std::printf("%llu points in %.1f s, %llu of them with something lost, half done or damaged\n",
                static_cast<unsigned long long>(total.points), calling.seconds(),
                static_cast<unsigned long long>(total.failures));
    return total.failures == 0 ? 0 : 1;
}
