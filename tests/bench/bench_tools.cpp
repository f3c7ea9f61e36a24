// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench_tools.h"

#include "tests/bench/budgets.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace lockleaf::test {

namespace {

void printStart(const char* what, std::uint64_t notes, const char* unit)
{
    std::printf("{\"what\":\"%s\",\"notes\":%llu,\"unit\":\"%s\"", what,
                static_cast<unsigned long long>(notes), unit);
}

} // namespace

void giveUp(const Error& error)
{
    std::fprintf(stderr, "lockleaf-bench: %s\n", describe(error).c_str());
    std::exit(1);
}

void must(const Result<void>& result)
{
    if (!result)
        giveUp(result.error());
}

Sample sampleOf(const std::function<void()>& work)
{
    const std::clock_t cpu = std::clock();
    const auto start = std::chrono::steady_clock::now();
    work();
    const auto end = std::chrono::steady_clock::now();
    return {std::chrono::duration<double, std::milli>(end - start).count(),
            static_cast<double>(std::clock() - cpu) * 1000 / CLOCKS_PER_SEC};
}

Figures figuresOf(const std::vector<Sample>& samples)
{
    std::vector<double> wall;
    std::vector<double> cpu;
    for (const Sample& sample : samples) {
        wall.push_back(sample.wall);
        cpu.push_back(sample.cpu);
    }
    std::ranges::sort(wall);
    std::ranges::sort(cpu);
    return {wall.at(wall.size() / 2), wall.at(wall.size() * 95 / 100), cpu.at(cpu.size() / 2)};
}

void print(const char* what, std::uint64_t notes, const Figures& ours, const Figures* reference)
{
    printStart(what, notes, "ms");
    std::printf(",\"p50\":%.3f,\"p95\":%.3f,\"cpu\":%.3f", ours.p50, ours.p95, ours.cpu);
    if (reference != nullptr)
        std::printf(",\"reference_p50\":%.3f,\"reference_p95\":%.3f,\"reference_cpu\":%.3f,\"ratio\":%.2f",
                    reference->p50, reference->p95, reference->cpu, ours.p50 / reference->p50);
    std::puts("}");
    std::fflush(stdout);
    meetBudget(what, notes, ours, reference);
}

void print(const char* what, std::uint64_t notes, const char* unit, double ours, double reference)
{
    printStart(what, notes, unit);
    std::printf(",\"value\":%.3f,\"reference\":%.3f,\"ratio\":%.2f}\n", ours, reference, ours / reference);
    std::fflush(stdout);
    meetBudget(what, notes, ours, ours / reference);
}

} // namespace lockleaf::test
