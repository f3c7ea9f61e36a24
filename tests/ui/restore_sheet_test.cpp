// SPDX-License-Identifier: GPL-3.0-or-later
// An archive that comes back by the window: opened aside, looked at, restored, reported on.
#include "core/archive/export_archive.h"
#include "tests/archive/odd_archive.h"
#include "tests/ui/sheet_hands.h"
#include "tests/ui/typed_text.h"
#include "ui/sheets/conflicts_sheet.h"
#include "ui/sheets/import_sheet.h"
#include "ui/sheets/restore_sheet.h"

#include <QClipboard>

#include <fstream>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::pathText;
using test::ShownWindow;
using test::VaultFixture;

namespace {

constexpr int CheapScrypt = 10;

/// An archive of a vault, made by a password or for a key.
struct ArchiveMaker
{
    std::filesystem::path file;
    ExportReport report;

    ArchiveMaker(const VaultFixture& fixture, const char* name, Result<ArchiveSeal> seal)
        : file(fixture.folder / name)
    {
        const auto vault = fixture.open();
        NoProgress silent;
        const auto job = makeExportJob(*vault, file, std::move(*seal), report);
        if (!runToEnd(*job, {}, silent))
            qFatal("export");
    }
};

Result<ArchiveSeal> sealedBy(std::string_view password)
{
    return ArchiveSeal::forPassphrase(*Passphrase::fromTyped(bytesOf(password)), CheapScrypt);
}

struct OpenRestore : ShownWindow
{
    std::optional<test::SheetHands<ui::RestoreSheet>> hands;

    explicit OpenRestore(const VaultFixture& fixture)
        : ShownWindow(fixture.open(), {1440, 900}, fixture.origin())
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            qFatal("the list does not come");
        triggerNamed(u"Restore from archive…"_s);
        hands.emplace(window);
    }
    void choose(const std::filesystem::path& archive, const QString& password)
    {
        hands->type(u"Archive"_s, pathText(archive));
        hands->type(u"Password of the archive"_s, password);
    }
};

} // namespace

class RestoreSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void bringsBack();
    void sameAgainBringsNothing();
    void conflictsStandSideBySide();
    void wrongPassword();
    void missingThings();
    void byKeyFile();
    void damagedArchive();
    void saysWhatIsLeftOut();
    void ofAnEarlyVersion();
    void escapeLeavesTheDerivation();
    void cancelInTheMiddle();
    void lockInTheMiddle();
    void importLeadsHere();
};

void RestoreSheetTest::bringsBack()
{
    VaultFixture theirs;
    theirs.add("# One\n\nfirst");
    theirs.add("# Two\n\nsecond");
    ArchiveMaker archive(theirs, "theirs.tar.age", sealedBy("four words of it"));
    VaultFixture fixture;
    fixture.add("mine");
    {
        OpenRestore shown(fixture);
        QVERIFY(shown.hands->isOpen());
        QCOMPARE(shown.window.focusWidget(), shown.hands->field(u"Archive"_s));
        shown.choose(archive.file, u"four words of it"_s);
        QTest::keyClick(shown.hands->field(u"Password of the archive"_s), Qt::Key_Return);
        QVERIFY(shown.hands->hears(u"2 notes are new here."_s));
        QVERIFY(shown.hands->forgotPasswords());
        QVERIFY(!shown.hands->says(u"does not prove"_s));
        QCOMPARE(shown.list->model()->rowCount(), 1); // nothing has been done yet
        QCOMPARE(shown.window.focusWidget(), shown.hands->button(u"Restore"_s));
        QTest::keyClick(shown.window.focusWidget(), Qt::Key_Space);
        QVERIFY(shown.hands->hears(u"2 notes came back."_s));
        QVERIFY(
            shown.hands->report().contains(u"New: 2. Brought up to date: 0. Changed in both places: 0."_s));
        QTRY_COMPARE(shown.list->model()->rowCount(), 3);
        QVERIFY(shown.hands->press(u"Close"_s));
        QVERIFY(!shown.hands->isOpen());
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    QCOMPARE(VaultFixture::bodies(*vault),
             (std::vector<std::string>{"# One\n\nfirst", "# Two\n\nsecond", "mine"}));
}

void RestoreSheetTest::sameAgainBringsNothing()
{
    VaultFixture fixture;
    fixture.add("mine");
    ArchiveMaker archive(fixture, "mine.tar.age", sealedBy("four words of it"));
    OpenRestore shown(fixture);
    shown.choose(archive.file, u"four words of it"_s);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->hears(u"Nothing in it is new."_s));
    QVERIFY(shown.hands->says(u"1 note is the same."_s));
    QVERIFY(!shown.hands->button(u"Restore"_s));
    QVERIFY(shown.hands->press(u"Back"_s)); // to another archive
    QVERIFY(shown.hands->offers(u"Look inside"_s));
    QCOMPARE(shown.window.focusWidget(), shown.hands->field(u"Archive"_s));
}

