// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/roles/keeper_stage.h"

using namespace lockleaf;
using namespace lockleaf::app;
using lockleaf::test::openPipes;
using lockleaf::test::processExists;
using Stage = lockleaf::test::KeeperStage;
using namespace Qt::StringLiterals;

class KeeperTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theKeyTravelsPastTheKeeper()
    {
        const int before = openPipes();
        Stage stage{{u"unlock"_s}};
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        QVERIFY(stage.heard(u"open /home/anna/A.lockleaf with key"_s));
        QCOMPARE(openPipes(), before);
        QTRY_VERIFY(ConfigurationFile{stage.configuration}.read().vaultPath == "/home/anna/A.lockleaf");
    }

    void anAddressIsPassedOnOnceItWasLookedAt()
    {
        Stage stage{{u"unlock"_s, u"follow"_s}};
        QSignalSpy wanted{&stage.keeper, &Keeper::addressWanted};
        QTRY_COMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toString(), u"https://example.org/a?b=c"_s);
        QVERIFY(!stage.heard(u"opened"_s));
        stage.keeper.tellAddressOpened(true);
        QTRY_VERIFY(stage.heard(u"opened 1"_s));
    }

    void anotherAddressIsRefused()
    {
        Stage stage{{u"unlock"_s, u"follow-bad"_s}};
        QSignalSpy wanted{&stage.keeper, &Keeper::addressWanted};
        QTRY_VERIFY(stage.heard(u"opened 0"_s));
        QCOMPARE(wanted.count(), 0);
    }

    void theFirstLockScreenHasTheReasonStarted()
    {
        Stage stage{{}};
        QTRY_VERIFY(stage.heard(u"lock-screen reason=0 focus=1"_s));
    }

    void lockingByThePersonEndsTheSessionWhenTheLockScreenStands()
    {
        Stage stage{{u"unlock-once"_s, u"lock"_s}};
        QTRY_VERIFY(stage.heard(u"edits outcome=0"_s));
        QVERIFY(stage.heard(u"lock quitting=0"_s));
        QVERIFY(stage.heard(u"lock-screen reason=1 focus=1"_s));
        QVERIFY(stage.heard(u"lock screen shown"_s));
        QVERIFY(!processExists(stage.lines()[stage.find(u"session pid"_s)]));
    }

    void theLockScreenGetsThePlaceOfTheSession()
    {
        Stage stage{{u"unlock-once"_s, u"lock"_s, u"minimized"_s}};
        QTRY_VERIFY(stage.heard(u"lock-screen reason=1"_s));
        const QString line = stage.lines()[stage.find(u"lock-screen reason=1"_s)];
        QVERIFY2(line.contains(u"width=900 minimized=1"_s), qPrintable(line));
        QTRY_COMPARE(ConfigurationFile{stage.configuration}.read().placement.width, 900U);
        QVERIFY(!ConfigurationFile{stage.configuration}.read().placement.minimized);
    }

    void aStoppedSessionIsEndedAndNothingIsPromised()
    {
        Stage stage{{u"unlock-once"_s, u"lock"_s, u"stop-at-lock"_s}};
        QTRY_VERIFY(stage.heard(u"edits outcome=2"_s));
        QVERIFY(stage.find(u"lock-screen reason=1"_s) < stage.find(u"edits"_s)); // it did not wait
        QVERIFY(!processExists(stage.lines()[stage.find(u"session pid"_s)]));
    }

    void aSessionThatDoesNotGoIsEnded()
    {
        Stage stage{{u"unlock-once"_s, u"lock"_s, u"stay-at-lock"_s}};
        QTRY_VERIFY(stage.heard(u"edits outcome=2"_s));
        QVERIFY(!processExists(stage.lines()[stage.find(u"session pid"_s)]));
    }

    void unsavedEditsAreSaid()
    {
        Stage stage{{u"unlock-once"_s, u"lock"_s, u"cannot-save"_s}};
        QTRY_VERIFY(stage.heard(u"edits outcome=1"_s));
    }

    void aKeyThatNobodyAskedForEndsNoSessionEarly()
    {
        KeeperDeadlines deadlines;
        deadlines.lock = std::chrono::seconds{60};
        Stage stage{{u"unlock"_s, u"lock"_s, u"stay-at-lock"_s, u"early-key"_s}, deadlines};
        QTRY_COMPARE(stage.count(u"session pid"_s), 2);
        const qsizetype second = stage.find(u"session pid"_s, stage.find(u"session pid"_s) + 1);
        const qsizetype told = stage.count(u"early key"_s);
        QTRY_VERIFY(stage.count(u"early key"_s) >= told + 5); // the second session waits for its key by now
        QVERIFY(processExists(stage.lines()[stage.find(u"session pid"_s)]));
        QVERIFY(stage.find(u"open"_s, second) < 0);
        QVERIFY(ConfigurationFile{stage.configuration}.read().vaultPath != "/early");
    }

    void aPlaceThatNoWindowHasIsForgotten()
    {
        Stage stage{{u"unlock-once"_s, u"lock"_s, u"impossible-place"_s}};
        QTRY_VERIFY(stage.heard(u"lock-screen reason=1"_s));
        QVERIFY(stage.lines()[stage.find(u"lock-screen reason=1"_s)].contains(u"width=0 "_s));
    }

    void noKeyIsAskedForBeforeTheOldSessionIsGone()
    {
        Stage stage{{u"unlock"_s, u"lock"_s, u"stop-at-lock"_s}};
        QTRY_VERIFY(stage.count(u"ready"_s) >= 2);
        const qsizetype secondLockScreen = stage.find(u"lock-screen reason=1"_s);
        const qsizetype ended = stage.find(u"edits"_s, secondLockScreen);
        const qsizetype ready = stage.find(u"ready"_s, secondLockScreen);
        QVERIFY(ended >= 0 && ended < ready);
    }

    void idlingLocksAndTakesTheFocusOnlyFromItself_data()
    {
        QTest::addColumn<QStringList>("scenario");
        QTest::addColumn<QString>("expected");
        QTest::addRow("another window is active")
            << QStringList{u"unlock-once"_s, u"idle"_s} << u"lock-screen reason=2 focus=0"_s;
        QTest::addRow("ours is active")
            << QStringList{u"unlock-once"_s, u"idle"_s, u"active"_s} << u"lock-screen reason=2 focus=1"_s;
        QTest::addRow("ours is minimised")
            << QStringList{u"unlock-once"_s, u"idle"_s, u"minimized"_s} << u"lock-screen reason=2 focus=0"_s;
    }

    void idlingLocksAndTakesTheFocusOnlyFromItself()
    {
        QFETCH(QStringList, scenario);
        QFETCH(QString, expected);
        Stage stage{scenario};
        QTRY_VERIFY(stage.heard(u"lock-screen reason=2"_s));
        QVERIFY(stage.heard(expected));
        QVERIFY(stage.heard(u"countdown 1"_s));
    }

    void theFailurePauseSurvivesTheLockScreen()
    {
        Stage stage{{u"wrong-thrice"_s}};
        QTRY_VERIFY(stage.count(u"lock-screen"_s) >= 2);
        QVERIFY(stage.heard(u"paused failures=1 pause=0"_s));
        QVERIFY(stage.heard(u"paused failures=2 pause=0"_s));
        QVERIFY(stage.heard(u"paused failures=3 pause=1"_s));
        QVERIFY(stage.lines().last().contains(u"failures=3 pause=1"_s));
    }

    void aCrashedSessionBringsALockScreenThatSaysSo()
    {
        Stage stage{{u"unlock-once"_s, u"crash"_s}};
        QTRY_VERIFY(stage.heard(u"edits outcome=2"_s));
        QVERIFY(stage.heard(u"lock-screen reason=3"_s));
        QCOMPARE(stage.finished.count(), 0);
    }

    void threeCrashesWithinAMinuteEndIt()
    {
        Stage sessions{{u"unlock"_s, u"crash"_s}};
        QTRY_COMPARE(sessions.finished.count(), 1);
        QVERIFY(sessions.finished[0][0].toBool());
        QCOMPARE(sessions.count(u"session pid"_s), 3);

        Stage lockScreens{{u"die-at-start"_s}};
        QTRY_COMPARE(lockScreens.finished.count(), 1);
        QVERIFY(lockScreens.finished[0][0].toBool());
    }

    void aSessionThatCannotOpenIsExplainedAndNotACrash()
    {
        Stage stage{{u"unlock-once"_s, u"cannot-open"_s}};
        QTRY_VERIFY(stage.heard(u"lock-screen reason=4"_s));
        QVERIFY(!stage.heard(u"lock-screen reason=3"_s));
    }

    void aRoleThatSpeaksAnotherRolesWordsIsEnded()
    {
        Stage stage{{u"speak-nonsense"_s}};
        QTRY_COMPARE(stage.count(u"lock-screen"_s), 2);
        QTRY_VERIFY(!processExists(stage.lines()[stage.find(u"lock-screen"_s)]));
    }

    void whatEndsWithoutAVaultIsNotSaidToHaveClosedOne_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addRow("lock screen") << u"speak-nonsense"_s;
        QTest::addRow("session that waits") << u"die-before-key"_s;
    }

    void whatEndsWithoutAVaultIsNotSaidToHaveClosedOne()
    {
        QFETCH(QString, word);
        Stage stage{{u"unlock-once"_s, word}};
        QTRY_COMPARE(stage.count(u"lock-screen"_s), 2);
        QCOMPARE(stage.count(u"lock-screen reason=0"_s), 2);
    }

    void theNextLockScreenSaysWhatTheDeadOneKnew()
    {
        Stage stage{{u"unlock-once"_s, u"lock"_s, u"cannot-save"_s, u"die-after-edits"_s}};
        QTRY_COMPARE(stage.count(u"edits outcome=1"_s), 2);
        QCOMPARE(stage.count(u"lock-screen reason=1"_s), 2);
    }

    void aSessionThatHasNotPaintedIsLockedAllTheSame_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("expected");
        QTest::addRow("by the person") << u"lock"_s << u"lock-screen reason=1"_s;
        QTest::addRow("by new keys") << u"change-keys"_s << u"lock-screen reason=6 focus=1"_s;
        QTest::addRow("by idling") << u"idle"_s << u"lock-screen reason=2"_s;
    }

    void aSessionThatHasNotPaintedIsLockedAllTheSame()
    {
        QFETCH(QString, word);
        QFETCH(QString, expected);
        Stage stage{{u"unlock-once"_s, u"never-paint"_s, word}};
        QTRY_VERIFY(stage.heard(u"edits outcome=0"_s));
        QVERIFY(stage.heard(expected));
        QVERIFY(!processExists(stage.lines()[stage.find(u"session pid"_s)]));
        QTRY_VERIFY(!processExists(stage.lines()[stage.find(u"lock-screen reason=0"_s)]));
    }

    void aSessionThatHasNotPaintedQuits()
    {
        Stage stage{{u"unlock-once"_s, u"never-paint"_s, u"close-session"_s}};
        QTRY_COMPARE(stage.finished.count(), 1);
        QVERIFY(stage.heard(u"lock quitting=1"_s));
    }

    void fiveMinutesHoldUntilTheVaultHasToldItsRule()
    {
        Stage stage{{u"unlock-once"_s, u"never-paint"_s, u"lock"_s}};
        QTRY_VERIFY(stage.heard(u"lock-screen reason=1"_s));
        QVERIFY(stage.lines()[stage.find(u"lock-screen reason=1"_s)].contains(u" idle=300 "_s));
    }

    void thePasswordDoesNotWaitForAPicture_data()
    {
        QTest::addColumn<QStringList>("scenario");
        QTest::addRow("a lock screen that goes") << QStringList{u"unlock-once"_s, u"never-paint"_s};
        QTest::addRow("a lock screen that hangs")
            << QStringList{u"unlock-once"_s, u"never-paint"_s, u"stay-when-replaced"_s};
        QTest::addRow("a lock screen that hangs though the session painted")
            << QStringList{u"unlock-once"_s, u"stay-when-replaced"_s};
    }

    void thePasswordDoesNotWaitForAPicture()
    {
        QFETCH(QStringList, scenario);
        KeeperDeadlines soon;
        soon.opening = std::chrono::milliseconds{50};
        Stage stage{scenario, soon};
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        QTRY_VERIFY(!processExists(stage.lines()[stage.find(u"lock-screen"_s)]));
        stage.keeper.show({}, {}); // the session speaks now, and lives
        QTRY_VERIFY(stage.heard(u"session show"_s));
    }

    void closingTheLockScreenEndsAll()
    {
        Stage stage{{u"close-window"_s}};
        QTRY_COMPARE(stage.finished.count(), 1);
        QVERIFY(!stage.finished[0][0].toBool());
    }

    void closingTheSessionSavesThenEnds()
    {
        Stage stage{{u"unlock-once"_s, u"close-session"_s}};
        QTRY_COMPARE(stage.finished.count(), 1);
        QVERIFY(stage.heard(u"lock quitting=1"_s));
        QCOMPARE(stage.count(u"lock-screen"_s), 1);
    }

    void closingWithUnsavedEditsSaysSoInstead()
    {
        Stage stage{{u"unlock-once"_s, u"close-session"_s, u"cannot-save"_s}};
        QTRY_VERIFY(stage.heard(u"edits outcome=1"_s));
        QVERIFY(stage.heard(u"lock-screen reason=5"_s));
        QCOMPARE(stage.finished.count(), 0);
    }

    void theSystemsWishToEndIsFollowedInAnyCase()
    {
        Stage stage{{u"unlock-once"_s, u"stop-at-lock"_s}};
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        stage.keeper.quit(Keeper::QuitCause::System);
        QTRY_COMPARE(stage.finished.count(), 1);
        QVERIFY(stage.heard(u"lock quitting=1"_s));
        QVERIFY(!processExists(stage.lines()[stage.find(u"session pid"_s)]));
    }

    void aSecondStartReachesTheWindowThatStands()
    {
        Stage locked{{}};
        QTRY_VERIFY(locked.heard(u"lock-screen"_s));
        locked.keeper.show("token", "/home/anna/B.lockleaf");
        QTRY_VERIFY(locked.heard(u"show /home/anna/B.lockleaf"_s));

        Stage open{{u"unlock-once"_s}};
        QTRY_VERIFY(open.heard(u"replaced"_s));
        open.keeper.show({}, {});
        QTRY_VERIFY(open.heard(u"session show"_s));
        open.keeper.show({}, "/home/anna/A.lockleaf");
        QTRY_COMPARE(open.count(u"session show"_s), 2);
    }

    void aSecondStartWithAnotherVaultLocksThisOne()
    {
        Stage stage{{u"unlock-once"_s}};
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        stage.keeper.show("token", "/home/anna/B.lockleaf");
        QTRY_VERIFY(stage.heard(u"edits outcome=0"_s));
        const QString line = stage.lines()[stage.find(u"lock-screen"_s, 1)];
        QVERIFY2(line.startsWith(u"lock-screen reason=0 focus=1"_s), qPrintable(line));
        QVERIFY2(line.endsWith(u"vault=/home/anna/B.lockleaf"_s), qPrintable(line));
        QVERIFY(!stage.heard(u"session show"_s));
        // It is not the last one opened before it has been opened.
        QTRY_VERIFY(ConfigurationFile{stage.configuration}.read().vaultPath == "/home/anna/A.lockleaf");
    }

    void theDesktopsColorsReachTheRolesAndAreRemembered()
    {
        Stage stage{{u"unlock-once"_s}};
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        stage.keeper.setSystemDark(true);
        QTRY_VERIFY(stage.heard(u"session colors dark=1"_s));
        QTRY_VERIFY(ConfigurationFile{stage.configuration}.read().systemDark);
    }
};

int main(int argc, char** argv)
{
    if (argc > 1) {
        if (const auto role = roleFromArgument(argv[1]))
            return lockleaf::test::playRole(*role, argc, argv);
    }
    QCoreApplication application(argc, argv);
    KeeperTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "keeper_test.moc"
