// SPDX-License-Identifier: GPL-3.0-or-later
// Lets each allocation of a small workload fail once: ours, SQLite's, libsodium's and all others, since they
// go through one allocator. Usage: allocation_torture [RUNS [SEED]]   RUNS 0: each of them
//        allocation_torture --only ALLOCATION:SEED
#include "tests/support/allocation_counter.h"
#include "tests/torture/fault_run.h"
#include "tests/torture/seeded_random.h"
#include "tests/torture/torture.h"

#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>

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
bool tryOne(const Reference& reference, std::size_t allocation, Tally& tally)
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
        std::printf("WRONG: %s\n    repeat: allocation_torture --only %zu:%llu\n", wrong.c_str(), allocation,
                    static_cast<unsigned long long>(reference.seed));
    return false;
}

} // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    seedRandomness(1); // before anything is drawn
    require(startCrypto(), "the cryptography of this computer does not hold");
    const bool one = argc == 3 && std::strcmp(argv[1], "--only") == 0;
    const std::string which = one ? argv[2] : "";
    const std::uint64_t runs = !one && argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 200;
    const std::uint64_t seed = one        ? std::strtoull(which.c_str() + which.find(':') + 1, nullptr, 10)
                               : argc > 2 ? std::strtoull(argv[2], nullptr, 10)
                                          : 1;
    const auto began = std::chrono::steady_clock::now();
    const Reference reference = referenceOf(smallWorkload(), seed);
    Tally tally;
    if (one) {
        allocationCounter.failAt = 0;
        const std::string wrong = mishap(
            reference, {Mishap::Kind::Allocation, 0, std::strtoull(which.c_str(), nullptr, 10)}, tally);
        std::printf("%s\n", wrong.empty() ? "nothing wrong" : wrong.c_str());
        return wrong.empty() ? 0 : 1;
    }
    std::mt19937_64 random(seed);
    const std::uint64_t count = runs == 0 ? reference.allocations : std::min(runs, reference.allocations);
    std::uint64_t failures = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        // Spread over all of them.
        const std::uint64_t width = reference.allocations / count;
        failures += !tryOne(reference, i * reference.allocations / count + 1 + random() % width, tally);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    for (const auto& [what, times] : tally)
        std::printf("%s %llu  ", what.c_str(), static_cast<unsigned long long>(times));
    std::printf("\n%llu of %llu allocations failed in %.1f s, %llu of them with something lost, half done or "
                "thrown\n",
                static_cast<unsigned long long>(count),
                static_cast<unsigned long long>(reference.allocations), took.count(),
                static_cast<unsigned long long>(failures));
    return failures == 0 ? 0 : 1;
}