void RestoreSheetTest::conflictsStandSideBySide()
{
    VaultFixture fixture;
    const RecordId id = fixture.add("# Both\n\nas it was");
    std::filesystem::copy_file(fixture.file, fixture.folder / "Copy.lockleaf");
    const auto edit = [&](const std::filesystem::path& file, std::string_view body) {
        auto key = Vault::unlock(file, VaultFixture::passphrase());
        const auto vault = Vault::open(file, std::move(*key), {});
        QVERIFY((*vault)->saveBody(id, bytesOf(body)));
        QVERIFY((*vault)->close());
    };
    edit(fixture.file, "# Both\n\nas the desk says");
    ArchiveMaker archive(fixture, "desk.tar.age", sealedBy("four words of it"));
    std::filesystem::remove(fixture.file);
    std::filesystem::rename(fixture.folder / "Copy.lockleaf", fixture.file);
    edit(fixture.file, "# Both\n\nas the laptop says");
    OpenRestore shown(fixture);
    shown.choose(archive.file, u"four words of it"_s);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->hears(u"1 note was changed in both places."_s));
    QVERIFY(shown.hands->press(u"Restore"_s));
    QVERIFY(shown.hands->hears(u"1 stands twice"_s));
    QVERIFY(shown.hands->report().contains(u"Two texts, now two notes: Both"_s));
    QVERIFY(shown.hands->press(u"Compare…"_s));
    QTRY_VERIFY(shown.window.findChild<ui::ConflictsSheet*>());
}

void RestoreSheetTest::wrongPassword()
{
    VaultFixture fixture;
    fixture.add("mine");
    ArchiveMaker archive(fixture, "mine.tar.age", sealedBy("four words of it"));
    OpenRestore shown(fixture);
    shown.choose(archive.file, u"three words of"_s);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->hears(u"That password doesn't open this archive."_s));
    auto* field = shown.hands->field(u"Password of the archive"_s);
    QVERIFY(field->hasError() && field->hasFocus());
    const auto* const password = dynamic_cast<const ui::PasswordField*>(field);
    QVERIFY(password != nullptr && !password->isEmpty());
    QCOMPARE(password->selectionLength(), static_cast<int>(test::typed(*password).size()));
    QTest::keyClicks(field, u"four words of it"_s); // in the place of the wrong one
    QVERIFY(!field->hasError());
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(shown.hands->hears(u"1 note is the same."_s));
    shown.hands->sheet->closeSheet();
    QVERIFY(!shown.hands->sheet || shown.hands->forgotPasswords());
}

void RestoreSheetTest::missingThings()
{
    VaultFixture fixture;
    OpenRestore shown(fixture);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->says(u"Say which archive to restore."_s));
    for (int tabs = 0; tabs < 4 && !shown.hands->field(u"Password of the archive"_s)->hasFocus(); ++tabs)
        QTest::keyClick(shown.window.focusWidget(), Qt::Key_Tab);
    QVERIFY(shown.hands->field(u"Password of the archive"_s)->hasFocus()); // before what is at the foot
    shown.choose(fixture.folder / "nowhere.age", {});
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->says(u"Type the password of the archive."_s));
    shown.choose(fixture.folder / "nowhere.age", u"some password"_s);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->hears(u"There is no such file."_s));
    QVERIFY(shown.hands->field(u"Archive"_s)->hasError());
    shown.choose(fixture.file, u"some password"_s);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    const QString sentence = QString::fromStdString(std::string(plainEnglish(ErrorCode::NotAnArchive)));
    QVERIFY(shown.hands->hears(sentence));
}

