// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace lockleaf::test {

/// Rows of a window of the list, and hits of a search.
constexpr std::uint64_t window = 50;

/// Ends the program with a message: a figure from a failing vault would be worthless.
[[noreturn]] void giveUp(const Error& error);

void must(const Result<void>& result);

template <class T>
T must(Result<T> result)
{
    if (!result)
        giveUp(result.error());
    return std::move(*result);
}

/// What one run of something took, in milliseconds: by the clock, and of the processor. On a busy machine
/// only the second says something about the program.
struct Sample
{
    double wall = 0;
    double cpu = 0;

    Sample& operator+=(const Sample& other)
    {
        wall += other.wall;
        cpu += other.cpu;
        return *this;
    }
};

[[nodiscard]] Sample sampleOf(const std::function<void()>& work);

/// Of several samples, in milliseconds.
struct Figures
{
    double p50 = 0;
    double p95 = 0;
    double cpu = 0; ///< Median.
};

[[nodiscard]] Figures figuresOf(const std::vector<Sample>& samples);

/// One line of times: the figures and, where there is one, the reference's in the same run with the ratio.
void print(const char* what, std::uint64_t notes, const Figures& ours, const Figures* reference = nullptr);

/// One line of a single figure beside the reference's.
void print(const char* what, std::uint64_t notes, const char* unit, double ours, double reference);

} // namespace lockleaf::test
