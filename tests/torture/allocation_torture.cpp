// SPDX-License-Identifier: GPL-3.0-or-later
// Lets each allocation of a small workload fail once: ours, SQLite's, libsodium's and all others, since they
// go through one allocator. Usage: allocation_torture [RUNS [SEED [WORKLOAD]]]   RUNS 0: each of them
//        allocation_torture --only WORKLOAD:ALLOCATION:SEED
#include "tests/support/allocation_counter.h"
#include "tests/torture/calling.h"
#include "tests/torture/fault_run.h"
#include "tests/torture/torture.h"

#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

using namespace lockleaf;
using namespace lockleaf::test;

// glibc's own names for what stands behind malloc and its like.
// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" void* __libc_malloc(std::size_t size);
extern "C" void* __libc_calloc(std::size_t count, std::size_t size);
extern "C" void* __libc_realloc(void* old, std::size_t size);
// NOLINTEND(bugprone-reserved-identifier)

#define LOCKLEAF_EXPORTED __attribute__((visibility("default")))

extern "C" LOCKLEAF_EXPORTED void* malloc(std::size_t size)
{
    if (allocationCounter.nextFails()) {
        errno = ENOMEM;
        return nullptr;
    }
    return __libc_malloc(size);
}

extern "C" LOCKLEAF_EXPORTED void* calloc(std::size_t count, std::size_t size)
{
    if (allocationCounter.nextFails()) {
        errno = ENOMEM;
        return nullptr;
    }
    return __libc_calloc(count, size);
}

extern "C" LOCKLEAF_EXPORTED void* realloc(void* old, std::size_t size)
{
    if (allocationCounter.nextFails()) {
        errno = ENOMEM;
        return nullptr;
    }
    return __libc_realloc(old, size);
}

/// Takes its memory from the system, past malloc.
extern "C" LOCKLEAF_EXPORTED void* sodium_malloc(std::size_t size)
{
    using Allocate = void* (*)(std::size_t);
    static const auto real = reinterpret_cast<Allocate>(dlsym(RTLD_NEXT, "sodium_malloc"));
    if (allocationCounter.nextFails()) {
        errno = ENOMEM;
        return nullptr;
    }
    return real(size);
}

namespace {

constexpr int mostTold = 12; ///< Failures that are printed.

/// In a process of its own, which may end in the middle.
bool tryInOwnProcess(const Reference& reference, std::size_t allocation, Tally& tally)
{
    static int told = 0;
    int ends[2];
    require(pipe(ends) == 0, "pipe");
    const pid_t child = fork();
    if (child == 0) {
        Tally own;
        std::string said = mishap(reference, {Mishap::Kind::Allocation, 0, allocation}, own);
        for (const auto& [what, times] : own)
            said += '\n' + what;
        const ssize_t written = write(ends[1], said.data(), std::min<std::size_t>(said.size(), 4000));
        _exit(written < 0 ? 3 : 0);
    }
    close(ends[1]);
    std::string said(4096, '\0');
    const ssize_t got = read(ends[0], said.data(), said.size());
    said.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        said = "the program died by signal " + std::to_string(WTERMSIG(status));
    std::string wrong = said.substr(0, said.find('\n'));
    for (std::size_t at = said.find('\n'); at != std::string::npos;) {
        const std::size_t end = said.find('\n', at + 1);
        ++tally[said.substr(at + 1, end - at - 1)];
        at = end;
    }
    if (wrong.empty())
        return true;
    if (told++ < mostTold)
        std::printf("WRONG: %s\n    repeat: allocation_torture --only %s:%zu:%llu\n", wrong.c_str(),
                    std::string{reference.workload->name}.c_str(), allocation,
                    static_cast<unsigned long long>(reference.seed));
    return false;
}

int repeatOne(const std::vector<std::string>& which)
{
    require(which.size() == 3, "WORKLOAD:ALLOCATION:SEED");
    for (const Workload& workload : smallWorkloads()) {
        if (which[0] != workload.name)
            continue;
        Tally tally;
        const Reference reference = referenceOf(workload, std::stoull(which[2]));
        const std::string wrong =
            mishap(reference, {Mishap::Kind::Allocation, 0, std::stoul(which[1])}, tally);
        std::printf("%s\n", wrong.empty() ? "nothing wrong" : wrong.c_str());
        return wrong.empty() ? 0 : 1;
    }
    std::printf("no such workload: %s\n", which[0].c_str());
    return 2;
}

struct Total
{
    std::uint64_t runs = 0;
    std::uint64_t possible = 0;
    std::uint64_t failures = 0;
    Tally tally;
};

/// Each allocation where `runs` is 0, else as many, spread over all of them.
void run(const Workload& workload, std::uint64_t runs, std::uint64_t seed, Total& total)
{
    const Reference reference = referenceOf(workload, seed);
    std::mt19937_64 random(seed);
    const std::uint64_t count = runs == 0 ? reference.allocations : std::min(runs, reference.allocations);
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t width = reference.allocations / count;
        const std::uint64_t allocation = i * reference.allocations / count + 1 + random() % width;
        total.failures += !tryInOwnProcess(reference, allocation, total.tally);
    }
    total.runs += count;
    total.possible += reference.allocations;
}

} // namespace

int main(int argc, char** argv)
{
    const Calling calling = calledWith(argc, argv, 200);
    if (calling.only)
        return repeatOne(*calling.only);
    std::uint64_t shares = 0;
    for (const Workload& workload : smallWorkloads())
        shares += calling.covers(workload.name) ? workload.share : 0;
    require(shares > 0, "there is nothing to do");
    Total total;
    for (const Workload& workload : smallWorkloads())
        if (calling.covers(workload.name))
            run(workload, calling.count * workload.share / shares, calling.seed, total);
    for (const auto& [what, times] : total.tally)
        std::printf("%s %llu  ", what.c_str(), static_cast<unsigned long long>(times));
    std::printf("\n%llu of %llu allocations failed in %.1f s, %llu of them with something lost, half done or "
                "thrown\n",
                static_cast<unsigned long long>(total.runs), static_cast<unsigned long long>(total.possible),
                calling.seconds(), static_cast<unsigned long long>(total.failures));
    return total.failures == 0 ? 0 : 1;
}