void RestoreSheetTest::byKeyFile()
{
    VaultFixture fixture;
    fixture.add("mine");
    const age::Identity identity = age::Identity::generate();
    const age::Recipient recipient = identity.recipient();
    ArchiveMaker archive(fixture, "mine.tar.age", ArchiveSeal::forRecipients({&recipient, 1}));
    std::ofstream(fixture.folder / "key.txt") << "# mine\n" << identity.text().text() << '\n';
    std::ofstream(fixture.folder / "other.txt") << age::Identity::generate().text().text() << '\n';
    std::ofstream(fixture.folder / "none.txt") << "not a key\n";
    std::ofstream(fixture.folder / "large.txt") << std::string((std::size_t{1} << 20) + 1, '#');
    OpenRestore shown(fixture);
    shown.choose(archive.file, {});
    QVERIFY(shown.hands->press(u"age key file"_s));
    auto* field = shown.hands->field(u"File with the age key"_s);
    QVERIFY(field->hasFocus());
    const std::pair<const char*, QString> wrong[] = {{"other.txt", u"This key doesn't open this archive."_s},
                                                     {"none.txt", u"This file holds no age key."_s},
                                                     {"large.txt", u"This file holds no age key."_s},
                                                     {"gone.txt", u"There is no such file."_s}};
    for (const auto& [name, sentence] : wrong) {
        field->setText(pathText(fixture.folder / name));
        QVERIFY(shown.hands->press(u"Look inside"_s));
        QVERIFY2(shown.hands->hears(sentence), name);
        QVERIFY2(field->hasError(), name);
    }
    field->setText(pathText(fixture.folder / "key.txt"));
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->hears(u"1 note is the same."_s));
    QVERIFY(shown.hands->says(u"it does not prove who made it"_s));
}

void RestoreSheetTest::damagedArchive()
{
    VaultFixture theirs;
    const std::string filling(700'000, 'x'); // so that the first part ends before the archive does
    for (int i = 0; i < 8; ++i)
        theirs.add("# Note " + std::to_string(i) + "\n\n" + std::to_string(i * 7919) + filling);
    ArchiveMaker archive(theirs, "theirs.tar.age", sealedBy("four words of it"));
    const auto size = std::filesystem::file_size(archive.file);
    std::filesystem::resize_file(archive.file, size - 10);
    VaultFixture fixture;
    OpenRestore shown(fixture);
    shown.choose(archive.file, u"four words of it"_s);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->hears(u"The archive is damaged, and was cut after"_s));
    QVERIFY(shown.hands->says(u" notes: a part of it was changed, or is cut. What comes before"_s));
    QVERIFY(shown.hands->press(u"Restore"_s));
    QVERIFY(shown.hands->hears(u"what came before the damage is restored"_s));
    QVERIFY(shown.hands->report().contains(u"a part of it was changed, or is cut."_s));
}

void RestoreSheetTest::saysWhatIsLeftOut()
{
    test::OddArchive odd;
    const std::string otherHash(64, 'a');
    for (int i = 0; i < 1002; ++i)
        odd.addAs("notes/" + std::to_string(i), "text", 4, otherHash,
                  test::OddArchive::note(i == 0 ? "So\u202eup" : "Bread"));
    odd.add("notes/good.md", "good", test::OddArchive::note("Good", "99020304010203040102030401020304"));
    VaultFixture fixture;
    const auto file = fixture.folder / "odd.tar.age";
    odd.writeTo(file);
    OpenRestore shown(fixture);
    shown.choose(file, u"open sesame"_s);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->hears(QLocale().toString(1002) +
                               u" things are damaged, or not fit for a vault, and stay out."_s));
    const QString first =
        u"Left out: the note “So\xfffdup” (Its size or its checksum is not what the archive says.)"_s;
    QStringList said = shown.hands->report().split(u'\n');
    QCOMPARE(said.size(), 1001);
    QCOMPARE(said.constFirst(), first);
    QCOMPARE(said.constLast(), u"And 2 more."_s);
    QVERIFY(shown.hands->press(u"Back"_s));
    QVERIFY(shown.hands->report().isEmpty());
    shown.choose(file, u"open sesame"_s);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->press(u"Restore"_s));
    QVERIFY(shown.hands->hears(u"1 note came back."_s));
    said = shown.hands->report().split(u'\n');
    QVERIFY(said.contains(u"The same: 0. Newer here: 0. Damaged or not fit, and left out: 1002."_s));
    QVERIFY(said.contains(first) && said.contains(u"And 2 more."_s));
    QVERIFY(shown.hands->press(u"Copy report"_s));
    QVERIFY(QGuiApplication::clipboard()->text().contains(first));
}

void RestoreSheetTest::ofAnEarlyVersion()
{
    test::OddArchive early;
    std::string said = test::OddArchive::note();
    early.add("notes/a.md", "text", said.replace(said.find(R"("front":0,)"), 10, ""));
    VaultFixture fixture;
    const auto file = fixture.folder / "early.tar.age";
    early.writeTo(file);
    OpenRestore shown(fixture);
    shown.choose(file, u"open sesame"_s);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->hears(u"unpack it with age and tar and import its notes."_s));
}

