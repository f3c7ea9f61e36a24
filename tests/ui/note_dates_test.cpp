// SPDX-License-Identifier: GPL-3.0-or-later
// The words for dates, and the days they fall on, where the clock is put forward and back.
#include "ui/models/note_dates.h"

#include <QLocale>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <random>

using namespace lockleaf;
using namespace Qt::StringLiterals;

namespace {

QDateTime at(int year, int month, int day, int hour, int minute, int second = 0)
{
    return QDateTime(QDate(year, month, day), QTime(hour, minute, second));
}

QString shortTime(const QDateTime& when, const QDateTime& now)
{
    return ui::note_dates::shortTime(when.toMSecsSinceEpoch(), now);
}

} // namespace

class NoteDatesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Written out, so that it needs no file of zones: Central Europe.
        qputenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3");
        ::tzset();
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    }
    void wordsOfTheList();
    void nowIsAMinute();
    void daysAreThoseOfTheClock();
};

void NoteDatesTest::wordsOfTheList()
{
    const QDateTime now = at(2026, 5, 13, 12, 0);
    QCOMPARE(shortTime(at(2026, 5, 13, 0, 0), now), u"00:00"_s);
    QCOMPARE(shortTime(at(2026, 5, 13, 10, 42), now), u"10:42"_s);
    QCOMPARE(shortTime(at(2026, 5, 12, 23, 59), now), u"Yesterday"_s);
    QCOMPARE(shortTime(at(2026, 5, 11, 1, 0), now), u"Mon"_s);
    QCOMPARE(shortTime(at(2026, 5, 6, 1, 0), now), u"6 May"_s);
    QCOMPARE(shortTime(at(2025, 5, 13, 12, 0), now), u"13 May 2025"_s);
    QCOMPARE(shortTime(at(2026, 5, 14, 12, 0), now), u"14 May"_s);
}

void NoteDatesTest::nowIsAMinute()
{
    const QDateTime midnight = at(2026, 5, 13, 0, 0, 20);
    QCOMPARE(shortTime(at(2026, 5, 12, 23, 59, 21), midnight), u"now"_s);
    QCOMPARE(shortTime(at(2026, 5, 12, 23, 59, 20), midnight), u"Yesterday"_s);
    QCOMPARE(shortTime(at(2026, 5, 13, 0, 1, 19), midnight), u"now"_s);
    // A clock that was put back shows the same hour twice: an hour ago is not now.
    const qint64 second = at(2026, 10, 25, 4, 0).toMSecsSinceEpoch() - 90 * 60'000; // 02:30 again
    const QDateTime again = QDateTime::fromMSecsSinceEpoch(second);
    QCOMPARE(again.time(), QTime(2, 30));
    QCOMPARE(ui::note_dates::shortTime(second - 3'600'000, again), u"02:30"_s);
    QCOMPARE(ui::note_dates::shortTime(second - 30'000, again), u"now"_s);
}

void NoteDatesTest::daysAreThoseOfTheClock()
{
    std::mt19937_64 random(7);
    std::vector<Timestamp> dates;
    const qint64 first = at(2024, 1, 1, 0, 0).toMSecsSinceEpoch();
    for (int i = 0; i < 2'000; ++i)
        dates.push_back(first + static_cast<qint64>(random() % (3ULL * 366 * 86'400'000)));
    for (const QDate change : {QDate(2026, 3, 29), QDate(2026, 10, 25)}) // 23 and 25 hours long
        for (int quarter = -8; quarter < 4 * 34; ++quarter)
            for (const qint64 beside : {-1, 0, 1})
                dates.push_back(change.startOfDay().toMSecsSinceEpoch() + quarter * 900'000LL + beside);
    for (const bool sorted : {false, true}) {
        if (sorted)
            std::ranges::sort(dates);
        const ui::LocalDays days;
        for (const Timestamp when : dates)
            QCOMPARE(days.dayOf(when), QDateTime::fromMSecsSinceEpoch(when).date());
    }
    // What a damaged or forged note may bear.
    const ui::LocalDays days;
    for (const Timestamp when : {INT64_MIN, Timestamp{-1}, INT64_MAX, Timestamp{0}, INT64_MIN}) {
        QCOMPARE(days.dayOf(when), QDateTime::fromMSecsSinceEpoch(when).date());
        (void)ui::note_dates::shortTime(when, at(2026, 5, 13, 12, 0), days);
        (void)ui::note_dates::group(when, false, at(2026, 5, 13, 12, 0), days);
    }
}

QTEST_GUILESS_MAIN(NoteDatesTest)
#include "note_dates_test.moc"
