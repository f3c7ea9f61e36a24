// SPDX-License-Identifier: GPL-3.0-or-later
// Tampers with a vault in every way at every place, and says who notices.
// Usage: tamper_torture [SHARE [SEED [NAME]]]  one in SHARE of the places (1: all) of the ways whose name has
// NAME
//        tamper_torture --only WAY:PLACE:SEED  repeats what a failure names
#include "tests/torture/calling.h"
#include "tests/torture/tamper_look.h"
#include "tests/torture/tamper_ways.h"
#include "tests/torture/torture.h"

#include <array>
#include <chrono>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr int mostTold = 20;
constexpr std::uint64_t leastPlaces = 2; ///< Of each way, where only a share is tried.

using Counts = std::array<std::uint64_t, outcomes>;

struct Total
{
    Counts counts{};
    std::uint64_t failures = 0;
    std::map<std::string, std::uint64_t> reasons; ///< Why something was harmless.
    std::map<const TamperStage*, KnownLooks> known;
};

std::uint64_t mixed(std::uint64_t number)
{
    number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9U;
    number = (number ^ (number >> 27)) * 0x94D049BB133111EBU;
    return number ^ (number >> 31);
}

/// One way at one place; what is wrong, empty for nothing.
std::string tryPlace(const Way& way, std::size_t place, std::uint64_t seed, Counts& counts, Total& total,
                     std::string& where)
{
    std::mt19937_64 random(mixed(seed + place));
    const TamperStage& stage = *way.stage;
    Pieces pieces = stage.now;
    where = way.apply(pieces, place, random);
    if (pieces.files == stage.now.files)
        return {};
    // Single octets are many: one in eight of them is looked at once more.
    const bool thoroughly = way.harmless == nullptr || mixed(place) % 8 == 0;
    const Look look = lookAt(stage, pieces, total.known[&stage], thoroughly);
    if (!look.wrong.empty())
        return look.wrong;
    ++counts[static_cast<std::size_t>(look.seen)];
    if (look.seen != Seen::Harmless || way.harmless == nullptr)
        return {};
    const std::string reason = way.harmless(place);
    ++total.reasons[reason];
    return reason.empty() ? "nobody notices, and it is not known why that should be harmless" : "";
}

void tryWay(std::size_t number, const Way& way, std::uint64_t share, std::uint64_t seed, Total& total)
{
    static int told = 0;
    Counts counts{};
    std::uint64_t here = 0;
    const std::uint64_t step =
        std::max<std::uint64_t>(1, std::min<std::uint64_t>(share, way.places / leastPlaces));
    for (std::size_t place = mixed(seed + number) % step; place < way.places; place += step, ++here) {
        std::string where;
        const std::string wrong = tryPlace(way, place, seed, counts, total, where);
        if (wrong.empty())
            continue;
        ++total.failures;
        if (told++ < mostTold)
            std::printf("WRONG: %s, %s: %s\n    repeat: tamper_torture --only %zu:%zu:%llu\n",
                        way.name.c_str(), where.c_str(), wrong.substr(0, 400).c_str(), number, place,
                        static_cast<unsigned long long>(seed));
    }
    std::printf("%-76s %6llu", way.name.c_str(), static_cast<unsigned long long>(here));
    for (std::size_t i = 0; i < outcomes; ++i) {
        std::printf(" %8llu", static_cast<unsigned long long>(counts[i]));
        total.counts[i] += counts[i];
    }
    std::printf("\n");
}

int repeatOne(const Ways& ways, const std::vector<std::string>& which)
{
    require(which.size() == 3, "WAY:PLACE:SEED");
    const std::size_t way = std::stoul(which[0]);
    const std::size_t place = std::stoul(which[1]);
    const std::uint64_t seed = std::stoull(which[2]);
    require(way < ways.size() && place < ways[way].places, "no such place");
    Counts counts{};
    Total total;
    std::string where;
    const std::string wrong = tryPlace(ways[way], place, seed, counts, total, where);
    std::printf("%s, %s: %s\n", ways[way].name.c_str(), where.c_str(),
                wrong.empty() ? "nothing wrong" : wrong.c_str());
    return wrong.empty() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    const Calling calling = calledWith(argc, argv, 1);
    const std::uint64_t share = std::max<std::uint64_t>(1, calling.count);
    const TamperStage stage(5);
    const TamperStage changed(6, TamperStage::Keys::Changed);
    Ways ways;
    for (const TamperStage* const one : {&stage, &changed}) {
        KnownLooks none;
        const Look untouched = lookAt(*one, one->now, none);
        require(untouched.seen == Seen::Harmless && untouched.wrong.empty(),
                "something is noticed where nothing was done: " + untouched.wrong);
        std::ranges::move(waysOf(*one), std::back_inserter(ways));
    }
    if (calling.only)
        return repeatOne(ways, *calling.only);
    std::printf("one in %llu\n%-76s %6s %8s %8s %8s %8s %8s %8s %8s\n",
                static_cast<unsigned long long>(share), "noticed", "", "opening", "notice", "reading",
                "backgr.", "verify", "repaired", "harmless");
    Total total;
    for (std::size_t i = 0; i < ways.size(); ++i)
        if (ways[i].places > 0 && calling.covers(ways[i].name))
            tryWay(i, ways[i], share, calling.seed, total);
    for (const auto& [reason, times] : total.reasons)
        if (!reason.empty())
            std::printf("harmless, %llu: %s\n", static_cast<unsigned long long>(times), reason.c_str());
    std::uint64_t all = total.failures;
    for (const std::uint64_t count : total.counts)
        all += count;
    const auto count = [&](Seen seen) {
        return static_cast<unsigned long long>(total.counts[static_cast<std::size_t>(seen)]);
    };
    std::printf(
        "%llu changes in %.0f s: noticed at opening %llu, by a notice %llu, at reading %llu, in the "
        "background %llu, "
        "by verify %llu; repaired %llu, harmless %llu; %llu wrong texts or losses that nobody noticed\n",
        static_cast<unsigned long long>(all), calling.seconds(), count(Seen::AtOpening),
        count(Seen::ByNotice), count(Seen::AtReading), count(Seen::InBackground), count(Seen::ByVerify),
        count(Seen::Repaired), count(Seen::Harmless), static_cast<unsigned long long>(total.failures));
    return total.failures == 0 ? 0 : 1;
}
