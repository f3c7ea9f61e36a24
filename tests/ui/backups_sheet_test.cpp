// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet of backups: what it lists, proves and removes.
#include "tests/ui/backups_fixture.h"
#include "ui/sheets/settings_sheet.h"

#include <QListWidget>

#include <fstream>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::BackedUp;
using test::detailOf;
using test::OpenBackups;
using test::ShownWindow;

class BackupsSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsWhatThereIs();
    void noneYet();
    void comesFromTheSettings();
    void provesAndFindsDamage();
    void removesAfterAsking();
};

void BackupsSheetTest::listsWhatThereIs()
{
    const BackedUp fixture;
    fixture.add("# One");
    fixture.backUp(BackupReason::Scheduled);
    fixture.add("# Two");
    fixture.backUp(BackupReason::BeforeLargeDeletion);
    const OpenBackups shown(fixture);
    QVERIFY(shown.hasBackups(2));
    QVERIFY(shown.backups()->model()->index(0, 0).data().toString().startsWith(u"Today, "_s));
    const QString first = detailOf(*shown.backups(), 0);
    for (const QString& words : {u"Before a deletion · 2 notes · "_s, u"B · proven today, "_s})
        QVERIFY2(first.contains(words), qPrintable(first));
    QVERIFY(detailOf(*shown.backups(), 1).startsWith(u"On schedule · 1 note · "_s));
    QVERIFY(shown.hands->says(u"2 backups, "_s));
    QVERIFY(!shown.hands->offers(u"Remove…"_s)); // the newest proven one stays
    shown.backups()->choose(1);
    QVERIFY(shown.hands->offers(u"Remove…"_s));
    QCOMPARE(shown.backups()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString(),
             shown.backups()->model()->index(1, 0).data().toString() + u", "_s +
                 detailOf(*shown.backups(), 1));
}

void BackupsSheetTest::noneYet()
{
    const BackedUp fixture;
    fixture.add("# One");
    const OpenBackups shown(fixture);
    QVERIFY(shown.hands->hears(u"No backups yet"_s));
    QVERIFY(!shown.hands->button(u"Look inside"_s));
    QVERIFY(shown.hands->press(u"Back up now"_s));
    QVERIFY(shown.hasBackups(1));
    QTRY_VERIFY(shown.hands->offers(u"Look inside"_s));
}

void BackupsSheetTest::comesFromTheSettings()
{
    const BackedUp fixture;
    fixture.add("# One");
    fixture.backUp();
    ShownWindow shown(fixture.open(), {1440, 900}, fixture.origin());
    QTRY_COMPARE(shown.painted.count(), 1);
    shown.trigger(u"Ctrl+,"_s);
    const test::SheetHands<ui::SettingsSheet> settings(shown.window);
    settings.sheet->findChild<QListWidget*>()->setCurrentRow(3);
    QVERIFY(settings.press(u"Show backups…"_s));
    QTRY_VERIFY(shown.window.findChild<ui::BackupsSheet*>());
    QTRY_VERIFY(!settings.isOpen());
}

void BackupsSheetTest::provesAndFindsDamage()
{
    const BackedUp fixture;
    fixture.add("# One");
    const Generation made = fixture.backUp();
    {
        const OpenBackups shown(fixture);
        QVERIFY(shown.hasBackups(1));
        QVERIFY(shown.hands->press(u"Prove now"_s));
        QVERIFY(shown.hands->hears(u"is whole: everything in it was read and compared."_s));
    }
    {
        std::fstream file(fixture.place().folder / made.name,
                          std::ios::in | std::ios::out | std::ios::binary);
        const auto size =
            static_cast<std::streamoff>(std::filesystem::file_size(fixture.place().folder / made.name));
        for (std::streamoff at = size / 4; at < size; at += 4096) {
            file.seekp(at);
            file.write("damage damage", 13);
        }
    }
    const OpenBackups shown(fixture);
    QVERIFY(shown.hasBackups(1));
    QVERIFY(shown.hands->press(u"Prove now"_s));
    QVERIFY(shown.hands->hears(u"” is damaged: "_s));
    QTRY_VERIFY(detailOf(*shown.backups(), 0).contains(u"damaged"_s));
    QVERIFY(shown.backups()->model()->index(0, 0).data(ui::RowModel::ProblemRole).toBool());
    QVERIFY(shown.hands->hears(u"This backup is damaged. Notes in it may still be readable."_s));
}

void BackupsSheetTest::removesAfterAsking()
{
    const BackedUp fixture;
    fixture.add("# One");
    const Generation older = fixture.backUp(BackupReason::BeforeMigration); // kept apart: it is not rotated
    fixture.add("# Two");
    const Generation newer = fixture.backUp();
    const OpenBackups shown(fixture);
    QVERIFY(shown.hasBackups(2));
    shown.backups()->choose(1);
    QVERIFY(shown.hands->press(u"Remove…"_s));
    QVERIFY(shown.hands->hears(u"It cannot be brought back."_s));
    QCOMPARE(shown.window.focusWidget(), shown.hands->button(u"Cancel"_s));
    QVERIFY(shown.hands->press(u"Cancel"_s));
    QVERIFY(std::filesystem::exists(fixture.place().folder / older.name));
    QVERIFY(shown.hands->press(u"Remove…"_s));
    QVERIFY(shown.hands->press(u"Remove"_s));
    QVERIFY(shown.hasBackups(1));
    QVERIFY(shown.hands->says(u"The backup was removed."_s));
    QVERIFY(!std::filesystem::exists(fixture.place().folder / older.name));
    QVERIFY(std::filesystem::exists(fixture.place().folder / newer.name));
}

QTEST_MAIN(BackupsSheetTest)
#include "backups_sheet_test.moc"
