// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/idle_clock.h"

#include <QSignalSpy>
#include <QTest>

#include <utility>

using namespace lockleaf::app;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds wholeMinute = 60s;
constexpr quint32 minuteInSeconds = 60;

// A clock whose time a test makes, and what it told.
struct Stage
{
    milliseconds time{0};
    milliseconds step{0}; // passes before each look
    milliseconds leap{0}; // passes once, after the next look
    IdleClock clock{nullptr, [this] { return look(); }};
    QSignalSpy warned{&clock, &IdleClock::warned};
    QSignalSpy withdrawn{&clock, &IdleClock::warningWithdrawn};
    QSignalSpy expired{&clock, &IdleClock::expired};

    milliseconds look()
    {
        const milliseconds seen = time + step;
        time = seen + std::exchange(leap, 0ms);
        return seen;
    }
};

} // namespace

class IdleClockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCountdownNamesEverySecond()
    {
        Stage stage;
        stage.clock.setRule(minuteInSeconds, true);
        // Each word leaps to just before the next one, so that no second has to pass in earnest.
        connect(&stage.clock, &IdleClock::warned, this,
                [&stage](quint32 left) { stage.time = wholeMinute - milliseconds{(left - 1) * 1s} - 2ms; });
        stage.time = -1ms;
        stage.step = 1ms;
        stage.leap = 29'990ms;
        stage.clock.start();
        QTRY_COMPARE(stage.expired.count(), 1);
        QList<quint32> told;
        for (const QVariantList& each : std::as_const(stage.warned))
            told.append(each[0].toUInt());
        QList<quint32> expected;
        for (quint32 left = 30; left > 0; --left)
            expected.append(left);
        QCOMPARE(told, expected);
        QCOMPARE(stage.withdrawn.count(), 0);
    }

    void withoutAWarningNothingIsCounted()
    {
        Stage stage;
        stage.clock.setRule(minuteInSeconds, false);
        stage.leap = 59'999ms;
        stage.step = 1ms;
        stage.clock.start();
        QTRY_COMPARE(stage.expired.count(), 1);
        QCOMPARE(stage.warned.count(), 0);
    }

    void activityInTimePutsItOff()
    {
        Stage stage;
        stage.clock.setRule(minuteInSeconds, true);
        stage.clock.start();
        stage.time = wholeMinute - 1ms;
        stage.clock.noticeActivity();
        stage.time += wholeMinute - 1ms;
        stage.clock.noticeActivity();
        QCOMPARE(stage.expired.count(), 0);
    }

    void activityElsewhereCountsFromWhenItWas()
    {
        Stage stage;
        stage.clock.setRule(minuteInSeconds, true);
        stage.clock.start();
        QCOMPARE(stage.clock.timeLeft(), std::optional(wholeMinute));
        stage.time = 50s;
        stage.clock.noticeActivityBefore(20s);
        QCOMPARE(stage.clock.timeLeft(), std::optional(milliseconds{40s}));
        stage.clock.noticeActivityBefore(30s); // known to be earlier than the last
        QCOMPARE(stage.clock.timeLeft(), std::optional(milliseconds{40s}));
        stage.time = 91s;
        stage.clock.noticeActivityBefore(0ms);
        QCOMPARE(stage.expired.count(), 1); // too late
        QCOMPARE(stage.clock.timeLeft(), std::nullopt);
    }

    // The computer slept for hours, and what wakes it is read before the timer is.
    void activityAfterItsTimeDoesNotSaveTheSession()
    {
        Stage stage;
        stage.clock.setRule(minuteInSeconds, true);
        stage.clock.start();
        stage.time = 2h;
        stage.clock.noticeActivity();
        QCOMPARE(stage.expired.count(), 1);
        stage.clock.noticeActivity();
        QCOMPARE(stage.expired.count(), 1);
    }

    void anotherRuleAfterItsTimeDoesNotSaveTheSession()
    {
        Stage stage;
        stage.clock.setRule(minuteInSeconds, true);
        stage.clock.start();
        stage.time = wholeMinute;
        connect(&stage.clock, &IdleClock::expired, this,
                [&stage] { QCOMPARE(stage.clock.idleSeconds(), minuteInSeconds); });
        stage.clock.setRule(0, true);
        QCOMPARE(stage.expired.count(), 1);
        QCOMPARE(stage.clock.idleSeconds(), 0U);
    }

    void aClockThatStandsDoesNotExpire()
    {
        Stage stage;
        stage.clock.setRule(minuteInSeconds, true);
        stage.clock.start();
        stage.clock.stop();
        stage.time = 2h;
        stage.clock.noticeActivity();
        QCOMPARE(stage.expired.count(), 0);
    }
};

QTEST_GUILESS_MAIN(IdleClockTest)
#include "idle_clock_test.moc"
