// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/sleep_inhibitor.h"
#include "tests/roles/fake_bus.h"

#include <QTest>

using namespace lockleaf::app;
using namespace lockleaf::test;

namespace {

struct Scene
{
    FakeBus bus;
    SleepInhibitor inhibitor{bus};

    /// Something is open and its inhibition held.
    explicit Scene(Inhibition& inhibition)
    {
        bus.appear(logindName);
        inhibitor.setWanted(true);
        bus.answer(u"Inhibit"_s, inhibition.give());
    }
};

} // namespace

class SleepInhibitorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itDelaysSleepWhileSomethingIsOpen()
    {
        FakeBus bus;
        SleepInhibitor inhibitor{bus};
        bus.appear(logindName);
        QVERIFY(bus.calls.isEmpty());
        inhibitor.setWanted(true);
        QCOMPARE(bus.calls.size(), 1);
        QCOMPARE(bus.calls[0].arguments[0].toString(), u"sleep"_s);
        QCOMPARE(bus.calls[0].arguments[3].toString(), u"delay"_s);
        Inhibition inhibition;
        QVERIFY(bus.answer(u"Inhibit"_s, inhibition.give()));
        QVERIFY(inhibitor.isHeld() && !inhibition.isReleased());
        inhibitor.setWanted(false);
        QVERIFY(!inhibitor.isHeld() && inhibition.isReleased());
    }

    void aSleepThatIsComingFindsItHeldUntilAllHasEnded()
    {
        Inhibition inhibition;
        Scene scene{inhibition};
        scene.inhibitor.handleSleep(true);
        QVERIFY(!inhibition.isReleased());
        scene.inhibitor.setWanted(false);
        QVERIFY(inhibition.isReleased());
    }

    void afterTheSleepItIsTakenAgain()
    {
        Inhibition inhibition;
        Scene scene{inhibition};
        scene.inhibitor.handleSleep(true);
        scene.inhibitor.setWanted(false);
        scene.inhibitor.setWanted(true); // opened while the computer is falling asleep: too late for that one
        QVERIFY(scene.bus.calls.isEmpty());
        scene.inhibitor.handleSleep(false);
        Inhibition next;
        QVERIFY(scene.bus.answer(u"Inhibit"_s, next.give()));
        QVERIFY(scene.inhibitor.isHeld());
    }

    void oneThatComesTooLateIsClosedAtOnce()
    {
        FakeBus bus;
        SleepInhibitor inhibitor{bus};
        bus.appear(logindName);
        inhibitor.setWanted(true);
        inhibitor.setWanted(false);
        Inhibition inhibition;
        QVERIFY(bus.answer(u"Inhibit"_s, inhibition.give()));
        QVERIFY(!inhibitor.isHeld() && inhibition.isReleased());
    }

    void aRefusalIsNoHarmAndIsAskedAgainNextTime()
    {
        FakeBus bus;
        SleepInhibitor inhibitor{bus};
        bus.appear(logindName);
        inhibitor.setWanted(true);
        QVERIFY(bus.refuse(u"Inhibit"_s));
        QVERIFY(!inhibitor.isHeld());
        inhibitor.setWanted(false);
        inhibitor.setWanted(true);
        QVERIFY(bus.waits(u"Inhibit"_s));
    }

    void aLogindThatIsNewIsToldOfIt()
    {
        Inhibition first;
        Scene scene{first};
        scene.inhibitor.handleSleep(true);
        scene.bus.vanish(logindName);
        QVERIFY(scene.inhibitor.isHeld());
        scene.bus.appear(logindName);
        Inhibition second;
        QVERIFY(scene.bus.answer(u"Inhibit"_s, second.give()));
        QVERIFY(first.isReleased() && !second.isReleased());
    }

    void withoutLogindNothingIsAsked()
    {
        FakeBus bus;
        SleepInhibitor inhibitor{bus};
        inhibitor.setWanted(true);
        inhibitor.handleSleep(true);
        inhibitor.handleSleep(false);
        QVERIFY(bus.calls.isEmpty());
    }

    void anAnswerWithoutADescriptorIsNone()
    {
        FakeBus bus;
        SleepInhibitor inhibitor{bus};
        bus.appear(logindName);
        inhibitor.setWanted(true);
        QVERIFY(bus.answer(u"Inhibit"_s, {u"/etc/passwd"_s}));
        QVERIFY(!inhibitor.isHeld());
    }
};

QTEST_GUILESS_MAIN(SleepInhibitorTest)
#include "sleep_inhibitor_test.moc"
