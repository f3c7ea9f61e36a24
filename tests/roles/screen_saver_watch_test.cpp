// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/screen_saver_watch.h"
#include "tests/roles/fake_bus.h"

#include <QSignalSpy>
#include <QTest>

using namespace lockleaf::app;
using namespace lockleaf::test;

namespace {

struct Stage
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
        Stage stage;
        QVERIFY(stage.bus.watched.contains(service));
        stage.bus.emitSignal(path, service, u"ActiveChanged"_s, {false});
        QCOMPARE(stage.locked.count(), 0);
        stage.bus.emitSignal(path, service, u"ActiveChanged"_s, {true});
        QCOMPARE(stage.locked.count(), 1);
    }

    void onlyATruthIsFollowed()
    {
        Stage stage;
        for (const auto& [member, signature] : std::as_const(stage.bus.followed))
            QCOMPARE(signature, u"b"_s);
    }

    void oneThatCameActiveLocks()
    {
        Stage stage;
        QVERIFY(!stage.watch.isPresent());
        stage.bus.appear(u"org.gnome.ScreenSaver"_s);
        QVERIFY(stage.watch.isPresent());
        QVERIFY(stage.bus.answer(u"GetActive"_s, {true}));
        QCOMPARE(stage.locked.count(), 1);
        stage.bus.vanish(u"org.gnome.ScreenSaver"_s);
        QVERIFY(!stage.watch.isPresent());
    }

    void oneThatAnswersNothingIsNoHarm()
    {
        Stage stage;
        stage.bus.appear(u"org.freedesktop.ScreenSaver"_s);
        QVERIFY(stage.bus.refuse(u"GetActive"_s));
        QVERIFY(stage.bus.refuse(u"GetActive"_s));
        QCOMPARE(stage.locked.count(), 0);
        stage.bus.appear(u"org.example.Other"_s);
        QVERIFY(stage.bus.calls.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ScreenSaverWatchTest)
#include "screen_saver_watch_test.moc"
