// SPDX-License-Identifier: GPL-3.0-or-later
// The icon in the system tray: where it is shown, what it says, and what its menu does.
#include "app/roles/keeper/tray.h"
#include "tests/roles/fake_bus.h"
#include "tests/roles/keeper_stage.h"

#include <QApplication>
#include <QImage>

using namespace lockleaf;
using namespace lockleaf::app;
using lockleaf::test::FakeBus;
using namespace Qt::StringLiterals;

namespace {

const QString watcher = u"org.kde.StatusNotifierWatcher"_s;

struct TrayStage : test::KeeperStage
{
    FakeBus bus;
    bool x11Tray = false;
    Tray tray{keeper, bus, [this] { return x11Tray; }};

    explicit TrayStage(const QStringList& scenario) : test::KeeperStage(scenario) {}

    /// A watcher that has a panel, or has none.
    void bringWatcher(bool hasPanel = true)
    {
        bus.appear(watcher);
        QVERIFY(bus.answer(u"Get"_s, {hasPanel}));
    }
    /// What the menu offers.
    [[nodiscard]] QStringList offered() const
    {
        QStringList texts;
        for (const QAction* action : tray.icon()->menu().actions())
            if (action->isVisible() && !action->isSeparator())
                texts << action->text();
        return texts;
    }
    void choose(const QString& text) const
    {
        for (QAction* action : tray.icon()->menu().actions())
            if (action->text() == text)
                action->trigger();
    }
};

QColor ground(bool unlocked)
{
    return TrayIcon::drawing(unlocked).pixmap(16).toImage().pixelColor(12, 3);
}

} // namespace

class TrayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsOffUntilSomebodyWantsIt()
    {
        TrayStage stage{{u"unlock-once"_s}};
        stage.bringWatcher();
        QTRY_VERIFY(stage.heard(u"tray wanted=0 available=1"_s));
        QVERIFY(stage.tray.icon() == nullptr);
    }

    void itIsShownWhereItIsWantedAndRemembered()
    {
        TrayStage stage{{u"unlock-once"_s, u"choose-tray"_s}};
        stage.bringWatcher();
        QTRY_VERIFY(stage.heard(u"tray wanted=1 available=1"_s));
        QVERIFY(stage.tray.icon() != nullptr);
        QTRY_VERIFY(ConfigurationFile{stage.configuration}.read().trayIcon);
    }

    void aDesktopWithoutATrayIsSaidAndOneThatComesIsTaken()
    {
        TrayStage stage{{u"unlock-once"_s, u"choose-tray"_s}};
        QTRY_VERIFY(stage.heard(u"tray wanted=1 available=0"_s));
        QVERIFY(stage.tray.icon() == nullptr);
        stage.bringWatcher();
        QVERIFY(stage.tray.icon() != nullptr);
        QTRY_VERIFY(stage.heard(u"tray wanted=1 available=1"_s));
        stage.bus.appear(u"org.example.Other"_s);
        QVERIFY(!stage.bus.waits(u"Get"_s));
        QVERIFY(stage.tray.isAvailable());
    }

    void aWatcherWithoutAPanelIsNone()
    {
        TrayStage stage{{u"unlock-once"_s, u"choose-tray"_s}};
        stage.bringWatcher(false);
        QTRY_VERIFY(stage.heard(u"tray wanted=1 available=0"_s));
        QVERIFY(stage.tray.icon() == nullptr);
        stage.bus.emitSignal(u"/StatusNotifierWatcher"_s, watcher, u"StatusNotifierHostRegistered"_s, {});
        QVERIFY(stage.bus.answer(u"Get"_s, {true}));
        QVERIFY(stage.tray.icon() != nullptr);
        stage.bus.appear(watcher); // another one, which hangs
        QVERIFY(!stage.tray.isAvailable());
        QVERIFY(stage.bus.refuse(u"Get"_s));
        QVERIFY(!stage.tray.isAvailable());
    }

    void aTrayOfX11IsFoundAtTheNextLook()
    {
        TrayStage stage{{u"unlock-once"_s, u"choose-tray"_s}};
        QTRY_VERIFY(stage.heard(u"tray wanted=1 available=0"_s));
        stage.x11Tray = true;
        stage.keeper.lockNow();
        QTRY_VERIFY(stage.tray.icon() != nullptr);
    }

    void theMenuFollowsTheLock()
    {
        TrayStage stage{{u"unlock-once"_s, u"choose-tray"_s}};
        stage.bringWatcher();
        QTRY_VERIFY(stage.heard(u"replaced"_s));
        QTRY_VERIFY(stage.tray.icon() != nullptr);
        QTRY_COMPARE(stage.tray.icon()->toolTip(), u"Lockleaf: unlocked"_s);
        QCOMPARE(stage.offered(),
                 (QStringList{u"Show Lockleaf"_s, u"New note…"_s, u"Lock now"_s, u"Quit Lockleaf"_s}));
        stage.choose(u"New note…"_s);
        QTRY_VERIFY(stage.heard(u"new note"_s));
        stage.choose(u"Show Lockleaf"_s);
        QTRY_COMPARE(stage.count(u"session show"_s), 2);
        stage.choose(u"Lock now"_s);
        QTRY_COMPARE(stage.tray.icon()->toolTip(), u"Lockleaf: locked"_s);
        QTRY_VERIFY(stage.heard(u"lock-screen reason=1"_s));
        QCOMPARE(stage.offered(), (QStringList{u"Show Lockleaf"_s, u"Write a note…"_s, u"Quit Lockleaf"_s}));
        stage.choose(u"Write a note…"_s);
        QTRY_VERIFY(stage.heard(u"capture vault=A"_s));
        stage.choose(u"Quit Lockleaf"_s);
        QTRY_VERIFY(stage.heard(u"finish keep=0"_s));
    }

    void theDrawingsDifferOnEveryGround()
    {
        QVERIFY(ground(false) != ground(true));
        QVERIFY(ground(false).lightness() < 120 && ground(true).lightness() > 200);
        // Either has a light and a dark part, so it is seen on a dark panel and on a light one.
        for (const bool unlocked : {false, true}) {
            const QImage drawn = TrayIcon::drawing(unlocked).pixmap(22).toImage();
            int light = 0;
            int dark = 0;
            for (int y = 0; y < drawn.height(); ++y) {
                for (int x = 0; x < drawn.width(); ++x) {
                    const QColor color = drawn.pixelColor(x, y);
                    light += color.alpha() > 200 && color.lightness() > 200 ? 1 : 0;
                    dark += color.alpha() > 200 && color.lightness() < 120 ? 1 : 0;
                }
            }
            QVERIFY2(light > 60 && dark > 60, qPrintable(u"%1 light, %2 dark"_s.arg(light).arg(dark)));
        }
    }
};

int main(int argc, char** argv)
{
    if (argc > 1) {
        if (const auto role = roleFromArgument(argv[1]))
            return lockleaf::test::playRole(*role, argc, argv);
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    TrayTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tray_test.moc"
