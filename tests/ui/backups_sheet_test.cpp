// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet of backups: what it lists, how a note of one compares with now, and what comes back.
#include "core/backup/backup.h"
#include "tests/ui/sheet_hands.h"
#include "ui/sheets/backup_list_page.h"
#include "ui/sheets/backup_notes_page.h"
#include "ui/sheets/backups_sheet.h"
#include "ui/sheets/row_list.h"
#include "ui/sheets/settings_sheet.h"
#include "ui/sheets/version_text.h"
#include "ui/widgets/file_chooser.h"

#include <QListWidget>

#include <fstream>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::VaultFixture;

namespace {

/// A vault with backups.
struct BackedUp : VaultFixture
{
    [[nodiscard]] BackupPlace place() const
    {
        return BackupPlace::of(file, VaultSettings{}, std::chrono::minutes(0));
    }
    Generation backUp(BackupReason reason = BackupReason::Asked) const
    {
        const auto vault = open();
        BackupReport report;
        NoProgress silent;
        if (!runToEnd(*makeBackupJob(*vault, place(), reason, report), {}, silent) || !vault->close())
            qFatal("backup");
        return report.made;
    }
    template <class Change>
    void change(Change what) const
    {
        const auto vault = open();
        if (!what(*vault) || !vault->close())
            qFatal("change");
    }
    /// Logs that lie beside the backups.
    [[nodiscard]] std::vector<std::string> leftovers() const
    {
        std::vector<std::string> left;
        for (const auto& entry : std::filesystem::directory_iterator(place().folder)) {
            const std::string name = entry.path().filename().string();
            if (name.ends_with("-wal"))
                left.push_back(name);
        }
        return left;
    }
};

struct OpenBackups : ShownWindow
{
    std::optional<test::SheetHands<ui::BackupsSheet>> hands;

