// SPDX-License-Identifier: GPL-3.0-or-later
// Lets each call of a simulated disk fail once, in every way.
// Usage: fault_torture [RUNS [SEED [WORKLOAD]]]   RUNS 0: every call in every way
//                                                 RUNS each: every call in turn in one of the ways; of
//                                                 workloads with very many calls, one in forty of those that
//                                                 only read
//        fault_torture --only WORKLOAD:FAULT:CALL:SEED
#include "tests/torture/calling.h"
#include "tests/torture/fault_run.h"
#include "tests/torture/torture.h"

#include <algorithm>
#include <cerrno>
#include <chrono>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr int mostTold = 12; ///< Failures that are printed.

struct Way
{
    const char* name;
    Mishap::Kind kind;
    int problem;
};

constexpr Way ways[] = {{"EIO", Mishap::Kind::Errno, EIO},
                        {"ENOSPC", Mishap::Kind::Errno, ENOSPC},
                        {"EDQUOT", Mishap::Kind::Errno, EDQUOT},
                        {"EINTR", Mishap::Kind::Errno, EINTR},
                        {"short", Mishap::Kind::Short, 0}};

bool canHappen(const Way& way, DiskCall::Kind kind)
{
    const bool transfer = kind == DiskCall::Kind::Read || kind == DiskCall::Kind::Write;
    return way.kind == Mishap::Kind::Errno || transfer;
}

bool makesDurable(DiskCall::Kind kind)
{
    return kind == DiskCall::Kind::Sync || kind == DiskCall::Kind::SyncFolder ||
           kind == DiskCall::Kind::Rename;
}

struct Total
{
    std::uint64_t runs = 0;
    std::uint64_t failures = 0;
};

bool tryOne(const Reference& reference, const Way& way, std::size_t call, Tally& tally)
{
    static int told = 0;
    const std::string wrong = mishap(reference, {way.kind, way.problem, call}, tally);
    if (wrong.empty())
        return true;
    if (told++ < mostTold)
        std::printf("WRONG: %s\n    repeat: fault_torture --only %s:%s:%zu:%llu\n", wrong.c_str(),
                    std::string{reference.workload->name}.c_str(), way.name, call,
                    static_cast<unsigned long long>(reference.seed));
    return false;
}

using Fault = std::pair<std::size_t, std::size_t>; ///< Call, from 1, and way.

std::vector<Fault> everyFault(const Reference& reference)
{
    std::vector<Fault> all;
    for (std::size_t call = 1; call <= reference.calls.size(); ++call)
        for (std::size_t way = 0; way < std::size(ways); ++way)
            if (canHappen(ways[way], reference.calls[call - 1]))
                all.emplace_back(call, way);
    return all;
}

/// One way for each call, another one for the next; of very many, few of those that only read.
void keepOneOfEachCall(std::vector<Fault>& all, const Reference& reference, std::uint64_t seed)
{
    const bool many = reference.calls.size() > 10'000;
    std::vector<Fault> kept;
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t call = all[at].first;
        std::size_t end = at;
        while (end < all.size() && all[end].first == call)
            ++end;
        const bool reads = reference.calls[call - 1] == DiskCall::Kind::Read ||
                           reference.calls[call - 1] == DiskCall::Kind::Size;
        if (!many || !reads || (call + seed) % 40 == 0)
            kept.push_back(all[at + (call + seed) % (end - at)]);
        at = end;
    }
    all = std::move(kept);
}

void keepSome(std::vector<Fault>& all, const Reference& reference, std::uint64_t runs, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    std::shuffle(all.begin(), all.end(), random);
    // Few calls make something durable, and they matter most: a third of the runs, as far as there are any.
    auto others = std::stable_partition(all.begin(), all.end(), [&](const Fault& fault) {
        return makesDurable(reference.calls[fault.first - 1]);
    });
    if (static_cast<std::uint64_t>(others - all.begin()) > runs / 3)
        others = all.erase(all.begin() + static_cast<std::ptrdiff_t>(runs / 3), others);
    all.resize(std::min<std::size_t>(all.size(), runs));
}

/// Every call in every way where `runs` is 0, else as many of these as that; `each`: every call once.
void run(const Workload& workload, std::uint64_t runs, bool each, std::uint64_t seed, Total& total)
{
    const auto began = std::chrono::steady_clock::now();
    const Reference reference = referenceOf(workload, seed);
    std::vector<Fault> all = everyFault(reference);
    const std::size_t possible = all.size();
    if (each)
        keepOneOfEachCall(all, reference, seed);
    else if (runs != 0)
        keepSome(all, reference, runs, seed);
    Tally tally;
    std::uint64_t failures = 0;
    for (const auto& [call, way] : all)
        failures += !tryOne(reference, ways[way], call, tally);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::printf("%-12s %5zu calls, %5zu of %5zu faults %6.1f s", std::string{workload.name}.c_str(),
                reference.calls.size(), all.size(), possible, took.count());
    for (const auto& [what, times] : tally)
        std::printf("  %s %llu", what.c_str(), static_cast<unsigned long long>(times));
    std::printf("\n");
    total.runs += all.size();
    total.failures += failures;
}

int repeatOne(const std::vector<std::string>& parts)
{
    require(parts.size() == 4, "WORKLOAD:FAULT:CALL:SEED");
    for (const Workload& workload : workloads())
        for (const Way& way : ways)
            if (workload.name == parts[0] && parts[1] == way.name) {
                Tally tally;
                const Reference reference = referenceOf(workload, std::stoull(parts[3]));
                return tryOne(reference, way, std::stoul(parts[2]), tally) ? 0 : 1;
            }
    std::printf("no such workload or fault\n");
    return 2;
}

} // namespace

int main(int argc, char** argv)
{
    const Calling calling = calledWith(argc, argv, 120);
    if (calling.only)
        return repeatOne(*calling.only);
    const auto covered = static_cast<std::uint64_t>(std::ranges::count_if(
        workloads(), [&calling](const Workload& workload) { return calling.covers(workload.name); }));
    require(covered > 0, "there is nothing to do");
    const std::uint64_t runs = calling.count == 0 ? 0 : std::max<std::uint64_t>(calling.count / covered, 1);
    const bool each = argc > 1 && std::string_view{argv[1]} == "each";
    Total total;
    for (const Workload& workload : workloads())
        if (calling.covers(workload.name))
            run(workload, runs, each, calling.seed, total);
    std::printf("%llu faults in %.1f s, %llu of them with something lost, half done, damaged or misleading\n",
                static_cast<unsigned long long>(total.runs), calling.seconds(),
                static_cast<unsigned long long>(total.failures));
    return total.failures == 0 ? 0 : 1;
}
