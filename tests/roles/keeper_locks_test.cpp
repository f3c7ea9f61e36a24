// SPDX-License-Identifier: GPL-3.0-or-later
// What locks besides the person and the idle clock, from the bus to the roles.
#include "app/roles/keeper/lock_rules.h"
#include "app/roles/keeper/lock_watch.h"
#include "tests/roles/fake_bus.h"
#include "tests/roles/keeper_stage.h"

#include <QElapsedTimer>
#include <QLockFile>

#include <utility>

using namespace lockleaf;
using namespace lockleaf::app;
using lockleaf::test::FakeBus;
using lockleaf::test::Inhibition;
using lockleaf::test::logindName;
using lockleaf::test::managerInterface;
using lockleaf::test::managerPath;
using lockleaf::test::processExists;
using namespace Qt::StringLiterals;

namespace {

const QString sessionPath = u"/org/freedesktop/login1/session/c1"_s;

struct Stage : test::KeeperStage
{
    FakeBus system;
    FakeBus session;
    LockWatch watch{keeper, system, session, {u"c1"_s, 1, 1}, {}};

    using KeeperStage::KeeperStage;

    void tellSleep(bool before)
    {
        system.emitSignal(managerPath, managerInterface, u"PrepareForSleep"_s, {before});
    }
    void lockScreen()
    {
        session.emitSignal(u"/ScreenSaver"_s, u"org.freedesktop.ScreenSaver"_s, u"ActiveChanged"_s, {true});
    }
    void findSession()
    {
        system.appear(logindName);
        QVERIFY(system.answer(u"GetSession"_s, {sessionPath}));
    }
    void leaveSession()
    {
        system.emitSignal(
            sessionPath, u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s,
            {u"org.freedesktop.login1.Session"_s, QVariantMap{{u"Active"_s, false}}, QStringList()});
    }
    [[nodiscard]] QString sessionLine() const { return lines()[find(u"session pid"_s)]; }
};

} // namespace

class KeeperLocksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachReasonHasASwitch()
    {
        const LockTriggers standard;
        QVERIFY(locksBy(standard, LockReason::ScreenLocked));
        QVERIFY(locksBy(standard, LockReason::Sleep));
        QVERIFY(locksBy(standard, LockReason::SessionSwitched));
        QVERIFY(!locksBy(standard, LockReason::Minimized));
        const LockTriggers turned{false, false, false, true, true};
        QVERIFY(!locksBy(turned, LockReason::ScreenLocked));
        QVERIFY(!locksBy(turned, LockReason::Sleep));
        QVERIFY(!locksBy(turned, LockReason::SessionSwitched));
        QVERIFY(locksBy(turned, LockReason::Minimized));
        for (const LockReason always : {LockReason::Person, LockReason::Idle, LockReason::KeysChanged})
            QVERIFY(locksBy(turned, always));
    }

    void whatTheDesktopTellsLocks_data()
    {
        QTest::addColumn<QString>("trigger");
        QTest::addColumn<QString>("expected");
        QTest::addRow("screen") << u"screen"_s << u"lock-screen reason=7 focus=0"_s;
        QTest::addRow("sleep") << u"sleep"_s << u"lock-screen reason=8 focus=0"_s;
        QTest::addRow("switch") << u"switch"_s << u"lock-screen reason=9 focus=0"_s;
    }

    void whatTheDesktopTellsLocks()
    {
        QFETCH(QString, trigger);
        QFETCH(QString, expected);
        Stage stage{{u"unlock-once"_s}};
        stage.findSession();
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        pull(stage, trigger);
        QTRY_VERIFY(stage.heard(u"edits outcome=0"_s));
        QVERIFY(stage.heard(expected));
        QVERIFY(!processExists(stage.sessionLine()));
    }

    void aSwitchThatIsOffIsKept_data()
    {
        QTest::addColumn<QString>("trigger");
        QTest::addColumn<QString>("word");
        QTest::addRow("screen") << u"screen"_s << u"no-screen-lock"_s;
        QTest::addRow("sleep") << u"sleep"_s << u"no-sleep"_s;
        QTest::addRow("switch") << u"switch"_s << u"no-session-switch"_s;
    }

    void aSwitchThatIsOffIsKept()
    {
        QFETCH(QString, trigger);
        QFETCH(QString, word);
        Stage stage{{u"unlock-once"_s, word}};
        stage.findSession();
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        pull(stage, trigger);
        stage.keeper.show({}, {}); // answered by a session that goes on
        QTRY_VERIFY(stage.heard(u"session show"_s));
        QVERIFY(!stage.heard(u"lock quitting"_s));
        QVERIFY(processExists(stage.sessionLine()));
    }

    void aMinimisedWindowIsLockedWhereItIsWanted()
    {
        Stage stage{{u"unlock-once"_s, u"minimized"_s, u"lock-minimized"_s}};
        QTRY_VERIFY(stage.heard(u"edits outcome=0"_s));
        QVERIFY(stage.heard(u"lock-screen reason=10 focus=0"_s));
        Stage other{{u"unlock-once"_s, u"minimized"_s}};
        QTRY_VERIFY(other.heard(u"replaced"_s));
        QVERIFY(!other.heard(u"lock quitting"_s));
    }

    void nothingIsLockedTwice()
    {
        Stage stage{{u"unlock-once"_s}};
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        stage.lockScreen();
        stage.tellSleep(true);
        stage.lockScreen();
        QTRY_VERIFY(stage.heard(u"edits outcome=0"_s));
        stage.lockScreen();
        stage.keeper.show({}, {});
        QTRY_VERIFY(stage.heard(u"show"_s));
        QCOMPARE(stage.count(u"lock-screen"_s), 2);
    }

    void aPasswordFromBeforeTheSleepOpensNothingAfterIt()
    {
        Stage stage{{u"unlock-once"_s, u"never-ready"_s}};
        QTRY_VERIFY(stage.heard(u"session pid"_s));
        stage.tellSleep(true);
        QTRY_VERIFY(stage.heard(u"lock-screen reason=8"_s));
        QTRY_VERIFY(!processExists(stage.sessionLine()));
        QTRY_VERIFY(!processExists(stage.lines()[stage.find(u"lock-screen reason=0"_s)]));
        QVERIFY(!stage.heard(u"open "_s));
    }

    // A session that does not go is the proof: the sleep waits for the end of the process, not for the lock.
    void sleepWaitsForTheEndOfTheProcess()
    {
        Stage stage{{u"unlock-once"_s, u"stop-at-lock"_s}};
        stage.system.appear(logindName);
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        QTRY_VERIFY(stage.system.waits(u"Inhibit"_s));
        Inhibition inhibition;
        QVERIFY(stage.system.answer(u"Inhibit"_s, inhibition.give()));
        const QString line = stage.sessionLine();
        bool releasedEarly = false;
        QTimer look;
        connect(&look, &QTimer::timeout, this,
                [&] { releasedEarly |= inhibition.isReleased() && processExists(line); });
        look.start(1);
        stage.tellSleep(true);
        QTRY_VERIFY(inhibition.isReleased());
        QVERIFY(!releasedEarly);
        QVERIFY(!processExists(line));
        QTRY_VERIFY(stage.heard(u"edits outcome=2"_s));
    }

    // As a home on a disk that hangs: who holds the lock of the file keeps everybody else from writing it.
    void aConfigurationThatCannotBeWrittenHoldsNothingUp()
    {
        Stage stage{{u"unlock-once"_s}};
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        QLockFile held(stage.configuration + u".lock"_s);
        QVERIFY(held.lock());
        QElapsedTimer passed;
        passed.start();
        stage.tellSleep(true);
        QTRY_VERIFY(stage.heard(u"edits outcome=0"_s));
        QVERIFY2(passed.elapsed() < 4000, qPrintable(QString::number(passed.elapsed())));
        QVERIFY(stage.heard(u"lock-screen reason=8"_s));
        held.unlock();
        QTRY_COMPARE(ConfigurationFile{stage.configuration}.read().placement.width, 900U);
    }

    void sleepIsHeldUpFromBeforeTheKeyOn()
    {
        Stage stage{{u"unlock-once"_s, u"never-ready"_s}};
        stage.system.appear(logindName);
        QTRY_VERIFY(stage.system.waits(u"Inhibit"_s));
        QVERIFY(!stage.heard(u"open "_s));
    }

    void aVaultThatDoesNotMindSleepDoesNotHoldItUp()
    {
        Stage stage{{u"unlock-once"_s, u"no-sleep"_s}};
        stage.system.appear(logindName);
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        Inhibition inhibition;
        QVERIFY(stage.system.answer(u"Inhibit"_s, inhibition.give())); // asked for before it had told
        QVERIFY(inhibition.isReleased());
        stage.tellSleep(true);
        QVERIFY(!stage.system.waits(u"Inhibit"_s));
    }

    void afterTheSleepTheNextSessionHoldsItUpAgain()
    {
        Stage stage{{u"unlock-once"_s}};
        stage.system.appear(logindName);
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        Inhibition first;
        QVERIFY(stage.system.answer(u"Inhibit"_s, first.give()));
        stage.tellSleep(true);
        QTRY_VERIFY(first.isReleased());
        stage.tellSleep(false);
        QVERIFY(!stage.system.waits(u"Inhibit"_s)); // nothing is open
        // The lock screen that comes next unlocks again.
        lockleaf::test::setScenario({u"unlock"_s}, stage.log);
        const QString locked = stage.lines()[stage.find(u"lock-screen reason=8"_s)];
        ::kill(locked.section(u"pid="_s, 1).section(u' ', 0, 0).toInt(), SIGKILL);
        QTRY_VERIFY(stage.system.waits(u"Inhibit"_s));
    }

    void theRoleHearsWhatThisDesktopTells()
    {
        Stage stage{{u"unlock-once"_s}};
        QTRY_VERIFY(stage.heard(u"signals screen=0 sleep=0 switch=0"_s));
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        stage.findSession();
        QTRY_VERIFY(stage.heard(u"signals screen=1 sleep=1 switch=1"_s));
    }

private:
    static void pull(Stage& stage, const QString& trigger)
    {
        if (trigger == u"screen"_s)
            stage.lockScreen();
        else if (trigger == u"sleep"_s)
            stage.tellSleep(true);
        else
            stage.leaveSession();
    }
};

int main(int argc, char** argv)
{
    if (argc > 1) {
        if (const auto role = roleFromArgument(argv[1]))
            return lockleaf::test::playRole(*role, argc, argv);
    }
    QCoreApplication application(argc, argv);
    KeeperLocksTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "keeper_locks_test.moc"
