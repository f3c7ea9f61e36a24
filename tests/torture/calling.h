// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf::test {

/// How a program of this folder was called: PROGRAM [COUNT [SEED [NAME]]], or PROGRAM --only WHAT, which
/// repeats what a failure names.
struct Calling
{
    std::uint64_t count = 0;
    std::uint64_t seed = 1;
    std::string name; ///< Part of the names of what is to be done; empty: all.
    /// The parts of WHAT, between colons.
    std::optional<std::vector<std::string>> only;
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();

    [[nodiscard]] bool covers(std::string_view one) const { return one.find(name) != std::string_view::npos; }
    [[nodiscard]] double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    }
};

/// Reads the arguments and makes the program ready: lines go out at once, randomness is seeded, the
/// cryptography is tried. Says the seed, save with --only. `count`: where none is given.
[[nodiscard]] Calling calledWith(int argc, char** argv, std::uint64_t count);

} // namespace lockleaf::test
