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

struct Scene
{
    FakeBus bus;
    LogindWatch watch;
    QSignalSpy sleep{&watch, &LogindWatch::sleepAnnounced};
    QSignalSpy locked{&watch, &LogindWatch::screenLocked};
    QSignalSpy left{&watch, &LogindWatch::sessionLeft};

    explicit Scene(const QString& id = u"c1"_s) : watch(bus, {id, 4711, 1000}) {}

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
        Scene scene;
        scene.begin();
        scene.bus.emitSignal(managerPath, managerInterface, u"PrepareForSleep"_s, {true});
        scene.bus.emitSignal(managerPath, managerInterface, u"PrepareForSleep"_s, {false});
        QCOMPARE(scene.sleep.count(), 2);
        QVERIFY(scene.sleep[0][0].toBool());
        QVERIFY(!scene.sleep[1][0].toBool());
    }

    void theLockOfTheSessionIsTold()
    {
        Scene scene;
        scene.begin();
        QVERIFY(scene.watch.isPresent() && scene.watch.knowsSession());
        QCOMPARE(scene.locked.count(), 0);
        scene.bus.emitSignal(path, session, u"Lock"_s, {});
        QCOMPARE(scene.locked.count(), 1);
        scene.bus.emitSignal(otherPath, session, u"Lock"_s, {});
        scene.bus.emitSignal(path, session, u"Unlock"_s, {});
        QCOMPARE(scene.locked.count(), 1);
    }

    void aHintIsTakenOncePerChange()
    {
        Scene scene;
        scene.begin();
        scene.change({{u"LockedHint"_s, true}});
        scene.change({{u"LockedHint"_s, true}});
        QCOMPARE(scene.locked.count(), 1);
        scene.change({{u"LockedHint"_s, false}});
        scene.change({{u"LockedHint"_s, true}});
        QCOMPARE(scene.locked.count(), 2);
    }

    void leavingTheSessionIsToldAndComingBackIsNot()
    {
        Scene scene;
        scene.begin();
        scene.change({{u"Active"_s, false}});
        QCOMPARE(scene.left.count(), 1);
        scene.change({{u"Active"_s, true}});
        QCOMPARE(scene.left.count(), 1);
    }

    void whatIsOnlySaidToHaveChangedIsAskedFor()
    {
        Scene scene;
        scene.begin();
        scene.change({}, {u"LockedHint"_s});
        scene.tellAll(true, true);
        QCOMPARE(scene.locked.count(), 1);
    }

    void oddValuesAreNoLocks()
    {
        Scene scene;
        scene.begin();
        scene.change({{u"LockedHint"_s, u"yes"_s}, {u"Active"_s, 0}});
        scene.change({{u"LockedHint"_s, QVariant()}, {u"Active"_s, QVariantList{false}}});
        scene.change({{u"LockedHint"_s, true}, {u"Active"_s, false}}, {}, u"org.example.Other"_s);
        QCOMPARE(scene.locked.count(), 0);
        QCOMPARE(scene.left.count(), 0);
    }

    void aProgramInNoSessionTakesThatOfItsUser()
    {
        Scene scene{QString()};
        scene.bus.appear(logindName);
        QVERIFY(!scene.bus.waits(u"GetSession"_s));
        QCOMPARE(scene.bus.calls[0].arguments, QVariantList{quint32{4711}});
        QVERIFY(scene.bus.refuse(u"GetSessionByPID"_s));
        QVERIFY(scene.bus.answer(u"GetUser"_s, {u"/org/freedesktop/login1/user/_1000"_s}));
        QVERIFY(scene.bus.answer(u"Get"_s, {QVariant(QVariantList{u"c1"_s, path})}));
        QVERIFY(scene.watch.knowsSession());
    }

    void pathsFromElsewhereAreNotFollowed()
    {
        Scene scene;
        scene.bus.appear(logindName);
        const qsizetype before = scene.bus.followed.size();
        QVERIFY(scene.bus.answer(u"GetSession"_s, {u"/org/example"_s}));
        QVERIFY(!scene.watch.knowsSession());
        QCOMPARE(scene.bus.followed.size(), before);
        Scene none;
        none.bus.appear(logindName);
        QVERIFY(none.bus.refuse(u"GetSession"_s));
        QVERIFY(none.bus.refuse(u"GetSessionByPID"_s));
        QVERIFY(none.bus.answer(u"GetUser"_s, {u"/"_s}));
        QVERIFY(none.bus.calls.isEmpty());
        QVERIFY(none.watch.isPresent() && !none.watch.knowsSession());
    }

    void whatHappenedWhileItWasGoneIsNoticed()
    {
        Scene scene;
        scene.begin();
        scene.bus.vanish(logindName);
        QVERIFY(!scene.watch.isPresent() && !scene.watch.knowsSession());
        scene.bus.emitSignal(path, session, u"Lock"_s, {});
        QCOMPARE(scene.locked.count(), 0);
        scene.bus.appear(logindName);
        QVERIFY(scene.bus.answer(u"GetSession"_s, {path}));
        scene.tellAll(true, false);
        QCOMPARE(scene.locked.count(), 1);
        QCOMPARE(scene.left.count(), 1);
    }

    void anAnswerFromOneThatHasGoneChangesNothing()
    {
        Scene scene;
        scene.bus.appear(logindName);
        scene.bus.vanish(logindName);
        QVERIFY(scene.bus.answer(u"GetSession"_s, {path}));
        QVERIFY(!scene.watch.knowsSession());
    }
};

QTEST_GUILESS_MAIN(LogindWatchTest)
#include "logind_watch_test.moc"
