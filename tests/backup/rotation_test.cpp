// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/generation_name.h"
#include "core/backup/rotation.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace lockleaf;

namespace {

constexpr Timestamp hour = 3'600'000;
constexpr Timestamp day = 24 * hour;
constexpr Timestamp start = 1'795'000'000'000; // in November 2026
constexpr Timestamp in2040 = 2'222'000'000'000;
constexpr std::chrono::minutes utc{0};

KeptGeneration generation(Timestamp made, std::uint64_t notes = 100)
{
    return {made, BackupReason::Scheduled, notes, notes * 1000, 0, false};
}

/// Backups made one after the other, each of which may take one away.
class Course
{
public:
    std::vector<KeptGeneration> kept;
    /// Returns what fell away.
    std::optional<KeptGeneration> make(KeptGeneration next)
    {
        kept.push_back(next);
        const auto falling = fallsAway(kept, utc);
        if (!falling)
            return std::nullopt;
        const KeptGeneration gone = kept[*falling];
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(*falling));
        return gone;
    }
    [[nodiscard]] bool has(Timestamp made) const
    {
        return std::ranges::find(kept, made, &KeptGeneration::made) != kept.end();
    }
};

} // namespace

class RotationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsHoursDaysWeeksAndMonths()
    {
        Course course;
        for (int i = 0; i < 24 * 500; ++i)
            course.make(generation(start + i * hour));
        const Timestamp now = start + (24 * 500 - 1) * hour;
        for (int i = 0; i < 24; ++i)
            QVERIFY(course.has(now - i * hour));
        QVERIFY(course.kept.size() >= 24 + 6 + 3 + 9);
        QVERIFY(course.kept.size() <= 24 + 7 + 5 + 12);
        std::set<Timestamp> days;
        std::set<Timestamp> months;
        for (const KeptGeneration& one : course.kept) {
            days.insert(one.made / day);
            months.insert(one.made / (30 * day));
        }
        QVERIFY(days.size() >= 7 + 4 + 10);
        QVERIFY(months.size() >= 11);
    }

    void oneRunTakesOneAndNeverTheNewest()
    {
        std::mt19937_64 random(7);
        for (int round = 0; round < 300; ++round) {
            std::vector<KeptGeneration> kept;
            const std::size_t count = 1 + random() % 80;
            for (std::size_t i = 0; i < count; ++i) { // clocks of any kind
                KeptGeneration one = generation(static_cast<Timestamp>(random() % 4'000'000'000'000ULL));
                if (random() % 3 == 0)
                    one = generation(start + static_cast<Timestamp>(i) * hour / 2);
                one.reason = static_cast<BackupReason>(1 + random() % 5);
                kept.push_back(one);
            }
            const auto falling = fallsAway(kept, utc);
            QVERIFY(!falling || *falling + 1 < kept.size());
            QCOMPARE(falling, fallsAway(kept, utc)); // nothing but what it is given
            if (falling) // what falls away has a later one of its hour, or 24 later hours
                QVERIFY(kept.size() > 1);
        }
    }

    void aClockThatJumpsAgesNothing()
    {
        Course course;
        for (int i = 0; i < 24 * 60; ++i)
            course.make(generation(start + i * hour));
        const std::vector<KeptGeneration> before = course.kept;
        course.make(generation(in2040));
        std::size_t left = 0;
        for (const KeptGeneration& one : before)
            left += course.has(one.made) ? 1U : 0U;
        QVERIFY(left + 1 >= before.size());
        // Back at the right time, the one of 2040 does not push the others out.
        course.make(generation(start + 24 * 60 * hour));
        left = 0;
        for (const KeptGeneration& one : before)
            left += course.has(one.made) ? 1U : 0U;
        QVERIFY(left + 2 >= before.size());
        // And a clock of 1970 at each start: the newest stays, and so do the days of before.
        for (int i = 0; i < 50; ++i)
            course.make(generation(i * 1000));
        QCOMPARE(course.kept.back().made, Timestamp{49 * 1000});
        std::set<Timestamp> days;
        for (const KeptGeneration& one : course.kept)
            days.insert(one.made / day);
        QVERIFY(days.size() >= 8);
    }

    void thoseBeforeAKeyChangeStay()
    {
        Course course;
        KeptGeneration special = generation(start);
        special.reason = BackupReason::BeforeKeyChange;
        course.make(special);
        for (int i = 1; i < 24 * 89; ++i)
            course.make(generation(start + i * hour));
        QVERIFY(course.has(start));
        for (int i = 24 * 89; i < 24 * 140; ++i)
            course.make(generation(start + i * hour));
        // After 90 days it rotates as others: it may stay as the last of its month.
        KeptGeneration second = generation(start + 24 * 140 * hour);
        second.reason = BackupReason::BeforeKeyChange;
        course.make(second);
        course.make(generation(in2040)); // a clock that is wrong
        course.make(generation(in2040 + hour));
        course.make(generation(in2040 + 2 * hour));
        QVERIFY(course.has(second.made));
    }

    void ofThoseBeforeDeletionsTheLastTenStay()
    {
        Course course;
        for (int i = 0; i < 200; ++i) {
            KeptGeneration one = generation(start + i * hour / 10);
            one.reason = i % 2 == 0 ? BackupReason::BeforeLargeDeletion : BackupReason::Scheduled;
            course.make(one);
        }
        const auto special =
            std::ranges::count(course.kept, BackupReason::BeforeLargeDeletion, &KeptGeneration::reason);
        QVERIFY(special >= 10);
        QVERIFY(course.kept.size() < 60);
    }

    void aSuddenShrinkHoldsWhatWasMadeBefore_data()
    {
        QTest::addColumn<quint64>("after");
        QTest::addColumn<bool>("held");
        QTest::newRow("empty") << quint64{0} << true;
        QTest::newRow("a quarter") << quint64{75} << true;
        QTest::newRow("less") << quint64{76} << false;
        QTest::newRow("more") << quint64{130} << false;
    }
    void aSuddenShrinkHoldsWhatWasMadeBefore()
    {
        QFETCH(quint64, after);
        QFETCH(bool, held);
        Course course;
        for (int i = 0; i < 100; ++i)
            course.make(generation(start + i * hour));
        const std::vector<KeptGeneration> before = course.kept;
        for (int i = 100; i < 400; ++i) {
            KeptGeneration one = generation(start + i * hour, after);
            course.make(one);
            QCOMPARE(heldBack(course.kept).has_value(), held);
        }
        std::size_t left = 0;
        for (const KeptGeneration& one : before)
            left += course.has(one.made) ? 1U : 0U;
        QCOMPARE(left == before.size(), held);
        if (!held)
            return;
        // A person says that it is right: then they may go.
        course.kept.back().accepted = true;
        QVERIFY(!heldBack(course.kept).has_value());
        for (int i = 400; i < 700; ++i)
            course.make(generation(start + i * hour, after));
        left = 0;
        for (const KeptGeneration& one : before)
            left += course.has(one.made) ? 1U : 0U;
        QVERIFY(left < before.size());
        // The next one is noticed again.
        course.make(generation(start + 701 * hour, after / 2));
        QCOMPARE(heldBack(course.kept).has_value(), after >= 20);
    }

    void smallStepsWithinADayAreAShrinkTogether()
    {
        std::vector<KeptGeneration> kept{generation(start, 1000)};
        for (int i = 1; i < 5; ++i)
            kept.push_back(generation(start + i * hour, static_cast<std::uint64_t>(1000 - i * 90)));
        QVERIFY(kept.back().notes < 750);
        const auto held = heldBack(kept);
        QVERIFY(held.has_value());
        QCOMPARE(held->last, std::size_t{1}); // 910 to 640
    }

    void aFewNotesOrWordsAreNoShrink()
    {
        QVERIFY(!isSuddenShrink(generation(0, 9), generation(0, 1)));
        QVERIFY(isSuddenShrink(generation(0, 9), generation(0, 0)));
        QVERIFY(!isSuddenShrink(generation(0, 0), generation(0, 0)));
        KeptGeneration before = generation(0);
        KeptGeneration now = before;
        before.fileBytes = 5 << 20;
        now.fileBytes = 3 << 20;
        QVERIFY(isSuddenShrink(before, now));
        now.fileBytes = 5'000'000;
        QVERIFY(!isSuddenShrink(before, now));
    }

    void isDueAfterAChangeAndAWhile()
    {
        VaultSettings settings;
        BackupListing listing;
        QVERIFY(isBackupDue(settings, listing, 0, start));
        listing.lastProven = start;
        listing.lastEpoch = 5;
        QVERIFY(!isBackupDue(settings, listing, 5, start + day));
        QVERIFY(!isBackupDue(settings, listing, 6, start + hour - 1));
        QVERIFY(isBackupDue(settings, listing, 6, start + hour));
        QVERIFY(isBackupDue(settings, listing, 6, start - 1)); // the clock was wrong, then or now
        settings.backups = false;
        QVERIFY(!isBackupDue(settings, listing, 6, start + day));
    }

    void namesSayWhenAndWhatFor()
    {
        constexpr std::chrono::minutes offset{90};
        const Timestamp made = start - start % 1000;
        for (const auto reason : {BackupReason::Scheduled, BackupReason::BeforeKeyChange,
                                  BackupReason::BeforeMigration, BackupReason::BeforeLargeDeletion}) {
            for (const unsigned copy : {1U, 2U, 30U}) {
                const std::string name = generationName("Notes", made, reason, offset, copy);
                const auto read = readGenerationName(name, "Notes", offset);
                QVERIFY2(read.has_value(), name.c_str());
                QCOMPARE(read->made, made);
                QCOMPARE(read->reason, reason);
            }
        }
        QCOMPARE(generationName("Notes", 0, BackupReason::Asked, utc, 1),
                 std::string{"Notes 1970-01-01 00-00-00.lockleaf"});
        const std::string longName(300, 'n');
        QVERIFY(generationName(longName, made, BackupReason::BeforeLargeDeletion, utc, 1).size() <= 200);
        for (const char* strange :
             {"", "Notes.lockleaf", "Notes 2026-13-01 00-00-00.lockleaf",
              "Notes 2026-01-01 25-00-00.lockleaf", "Notes 2026-01-01 00-00-00 x.lockleaf",
              "Notes 2026-01-01 00-00-00", "Other 2026-01-01 00-00-00.lockleaf"})
            QVERIFY(!readGenerationName(strange, "Notes", utc).has_value());
    }
};

QTEST_GUILESS_MAIN(RotationTest)
#include "rotation_test.moc"