    explicit OpenBackups(const BackedUp& fixture, QSize size = {1440, 900})
        : ShownWindow(fixture.open(), size, fixture.origin())
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            qFatal("the list does not come");
        triggerNamed(u"Backups…"_s);
        hands.emplace(window);
    }
    [[nodiscard]] ui::RowList* rowsNamed(const QString& name) const
    {
        for (auto* found : hands->sheet->findChildren<ui::RowList*>())
            if (found->accessibleName() == name)
                return found;
        return nullptr;
    }
    [[nodiscard]] ui::RowList* backups() const { return rowsNamed(u"Backups"_s); }
    [[nodiscard]] ui::RowList* notes() const { return rowsNamed(u"Notes in this backup"_s); }
    [[nodiscard]] bool hasBackups(int count) const
    {
        return QTest::qWaitFor([&] { return backups()->model()->rowCount() == count; }, 60'000);
    }
    [[nodiscard]] bool lookInside(int row = 0) const
    {
        backups()->choose(row);
        return hands->press(u"Look inside"_s) &&
               QTest::qWaitFor([&] { return notes()->model()->rowCount() > 0; }, 60'000);
    }
    void chooseNote(const QString& title) const
    {
        for (int row = 0; row < notes()->model()->rowCount(); ++row)
            if (notes()->model()->index(row, 0).data().toString() == title)
                notes()->choose(row);
    }
    [[nodiscard]] QString preview() const
    {
        return hands->sheet->findChild<ui::VersionText*>()->toPlainText();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(window.focusWidget(), key, modifiers);
    }
};

QString detailOf(const ui::RowList& list, int row)
{
    return list.model()->index(row, 0).data(ui::RowModel::DetailRole).toString();
}

} // namespace

class BackupsSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsWhatThereIs();
    void noneYet();
    void comesFromTheSettings();
    void looksInsideAndCompares();
    void filters();
    void bringsOneBackByKeyboard();
    void bringsSeveralBack();
    void overwritesNothing();
    void restoresEverything();
    void refusesATakenName();
    void provesAndFindsDamage();
    void removesAfterAsking();
    void manyNotes();
    void lockWhileItIsOpen();
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

void BackupsSheetTest::looksInsideAndCompares()
{
    const BackedUp fixture;
    fixture.add("# Same", 1);
    const RecordId differs = fixture.add("# Differs\n\nold words", 2);
    const RecordId trashed = fixture.add("# Trashed", 3);
    const RecordId gone = fixture.add("# Gone", 4);
    fixture.backUp();
    fixture.change([&](Vault& vault) {
        return vault.saveBody(differs, bytesOf("# Differs\n\nnew words")) && vault.moveToTrash(trashed) &&
               vault.moveToTrash(gone) && vault.deleteForever(gone);
    });
    const OpenBackups shown(fixture);
    QVERIFY(shown.hasBackups(1));
    QVERIFY(shown.lookInside());
    QVERIFY(shown.hands->sheet->accessibleName().startsWith(u"Backup: Today, "_s));
    const std::tuple<QString, QString, QString, bool> expected[] = {
        {u"Same"_s, u"The same as now."_s, u"# Same"_s, false},
        {u"Differs"_s, u"Differs from now: 1 line only in the backup, 1 line only now."_s, u"old"_s, true},
        {u"Trashed"_s, u"The same text is in the Trash now."_s, u"# Trashed"_s, true},
        {u"Gone"_s, u"Not there any more: it was deleted for good."_s, u"# Gone"_s, true}};
    for (const auto& [title, words, text, comes] : expected) {
        shown.chooseNote(title);
        QVERIFY2(shown.hands->hears(words), qPrintable(title));
        QVERIFY2(shown.preview().contains(text), qPrintable(shown.preview()));
        QCOMPARE(shown.hands->offers(u"Restore this note"_s), comes);
    }
    QVERIFY(shown.hands->press(u"Back"_s));
    QCOMPARE(shown.hands->sheet->accessibleName(), u"Backups"_s);
    QVERIFY(shown.preview().isEmpty());
    QCOMPARE(shown.notes()->model()->rowCount(), 0);
    QVERIFY(shown.hands->press(u"Prove now"_s)); // which opens it: it is held no more
    QVERIFY(shown.hands->hears(u"is whole: everything in it was read and compared."_s));
    QVERIFY(shown.lookInside());
}

void BackupsSheetTest::filters()
{
    const BackedUp fixture;
    fixture.add("# Apples\n\nred ones", 1);
    fixture.add("# Pears\n\ngreen ones", 2);
    fixture.backUp();
    OpenBackups shown(fixture);
    QVERIFY(shown.hasBackups(1));
    QVERIFY(shown.lookInside());
    auto* field = shown.hands->field(u"Search in this backup"_s);
    QCOMPARE(shown.window.focusWidget(), field);
    field->setText(u"green"_s); // in the text of one
    QVERIFY(shown.hands->hears(u"1 note found"_s));
    QCOMPARE(shown.notes()->model()->index(0, 0).data().toString(), u"Pears"_s);
    field->setText(u"zebra"_s);
    QVERIFY(shown.hands->hears(u"No note has “zebra”"_s));
    QTRY_VERIFY(shown.preview().isEmpty());
    QVERIFY(!shown.hands->offers(u"Restore this note"_s));
    shown.key(Qt::Key_Escape); // empties the field, and leaves the sheet
    QVERIFY(shown.hands->isOpen());
    QVERIFY(shown.hands->hears(u"2 notes"_s));
    shown.key(Qt::Key_Escape);
    QTRY_VERIFY(!shown.hands->isOpen());
}

void BackupsSheetTest::bringsOneBackByKeyboard()
{
    const BackedUp fixture;
    fixture.add("# Stays", 1);
    const RecordId gone = fixture.add("# Gone\n\nwith its words", 2);
    fixture.backUp();
    fixture.change([&](Vault& vault) { return vault.deleteForever(gone); });
    {
        OpenBackups shown(fixture);
        QVERIFY(shown.hasBackups(1));
        QTRY_COMPARE(shown.window.focusWidget(), shown.backups());
        shown.key(Qt::Key_Return);
        QTRY_COMPARE(shown.notes()->model()->rowCount(), 2);
        QTest::keyClicks(shown.window.focusWidget(), u"its words"_s);
        QVERIFY(shown.hands->hears(u"1 note found"_s));
        shown.key(Qt::Key_Down);
        QCOMPARE(shown.window.focusWidget(), shown.notes());
        QVERIFY(shown.hands->hears(u"Not there any more"_s));
        for (int i = 0; i < 10 && shown.window.focusWidget() != shown.hands->button(u"Restore this note"_s);
             ++i)
            shown.key(Qt::Key_Tab);
        shown.key(Qt::Key_Space);
        QVERIFY(shown.hands->hears(u"1 note came back."_s));
        QVERIFY(shown.hands->hears(u"The same as now."_s));
        QTRY_COMPARE(shown.text(), u"# Gone\n\nwith its words"_s); // it is open behind the sheet
        QTRY_COMPARE(shown.list->model()->rowCount() >= 2, true);
        shown.key(Qt::Key_Escape); // from the list of notes
        QTRY_VERIFY(!shown.hands->isOpen());
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    QCOMPARE(VaultFixture::body(*vault, gone), "# Gone\n\nwith its words");
    QVERIFY(fixture.leftovers().empty());
}

void BackupsSheetTest::bringsSeveralBack()
{
    const BackedUp fixture;
    fixture.add("# Same", 3);
    const RecordId one = fixture.add("# One", 2);
    const RecordId two = fixture.add("# Two", 1);
    fixture.backUp();
    fixture.change([&](Vault& vault) { return vault.deleteForever(one) && vault.moveToTrash(two); });
    const OpenBackups shown(fixture);
    QVERIFY(shown.hasBackups(1));
    QVERIFY(shown.lookInside());
    shown.notes()->selectAll();
    QVERIFY(shown.hands->hears(u"3 notes chosen: 2 would come back, 1 is the same as now."_s));
    QVERIFY(shown.preview().isEmpty());
    QVERIFY(shown.hands->press(u"Restore 3 notes"_s));
    QVERIFY(shown.hands->hears(u"2 notes came back. 1 was the same already."_s));
    QVERIFY(shown.hands->hears(u"3 notes chosen: 0 would come back, 3 are the same as now."_s));
    QVERIFY(!shown.hands->offers(u"Restore 3 notes"_s));
}

void BackupsSheetTest::overwritesNothing()
{
    const BackedUp fixture;
    const RecordId note = fixture.add("# Note\n\nold words");
    fixture.backUp();
    fixture.change([&](Vault& vault) { return vault.saveBody(note, bytesOf("# Note\n\nnew words")); });
    {
        OpenBackups shown(fixture);
        QTRY_COMPARE(shown.text(), u"# Note\n\nnew words"_s);
        QVERIFY(shown.hasBackups(1));
        QVERIFY(shown.lookInside());
        QVERIFY(shown.hands->press(u"Restore this note"_s));
        QVERIFY(shown.hands->hears(u"Nothing was overwritten: the text of before is a version."_s));
        QTRY_COMPARE(shown.text(), u"# Note\n\nold words"_s);
        shown.hands->sheet->closeSheet();
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    QCOMPARE(VaultFixture::body(*vault, note), "# Note\n\nold words");
    const auto versions = vault->revisions(note);
    QVERIFY(std::ranges::any_of(*versions, [&](const RevisionSummary& version) {
        return vault->revision(note, version.id)->body.text() == "# Note\n\nnew words";
    }));
}

void BackupsSheetTest::restoresEverything()
{
    const BackedUp fixture;
    fixture.add("# One", 1);
    fixture.add("# Two", 2);
    fixture.backUp();
    const auto target = fixture.folder / "Again.lockleaf";
    {
        const OpenBackups shown(fixture);
        QVERIFY(shown.hasBackups(1));
        QVERIFY(shown.lookInside());
        QVERIFY(shown.hands->press(u"Restore everything into a new vault…"_s));
        auto* chooser = shown.hands->sheet->findChild<QFileDialog*>();
        QVERIFY(chooser);
        Q_EMIT chooser->fileSelected(test::pathText(target));
        QVERIFY(shown.hands->hears(u"Restored and proven: 2 notes, in "_s));
        QVERIFY(shown.hands->says(u"Again.lockleaf"_s));
        delete chooser;
    }
    auto key = Vault::unlock(target, VaultFixture::passphrase());
    const auto again = Vault::open(target, std::move(*key), {});
    QVERIFY(again);
    QCOMPARE(VaultFixture::bodies(**again), (std::vector<std::string>{"# One", "# Two"}));
}

void BackupsSheetTest::refusesATakenName()
{
    const BackedUp fixture;
    fixture.add("# One");
    fixture.backUp();
    const OpenBackups shown(fixture);
    QVERIFY(shown.hasBackups(1));
    QVERIFY(shown.lookInside());
    QVERIFY(shown.hands->press(u"Restore everything into a new vault…"_s));
    auto* chooser = shown.hands->sheet->findChild<QFileDialog*>();
    Q_EMIT chooser->fileSelected(test::pathText(fixture.file));
    QVERIFY(shown.hands->hears(u"A file of this name exists already. Choose another name."_s));
    QVERIFY(shown.hands->offers(u"Restore everything into a new vault…"_s));
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

void BackupsSheetTest::manyNotes()
{
    const BackedUp fixture;
    fixture.change([](Vault& vault) {
        return vault.inOneTransaction([&]() -> Result<void> {
            for (int i = 0; i < 450; ++i) {
                NewNote note;
                note.body = SecureBytes::copyOf(bytesOf("# Note " + std::to_string(i)));
                LOCKLEAF_TRY([[maybe_unused]] const RecordId id, vault.addNote(std::move(note)));
            }
            return {};
        });
    });
    fixture.backUp();
    const OpenBackups shown(fixture);
    QVERIFY(shown.hasBackups(1));
    QVERIFY(shown.lookInside());
    QVERIFY(shown.hands->says(u"450 notes"_s));
    QVERIFY(shown.notes()->model()->rowCount() <= 400); // the others as one comes to them
    QVERIFY(QTest::qWaitFor([&] {
        shown.notes()->scrollToBottom();
        return shown.notes()->model()->rowCount() == 450;
    }));
}

void BackupsSheetTest::lockWhileItIsOpen()
{
    const BackedUp fixture;
    const RecordId gone = fixture.add("# Gone\n\nsecret words");
    fixture.backUp();
    fixture.change([&](Vault& vault) { return vault.deleteForever(gone); });
    {
        OpenBackups shown(fixture);
        QVERIFY(shown.hasBackups(1));
        QVERIFY(shown.lookInside());
        QTRY_VERIFY(shown.preview().contains(u"secret words"_s));
        shown.window.findChild<ui::BackupsSheet*>()->closeSheet();
        QVERIFY(shown.preview().isEmpty());
        QCOMPARE(shown.notes()->model()->rowCount(), 0);
        QTRY_VERIFY(!shown.hands->sheet);
        shown.triggerNamed(u"Backups…"_s);
        shown.hands.emplace(shown.window);
        QVERIFY(shown.hasBackups(1));
        QVERIFY(shown.lookInside());
        QVERIFY(shown.lock());
        QVERIFY(!shown.window.findChild<ui::BackupsSheet*>());
    }
    QVERIFY(fixture.leftovers().empty());
    const auto vault = fixture.open(); // nothing holds a backup any more
    const auto listing = listBackups(*vault, fixture.place());
    QVERIFY(OpenGeneration::open(*vault, fixture.place(), listing->generations.front().name));
}

QTEST_MAIN(BackupsSheetTest)
#include "backups_sheet_test.moc"
