// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/logind_watch.h"
#include "tests/roles/fake_bus.h"

#include <QSignalSpy>
#include <QTest>

using namespace lockleaf::app;
using namespace lockleaf::test;

namespace {

const QString path = u"/org/freedesktop/login1/session/c1"_s;
const QString otherPath = u"/org/freedesktop/login1/session/c2"_s;
const QString session = u"org.freedesktop.login1.Session"_s;
const QString properties = u"org.freedesktop.DBus.Properties"_s;

struct Stage
{
    FakeBus bus;
    LogindWatch watch;
    QSignalSpy sleep{&watch, &LogindWatch::sleepAnnounced};
    QSignalSpy locked{&watch, &LogindWatch::screenLocked};
    QSignalSpy left{&watch, &LogindWatch::sessionLeft};

    explicit Stage(const QString& id = u"c1"_s) : watch(bus, {id, 4711, 1000}) {}

    void begin()
    {
        bus.appear(logindName);
        QVERIFY(bus.answer(u"GetSession"_s, {path}));
        tellAll(false, true);
    }
    void tellAll(bool isLocked, bool isActive)
    {
        const QVariantMap all{{u"LockedHint"_s, isLocked}, {u"Active"_s, isActive}, {u"Id"_s, u"c1"_s}};
        QVERIFY(bus.answer(u"GetAll"_s, {all}));
    }
    void change(const QVariantMap& changed, const QStringList& invalidated = {},
                const QString& interface = session, const QString& at = path)
    {
        bus.emitSignal(at, properties, u"PropertiesChanged"_s, {interface, changed, invalidated});
    }
};

} // namespace

class LogindWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sleepIsTold()
    {
        Stage stage;
        stage.begin();
        stage.bus.emitSignal(managerPath, managerInterface, u"PrepareForSleep"_s, {true});
        stage.bus.emitSignal(managerPath, managerInterface, u"PrepareForSleep"_s, {false});
        QCOMPARE(stage.sleep.count(), 2);
        QVERIFY(stage.sleep[0][0].toBool());
        QVERIFY(!stage.sleep[1][0].toBool());
    }

    void theLockOfTheSessionIsTold()
    {
        Stage stage;
        stage.begin();
        QVERIFY(stage.watch.isPresent() && stage.watch.knowsSession());
        QCOMPARE(stage.locked.count(), 0);
        stage.bus.emitSignal(path, session, u"Lock"_s, {});
        QCOMPARE(stage.locked.count(), 1);
        stage.bus.emitSignal(otherPath, session, u"Lock"_s, {});
        stage.bus.emitSignal(path, session, u"Unlock"_s, {});
        QCOMPARE(stage.locked.count(), 1);
    }

    void aHintIsTakenOncePerChange()
    {
        Stage stage;
        stage.begin();
        stage.change({{u"LockedHint"_s, true}});
        stage.change({{u"LockedHint"_s, true}});
        QCOMPARE(stage.locked.count(), 1);
        stage.change({{u"LockedHint"_s, false}});
        stage.change({{u"LockedHint"_s, true}});
        QCOMPARE(stage.locked.count(), 2);
    }

    void leavingTheSessionIsToldAndComingBackIsNot()
    {
        Stage stage;
        stage.begin();
        stage.change({{u"Active"_s, false}});
        QCOMPARE(stage.left.count(), 1);
        stage.change({{u"Active"_s, true}});
        QCOMPARE(stage.left.count(), 1);
    }

    void whatIsOnlySaidToHaveChangedIsAskedFor()
    {
        Stage stage;
        stage.begin();
        stage.change({}, {u"LockedHint"_s});
        stage.tellAll(true, true);
        QCOMPARE(stage.locked.count(), 1);
    }

    void oddValuesAreNoLocks()
    {
        Stage stage;
        stage.begin();
        stage.change({{u"LockedHint"_s, u"yes"_s}, {u"Active"_s, 0}});
        stage.change({{u"LockedHint"_s, QVariant()}, {u"Active"_s, QVariantList{false}}});
        stage.change({{u"LockedHint"_s, true}, {u"Active"_s, false}}, {}, u"org.example.Other"_s);
        QCOMPARE(stage.locked.count(), 0);
        QCOMPARE(stage.left.count(), 0);
    }

    void aProgramInNoSessionTakesThatOfItsUser()
    {
        Stage stage{QString()};
        stage.bus.appear(logindName);
        QVERIFY(!stage.bus.waits(u"GetSession"_s));
        QCOMPARE(stage.bus.calls[0].arguments, QVariantList{quint32{4711}});
        QVERIFY(stage.bus.refuse(u"GetSessionByPID"_s));
        QVERIFY(stage.bus.answer(u"GetUser"_s, {u"/org/freedesktop/login1/user/_1000"_s}));
        QVERIFY(stage.bus.answer(u"Get"_s, {QVariantList{u"c1"_s, path}}));
        QVERIFY(stage.watch.knowsSession());
    }

    void pathsFromElsewhereAreNotFollowed()
    {
        Stage stage;
        stage.bus.appear(logindName);
        const qsizetype before = stage.bus.followed.size();
        QVERIFY(stage.bus.answer(u"GetSession"_s, {u"/org/example"_s}));
        QVERIFY(!stage.watch.knowsSession());
        QCOMPARE(stage.bus.followed.size(), before);
        Stage none;
        none.bus.appear(logindName);
        QVERIFY(none.bus.refuse(u"GetSession"_s));
        QVERIFY(none.bus.refuse(u"GetSessionByPID"_s));
        QVERIFY(none.bus.answer(u"GetUser"_s, {u"/"_s}));
        QVERIFY(none.bus.calls.isEmpty());
        QVERIFY(none.watch.isPresent() && !none.watch.knowsSession());
    }

    void whatHappenedWhileItWasGoneIsNoticed()
    {
        Stage stage;
        stage.begin();
        stage.bus.vanish(logindName);
        QVERIFY(!stage.watch.isPresent() && !stage.watch.knowsSession());
        stage.bus.emitSignal(path, session, u"Lock"_s, {});
        QCOMPARE(stage.locked.count(), 0);
        stage.bus.appear(logindName);
        QVERIFY(stage.bus.answer(u"GetSession"_s, {path}));
        stage.tellAll(true, false);
        QCOMPARE(stage.locked.count(), 1);
        QCOMPARE(stage.left.count(), 1);
    }

    void anAnswerFromOneThatHasGoneChangesNothing()
    {
        Stage stage;
        stage.bus.appear(logindName);
        stage.bus.vanish(logindName);
        QVERIFY(stage.bus.answer(u"GetSession"_s, {path}));
        QVERIFY(!stage.watch.knowsSession());
    }
};

QTEST_GUILESS_MAIN(LogindWatchTest)
#include "logind_watch_test.moc"