void RestoreSheetTest::escapeLeavesTheDerivation()
{
    VaultFixture fixture;
    fixture.add("mine");
    ArchiveMaker archive(fixture, "mine.tar.age",
                         ArchiveSeal::forPassphrase(*Passphrase::fromTyped(bytesOf("four words of it")), 16));
    OpenRestore shown(fixture);
    shown.choose(archive.file, u"four words of it"_s);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->says(u"Opening the archive…"_s));
    QVERIFY(!shown.hands->offers(u"Look inside"_s));
    QTest::keyClick(shown.hands->sheet, Qt::Key_Escape);
    QVERIFY(shown.hands->isOpen());
    QVERIFY(shown.hands->offers(u"Look inside"_s)); // at once the question stands there again
    QVERIFY(shown.hands->says(u"Cancelled. Nothing was changed."_s));
    QVERIFY(!shown.hands->button(u"Restore"_s));
    QVERIFY(shown.hands->press(u"Look inside"_s)); // and works
    QVERIFY(shown.hands->hears(u"1 note is the same."_s));
}

void RestoreSheetTest::cancelInTheMiddle()
{
    VaultFixture theirs;
    {
        const auto vault = theirs.open();
        for (int i = 0; i < 3000; ++i) {
            NewNote note;
            note.body = SecureBytes::copyOf(bytesOf("# Note " + std::to_string(i)));
            QVERIFY(vault->addNote(std::move(note)));
        }
        QVERIFY(vault->close());
    }
    ArchiveMaker archive(theirs, "theirs.tar.age", sealedBy("four words of it"));
    VaultFixture fixture;
    {
        OpenRestore shown(fixture);
        shown.choose(archive.file, u"four words of it"_s);
        QVERIFY(shown.hands->press(u"Look inside"_s));
        QVERIFY(shown.hands->press(u"Restore"_s));
        QTest::keyClick(shown.hands->sheet, Qt::Key_Escape);
        QVERIFY(shown.hands->isOpen());
        QVERIFY(shown.hands->hears(u"Cancelled."_s));
        QVERIFY(shown.hands->report().contains(u"New: "_s));
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    QVERIFY(vault->allNoteIds(false)->size() < 3000);
}

void RestoreSheetTest::lockInTheMiddle()
{
    VaultFixture theirs;
    for (int i = 0; i < 60; ++i)
        theirs.add("# Note " + std::to_string(i));
    ArchiveMaker archive(theirs, "theirs.tar.age",
                         ArchiveSeal::forPassphrase(*Passphrase::fromTyped(bytesOf("four words of it")), 16));
    VaultFixture fixture;
    for (const bool whileOpening : {true, false}) {
        OpenRestore shown(fixture);
        shown.choose(archive.file, u"four words of it"_s);
        QVERIFY(shown.hands->press(u"Look inside"_s));
        if (!whileOpening)
            QVERIFY(shown.hands->press(u"Restore"_s));
        QVERIFY(shown.lock());
        QVERIFY(!shown.hands->isOpen());
    }
    const auto vault = fixture.open();
    VerifyReport verified;
    NoProgress progress;
    const auto job = vault->makeVerifyJob(verified);
    QVERIFY(runToEnd(*job, {}, progress));
    QCOMPARE(verified.problems.size(), std::size_t{0});
}

void RestoreSheetTest::importLeadsHere()
{
    VaultFixture fixture;
    fixture.add("mine");
    ArchiveMaker archive(fixture, "mine.tar.age", sealedBy("four words of it"));
    ShownWindow shown(fixture.open(), {1440, 900}, fixture.origin());
    QTRY_COMPARE(shown.painted.count(), 1);
    shown.trigger(u"Ctrl+Shift+I"_s);
    const test::SheetHands<ui::ImportSheet> import(shown.window);
    import.type(u"Folder or file"_s, pathText(archive.file));
    QVERIFY(import.hears(u"This is an archive of Lockleaf."_s));
    QVERIFY(import.press(u"Restore…"_s));
    QTRY_VERIFY(shown.window.findChild<ui::RestoreSheet*>());
    const test::SheetHands<ui::RestoreSheet> restore(shown.window);
    QCOMPARE(restore.field(u"Archive"_s)->text(), pathText(archive.file));
    QCOMPARE(shown.window.focusWidget(), restore.field(u"Password of the archive"_s));
}

QTEST_MAIN(RestoreSheetTest)
#include "restore_sheet_test.moc"
