// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/bench_tools.h"

#include <string>

namespace lockleaf::test {

/// What Lockleaf means to keep to, by the figures that the benchmarks print. Every figure that is printed is
/// looked at; those that have a budget are remembered.

/// A line of times; `reference` may be null.
void meetBudget(const std::string& what, std::uint64_t notes, const Figures& ours, const Figures* reference);
/// A line of one value.
void meetBudget(const std::string& what, std::uint64_t notes, double value, double ratio);
/// What a figure that is over its budget is made of, measured in the same run; told behind it. Of times it is
/// the processor's share where nothing more is said.
void explainBudget(const std::string& what, std::uint64_t notes, const std::string& madeOf);

/// Prints a line for each budget that was met or not: JSON with "budget", "notes", "limit", "measured",
/// "outcome"
/// ("PASS" or "OVER") and, where it is over, "made_of". Returns how many are over without an explanation.
[[nodiscard]] int printBudgets();

} // namespace lockleaf::test
