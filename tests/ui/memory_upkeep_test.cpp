// SPDX-License-Identifier: GPL-3.0-or-later
// What was read from an open vault is let go of when nobody waits.
#include "tests/ui/window_fixture.h"
#include "ui/vault/memory_upkeep.h"

#include <QSignalSpy>

using namespace lockleaf;
using namespace std::chrono_literals;

class MemoryUpkeepTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forgetsWhenNobodyWaits();
    void waitsForWhoWorksAndNotForEver();
    void doesNothingOnceStopped();
};

void MemoryUpkeepTest::forgetsWhenNobodyWaits()
{
    test::VaultFixture fixture;
    ui::VaultSession session(fixture.open());
    ui::MemoryUpkeep upkeep(session);
    upkeep.setTimes(0ms, 1h);
    QSignalSpy forgotten(&upkeep, &ui::MemoryUpkeep::forgotten);
    upkeep.start(1ms);
    QTRY_VERIFY(forgotten.size() >= 2);
}

void MemoryUpkeepTest::waitsForWhoWorksAndNotForEver()
{
    test::VaultFixture fixture;
    ui::VaultSession session(fixture.open());
    ui::MemoryUpkeep upkeep(session);
    QSignalSpy forgotten(&upkeep, &ui::MemoryUpkeep::forgotten);
    upkeep.setTimes(1h, 1h);
    QTimer rounds;
    QSignalSpy passed(&rounds, &QTimer::timeout);
    upkeep.start(1ms);
    rounds.start(1ms);
    QTRY_VERIFY(passed.size() >= 20);
    QCOMPARE(forgotten.size(), 0);
    upkeep.setTimes(1h, 0ms);
    QTRY_VERIFY(forgotten.size() >= 1);
}

void MemoryUpkeepTest::doesNothingOnceStopped()
{
    test::VaultFixture fixture;
    ui::VaultSession session(fixture.open());
    ui::MemoryUpkeep upkeep(session);
    upkeep.setTimes(0ms, 0ms);
    QSignalSpy forgotten(&upkeep, &ui::MemoryUpkeep::forgotten);
    upkeep.start(1ms);
    upkeep.stop();
    QTimer rounds;
    QSignalSpy passed(&rounds, &QTimer::timeout);
    rounds.start(1ms);
    QTRY_VERIFY(passed.size() >= 20);
    QCOMPARE(forgotten.size(), 0);
}

QTEST_MAIN(MemoryUpkeepTest)
#include "memory_upkeep_test.moc"
