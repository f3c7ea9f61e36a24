// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/iso_time.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace lockleaf {

std::string isoTime(Timestamp time)
{
    using namespace std::chrono;
    constexpr sys_time<milliseconds> first = sys_days{year{0} / January / 1};
    constexpr sys_time<milliseconds> last = sys_days{year{10000} / January / 1} - milliseconds{1};
    const sys_time<milliseconds> moment{milliseconds{
        std::clamp<Timestamp>(time, first.time_since_epoch().count(), last.time_since_epoch().count())}};
    const auto day = floor<days>(moment);
    const year_month_day date{day};
    const hh_mm_ss clock{moment - day};
    std::array<char, 32> text{};
    const int size = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02ld:%02ld:%02ld.%03ldZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<long>(clock.hours().count()), static_cast<long>(clock.minutes().count()),
        static_cast<long>(clock.seconds().count()), static_cast<long>(clock.subseconds().count()));
    return {text.data(), static_cast<std::size_t>(size)};
}

} // namespace lockleaf
