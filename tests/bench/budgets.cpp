// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/budgets.h"

#include <array>
#include <cstdio>
#include <cstring>

namespace lockleaf::test {

namespace {

enum class Measure {
    Median,
    Late,  ///< 95th percentile.
    Ratio, ///< To the reference.
    Value,
    AtLeast, ///< A value that may not be smaller.
};

struct Budget
{
    const char* begins; ///< Figures whose name begins so, or is this one.
    Measure measure = Measure::Value;
    double limit = 0;
    double limitAtMillion = 0; ///< From 1,000,000 notes on; 0: the same.
};

constexpr std::array budgets{
    Budget{"open to first list", Measure::Median, 60},
    Budget{"durable save", Measure::Ratio, 1.3},
    Budget{"durable save", Measure::Late, 5},
    Budget{"durable save while typing", Measure::Ratio, 1.3},
    Budget{"durable save while typing", Measure::Late, 5},
    Budget{"save while *", Measure::Late, 100},
    Budget{"import, notes a second", Measure::AtLeast, 4000},
    Budget{"import, beside FTS5 with beginnings", Measure::Ratio, 1.5},
    Budget{"file size", Measure::Value, 2},
    Budget{"search, a word*", Measure::Late, 5, 10},
    Budget{"ranked search", Measure::Late, 50},
    Budget{"opening one note", Measure::Median, 1},
    Budget{"archive of all notes, beside tar through age", Measure::Ratio, 1},
    Budget{"archive of a large file, beside tar through age", Measure::Ratio, 2},
};

struct Met
{
    const Budget* budget = nullptr;
    std::string what;
    std::uint64_t notes = 0;
    double limit = 0;
    double measured = 0;
    std::string madeOf;

    [[nodiscard]] bool holds() const
    {
        return budget->measure == Measure::AtLeast ? measured >= limit : measured <= limit;
    }
};

std::vector<Met>& met()
{
    static std::vector<Met> all;
    return all;
}

bool isFor(const Budget& budget, const std::string& what)
{
    const std::size_t length = std::strlen(budget.begins);
    return budget.begins[length - 1] == '*' ? what.compare(0, length - 1, budget.begins, length - 1) == 0
                                            : what == budget.begins;
}

const char* name(Measure measure)
{
    switch (measure) {
    case Measure::Median:
        return "median";
    case Measure::Late:
        return "95th percentile";
    case Measure::Ratio:
        return "times the reference";
    case Measure::Value:
        return "at most";
    case Measure::AtLeast:
        return "at least";
    }
    return "";
}

void meet(const std::string& what, std::uint64_t notes, Measure measure, double measured,
          const std::string& madeOf = {})
{
    constexpr std::uint64_t million = 1'000'000;
    for (const Budget& budget : budgets)
        if (budget.measure == measure && isFor(budget, what))
            met().push_back(
                {&budget, what, notes,
                 notes >= million && budget.limitAtMillion > 0 ? budget.limitAtMillion : budget.limit,
                 measured, madeOf});
}

} // namespace

void meetBudget(const std::string& what, std::uint64_t notes, const Figures& ours, const Figures* reference)
{
    char text[200];
    std::snprintf(text, sizeof text, "median %.2f ms, %.2f ms of them of the processor", ours.p50, ours.cpu);
    std::string madeOf = text;
    if (reference != nullptr) {
        std::snprintf(text, sizeof text, " (reference %.2f, %.2f; its 95th percentile %.2f)", reference->p50,
                      reference->cpu, reference->p95);
        madeOf += text;
    }
    meet(what, notes, Measure::Median, ours.p50, madeOf);
    meet(what, notes, Measure::Late, ours.p95, madeOf);
    if (reference != nullptr)
        meet(what, notes, Measure::Ratio, ours.p50 / reference->p50, madeOf);
}

void meetBudget(const std::string& what, std::uint64_t notes, double value, double ratio)
{
    meet(what, notes, Measure::Value, value);
    meet(what, notes, Measure::AtLeast, value);
    meet(what, notes, Measure::Ratio, ratio);
}

void explainBudget(const std::string& what, std::uint64_t notes, const std::string& madeOf)
{
    for (Met& one : met())
        if (one.what == what && one.notes == notes)
            one.madeOf = madeOf;
}

int printBudgets()
{
    int unexplained = 0;
    for (const Met& one : met()) {
        std::printf(
            "{\"budget\":\"%s, %s\",\"notes\":%llu,\"limit\":%.2f,\"measured\":%.2f,\"outcome\":\"%s\"",
            one.what.c_str(), name(one.budget->measure), static_cast<unsigned long long>(one.notes),
            one.limit, one.measured, one.holds() ? "PASS" : "OVER");
        if (!one.holds()) {
            unexplained += one.madeOf.empty() ? 1 : 0;
            std::printf(",\"made_of\":\"%s\"", one.madeOf.c_str());
        }
        std::puts("}");
    }
    return unexplained;
}

} // namespace lockleaf::test
