// SPDX-License-Identifier: GPL-3.0-or-later
// What the window has to do with the icon in the system tray: its switch, and what is chosen there.
#include "core/capture/capture.h"
#include "tests/ui/sheet_hands.h"
#include "ui/sheets/settings_sheet.h"
#include "ui/sheets/tray_state.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/toggle.h"

#include <QListWidget>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::SheetHands;
using test::ShownWindow;
using test::VaultFixture;

namespace {

ui::Toggle* switchOf(const ui::SettingsSheet& sheet)
{
    for (auto* toggle : sheet.findChildren<ui::Toggle*>())
        if (toggle->accessibleName() == u"Show an icon in the system tray"_s)
            return toggle;
    return nullptr;
}

} // namespace

class TraySettingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSwitchIsOffAndTellsWhoeverRunsTheWindow();
    void aDesktopWithoutATrayIsSaid();
    void aNewNoteBeginsUnlessASheetIsOpen();
    void whatIsWrittenMeanwhileComesIn();
};

void TraySettingTest::theSwitchIsOffAndTellsWhoeverRunsTheWindow()
{
    const VaultFixture fixture;
    fixture.add("# One");
    ShownWindow shown(fixture.open(), {1440, 900}, fixture.origin());
    QTRY_COMPARE(shown.painted.count(), 1);
    shown.window.setTray({false, true});
    QSignalSpy chosen(&shown.window, &ui::MainWindow::trayChosen);
    shown.trigger(u"Ctrl+,"_s);
    const SheetHands<ui::SettingsSheet> hands(shown.window);
    hands.sheet->findChild<QListWidget*>()->setCurrentRow(0);
    QVERIFY(hands.says(u"It says whether the vault is locked"_s));
    ui::Toggle* toggle = switchOf(*hands.sheet);
    QVERIFY(toggle && !toggle->isChecked());
    toggle->click();
    QCOMPARE(chosen.count(), 1);
    QVERIFY(chosen[0][0].toBool());
    hands.sheet->closeSheet();
    QTRY_VERIFY(!shown.window.findChild<ui::SettingsSheet*>());
    shown.trigger(u"Ctrl+,"_s);
    QVERIFY(switchOf(*shown.window.findChild<ui::SettingsSheet*>())->isChecked());
    QVERIFY(shown.lock());
}

void TraySettingTest::aDesktopWithoutATrayIsSaid()
{
    const VaultFixture fixture;
    fixture.add("# One");
    ShownWindow shown(fixture.open(), {1440, 900}, fixture.origin());
    QTRY_COMPARE(shown.painted.count(), 1);
    shown.window.setTray({true, false});
    shown.trigger(u"Ctrl+,"_s);
    const SheetHands<ui::SettingsSheet> hands(shown.window);
    hands.sheet->findChild<QListWidget*>()->setCurrentRow(0);
    QVERIFY(hands.says(u"This desktop has no system tray"_s));
    QVERIFY(switchOf(*hands.sheet)->isChecked());
    QVERIFY(shown.lock());
}

void TraySettingTest::aNewNoteBeginsUnlessASheetIsOpen()
{
    const VaultFixture fixture;
    fixture.add("# One");
    ShownWindow shown(fixture.open(), {1440, 900}, fixture.origin());
    QTRY_COMPARE(shown.painted.count(), 1);
    QTRY_COMPARE(shown.editor->toPlainText(), u"# One"_s);
    shown.trigger(u"Ctrl+,"_s);
    shown.window.startNote();
    QCOMPARE(shown.editor->toPlainText(), u"# One"_s);
    SheetHands<ui::SettingsSheet>(shown.window).sheet->closeSheet();
    QTRY_VERIFY(!shown.window.findChild<ui::SettingsSheet*>());
    shown.window.startNote();
    QTRY_VERIFY(shown.editor->toPlainText().isEmpty());
    QVERIFY(shown.lock());
}

void TraySettingTest::whatIsWrittenMeanwhileComesIn()
{
    const VaultFixture fixture;
    fixture.add("# Here");
    const std::filesystem::path state = fixture.folder / "state";
    ShownWindow shown(fixture.open(state), {1440, 900}, fixture.origin());
    QTRY_COMPARE(shown.painted.count(), 1);
    QVERIFY(captureNote(fixture.file, state, bytesOf("# Milk"), systemClock()).has_value());
    QVERIFY(captureNote(fixture.file, state, bytesOf("# Stamps"), systemClock()).has_value());
    shown.window.takeInbox();
    shown.window.takeInbox(); // told of each
    QTRY_COMPARE(shown.list->model()->rowCount(), 3);
    const auto* toast = shown.window.findChild<ui::Toast*>();
    QTRY_VERIFY2(toast->message().contains(u"written while the vault was locked"_s),
                 qPrintable(toast->message()));
    QVERIFY(captureNote(fixture.file, state, bytesOf("# Tea"), systemClock()).has_value());
    shown.window.takeInbox();
    QTRY_COMPARE(shown.list->model()->rowCount(), 4);
    QVERIFY(shown.lock());
}

QTEST_MAIN(TraySettingTest)
#include "tray_setting_test.moc"
