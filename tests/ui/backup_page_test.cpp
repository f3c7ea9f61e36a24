// SPDX-License-Identifier: GPL-3.0-or-later
// Backups made by the window: in quiet moments, and when asked for.
#include "core/backup/backup.h"
#include "tests/ui/sheet_hands.h"
#include "ui/sheets/backup_page.h"
#include "ui/sheets/settings_sheet.h"
#include "ui/vault/backup_schedule.h"

#include <QListWidget>

#include <fstream>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::SheetHands;
using test::ShownWindow;
using test::VaultFixture;

namespace {

std::size_t backupsOf(const VaultFixture& fixture)
{
    const auto vault = fixture.open();
    const auto listing =
        listBackups(*vault, BackupPlace::of(fixture.file, VaultSettings{}, std::chrono::minutes(0)));
    std::size_t proven = 0;
    for (const Generation& generation : listing->generations)
        proven += generation.state == GenerationState::Proven ? 1 : 0;
    return proven;
}

} // namespace

class BackupPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesOneWhenAsked();
    void makesOneInAQuietMoment();
    void makesNoneWhereNothingChangedOrItIsOff();
    void tellsAFailureOnceAndOffersRetry();
};

void BackupPageTest::makesOneWhenAsked()
{
    const VaultFixture fixture;
    fixture.add("# One");
    {
        ShownWindow shown(fixture.open(), {1440, 900}, fixture.origin());
        QTRY_COMPARE(shown.painted.count(), 1);
        shown.trigger(u"Ctrl+,"_s);
        const SheetHands<ui::SettingsSheet> hands(shown.window);
        hands.sheet->findChild<QListWidget*>()->setCurrentRow(3);
        QVERIFY(hands.hears(u"No backup yet"_s));
        QVERIFY(hands.press(u"Back up now"_s));
        QVERIFY(hands.hears(u"Last proven backup: today, "_s));
        QVERIFY(shown.lock());
    }
    QCOMPARE(backupsOf(fixture), std::size_t{1});
}

void BackupPageTest::makesOneInAQuietMoment()
{
    const VaultFixture fixture;
    fixture.add("# One");
    ui::VaultSession session(fixture.open(), fixture.origin());
    ui::BackupSchedule schedule(session);
    schedule.setPace({20ms, 10ms});
    schedule.start({});
    QTRY_VERIFY(schedule.listing() && schedule.listing()->lastProven);
    QTest::qWait(100);
    QCOMPARE(schedule.listing()->generations.size(), std::size_t{1}); // nothing has changed since
}

void BackupPageTest::makesNoneWhereNothingChangedOrItIsOff()
{
    const VaultFixture fixture;
    fixture.add("# One");
    ui::VaultSession session(fixture.open(), fixture.origin());
    ui::BackupSchedule schedule(session);
    schedule.setPace({20ms, 10ms});
    VaultSettings off;
    off.backups = false;
    schedule.start(off);
    QTest::qWait(150);
    schedule.refresh();
    QTRY_VERIFY(schedule.listing());
    QVERIFY(schedule.listing()->generations.empty());
}

void BackupPageTest::tellsAFailureOnceAndOffersRetry()
{
    const VaultFixture fixture;
    fixture.add("# One");
    std::ofstream(fixture.folder / "Test.lockleaf.backups") << "no folder";
    std::ofstream(fixture.folder / "Test.backups") << "no folder";
    ui::VaultSession session(fixture.open(), fixture.origin());
    ui::BackupSchedule schedule(session);
    schedule.setPace({20ms, 10ms});
    QSignalSpy failed(&schedule, &ui::BackupSchedule::failedFirst);
    schedule.start({});
    QTRY_COMPARE(failed.count(), 1);
    schedule.backUpNow();
    QTRY_VERIFY(!schedule.isRunning());
    QCOMPARE(failed.count(), 1);
    const ui::BackupPage page(schedule, {});
    QVERIFY(page.findChild<QAbstractButton*>());
    QTRY_VERIFY(schedule.failure());
}

QTEST_MAIN(BackupPageTest)
#include "backup_page_test.moc"
