// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/screen_saver_watch.h"
#include "tests/roles/fake_bus.h"

#include <QSignalSpy>
#include <QTest>

using namespace lockleaf::app;
using namespace lockleaf::test;

namespace {

struct Scene
{
    FakeBus bus;
    ScreenSaverWatch watch{bus};
    QSignalSpy locked{&watch, &ScreenSaverWatch::screenLocked};
};

} // namespace

class ScreenSaverWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachOfThemLocks_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("path");
        QTest::addRow("freedesktop") << u"org.freedesktop.ScreenSaver"_s << u"/org/freedesktop/ScreenSaver"_s;
        QTest::addRow("KDE's path") << u"org.freedesktop.ScreenSaver"_s << u"/ScreenSaver"_s;
        QTest::addRow("GNOME") << u"org.gnome.ScreenSaver"_s << u"/org/gnome/ScreenSaver"_s;
        QTest::addRow("Cinnamon") << u"org.cinnamon.ScreenSaver"_s << u"/org/cinnamon/ScreenSaver"_s;
        QTest::addRow("MATE") << u"org.mate.ScreenSaver"_s << u"/org/mate/ScreenSaver"_s;
    }

    void eachOfThemLocks()
    {
        QFETCH(QString, service);
        QFETCH(QString, path);
        Scene scene;
        QVERIFY(scene.bus.watched.contains(service));
        scene.bus.emitSignal(path, service, u"ActiveChanged"_s, {false});
        QCOMPARE(scene.locked.count(), 0);
        scene.bus.emitSignal(path, service, u"ActiveChanged"_s, {true});
        QCOMPARE(scene.locked.count(), 1);
    }

    void onlyATruthIsFollowed()
    {
        Scene scene;
        for (const auto& [member, signature] : std::as_const(scene.bus.followed))
            QCOMPARE(signature, u"b"_s);
    }

    void oneThatCameActiveLocks()
    {
        Scene scene;
        QVERIFY(!scene.watch.isPresent());
        scene.bus.appear(u"org.gnome.ScreenSaver"_s);
        QVERIFY(scene.watch.isPresent());
        QVERIFY(scene.bus.answer(u"GetActive"_s, {true}));
        QCOMPARE(scene.locked.count(), 1);
        scene.bus.vanish(u"org.gnome.ScreenSaver"_s);
        QVERIFY(!scene.watch.isPresent());
    }

    void oneThatAnswersNothingIsNoHarm()
    {
        Scene scene;
        scene.bus.appear(u"org.freedesktop.ScreenSaver"_s);
        QVERIFY(scene.bus.refuse(u"GetActive"_s));
        QVERIFY(scene.bus.refuse(u"GetActive"_s));
        QCOMPARE(scene.locked.count(), 0);
        scene.bus.appear(u"org.example.Other"_s);
        QVERIFY(scene.bus.calls.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ScreenSaverWatchTest)
#include "screen_saver_watch_test.moc"
