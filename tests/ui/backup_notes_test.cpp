// SPDX-License-Identifier: GPL-3.0-or-later
// A backup that is looked into: how its notes compare with now, and what comes back.
#include "tests/ui/backups_fixture.h"

#include <QFileDialog>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::BackedUp;
using test::OpenBackups;
using test::VaultFixture;

class BackupNotesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksInsideAndCompares();
    void filters();
    void bringsOneBackByKeyboard();
    void bringsSeveralBack();
    void overwritesNothing();
    void restoresEverything();
    void refusesATakenName();
    void manyNotes();
    void lockWhileItIsOpen();
};

void BackupNotesTest::looksInsideAndCompares()
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

void BackupNotesTest::filters()
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

void BackupNotesTest::bringsOneBackByKeyboard()
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

void BackupNotesTest::bringsSeveralBack()
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

void BackupNotesTest::overwritesNothing()
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

void BackupNotesTest::restoresEverything()
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

void BackupNotesTest::refusesATakenName()
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

void BackupNotesTest::manyNotes()
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

void BackupNotesTest::lockWhileItIsOpen()
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

QTEST_MAIN(BackupNotesTest)
#include "backup_notes_test.moc"
