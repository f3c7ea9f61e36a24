// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/thinning.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <random>
#include <set>

using namespace lockleaf;

namespace {

constexpr Timestamp hour = 3'600'000;
constexpr Timestamp day = 24 * hour;
constexpr Timestamp noon = 1'700'049'600'000; ///< 2023-11-15 12:00 UTC
constexpr std::chrono::minutes utc{0};

/// Versions made at these times, of which the one kept last comes first.
std::vector<RevisionRow> madeAt(const std::vector<Timestamp>& times)
{
    std::vector<RevisionRow> rows;
    for (std::size_t i = 0; i < times.size(); ++i) {
        RevisionRow row;
        row.summary.made = times[i];
        row.summary.kept = static_cast<Timestamp>(times.size() - i);
        rows.push_back(row);
    }
    return rows;
}

std::vector<std::size_t> gone(const std::vector<Timestamp>& times, Timestamp now,
                              std::chrono::minutes utcOffset = utc)
{
    return fallingAway(madeAt(times), now, utcOffset);
}

std::vector<Timestamp> without(const std::vector<Timestamp>& times, const std::vector<std::size_t>& falling)
{
    std::vector<Timestamp> left;
    for (std::size_t i = 0; i < times.size(); ++i)
        if (!std::ranges::binary_search(falling, i))
            left.push_back(times[i]);
    return left;
}

using Indexes = std::vector<std::size_t>;

} // namespace

class ThinningTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesTheLastDayAlone()
    {
        QCOMPARE(gone({}, noon), Indexes{});
        QCOMPARE(gone({noon, noon - 1, noon - hour, noon - day + 1}, noon), Indexes{});
        QCOMPARE(gone({noon + day, noon + day, noon + 400 * day}, noon), Indexes{}); // a clock that was ahead
    }

    void leavesTheLastOfEachDay()
    {
        // 11:00 and 13:00 of yesterday: only the second is the last of its day, and it is 23 hours old.
        QCOMPARE(gone({noon - day + hour, noon - day - hour}, noon), Indexes{1});
        const Timestamp before = noon - 5 * day;
        QCOMPARE(gone({before + 2 * hour, before + hour, before}, noon), (Indexes{1, 2}));
        QCOMPARE(gone({before, before - day}, noon), Indexes{});
    }

    void leavesTheLastOfEachMonth()
    {
        const Timestamp lastOfSeptember = noon - 46 * day; // 2023-09-30
        QCOMPARE(gone({lastOfSeptember, lastOfSeptember - day, lastOfSeptember - 29 * day}, noon),
                 (Indexes{1, 2}));
        QCOMPARE(gone({lastOfSeptember + day, lastOfSeptember}, noon), Indexes{}); // two months
        // 20 October is in its last 30 days, 10 October is not, and not the last of October.
        QCOMPARE(gone({noon - 26 * day, noon - 36 * day}, noon), Indexes{1});
    }

    void whatCountsIsTheTextAndNotTheKeeping()
    {
        // Kept first, though its text is the later one.
        QCOMPARE(gone({noon - 3 * day, noon - 3 * day + hour}, noon), Indexes{0});
        // Of two of one time the one kept later.
        QCOMPARE(gone({noon - 3 * day, noon - 3 * day}, noon), Indexes{1});
    }

    void daysAreThoseOfThePlace()
    {
        const Timestamp evening = noon - 3 * day + 10 * hour; // 22:00 UTC, and two hours later
        const std::vector<Timestamp> times{evening + 3 * hour, evening};
        QCOMPARE(gone(times, noon), Indexes{});
        QCOMPARE(gone(times, noon, std::chrono::minutes{-8 * 60}), Indexes{1});
        QCOMPARE(gone(times, noon, std::chrono::minutes{2 * 60}), Indexes{1});
        QCOMPARE(gone({evening, evening - hour}, noon, std::chrono::minutes{2 * 60}), Indexes{});
    }

    void standsTimesOfNoCalendar()
    {
        constexpr Timestamp first = std::numeric_limits<Timestamp>::min();
        constexpr Timestamp last = std::numeric_limits<Timestamp>::max();
        QCOMPARE(gone({last, first + 1, first}, noon), Indexes{2});
        QCOMPARE(gone({first + 1, first}, noon, std::chrono::minutes{-720}), Indexes{1});
    }

    /// Thinning every now and then leaves what one thinning at the end leaves.
    void doesNotDependOnItsTimes()
    {
        std::mt19937_64 random(20231115);
        for (int round = 0; round < 200; ++round) {
            std::vector<Timestamp> all;
            for (int i = 0; i < 60; ++i)
                all.push_back(noon -
                              static_cast<Timestamp>(random() % (round % 2 == 0 ? 90 * day : 3 * day)));
            std::ranges::sort(all, std::greater<>{});
            const std::chrono::minutes offset{static_cast<int>(random() % 1440) - 720};
            std::vector<Timestamp> often = all;
            Timestamp now = noon;
            for (int i = 0; i < 5; ++i) {
                now += static_cast<Timestamp>(random() % (20 * day));
                often = without(often, gone(often, now, offset));
            }
            QCOMPARE(often, without(all, gone(all, now, offset)));
        }
    }
};

QTEST_GUILESS_MAIN(ThinningTest)
#include "thinning_test.moc"
