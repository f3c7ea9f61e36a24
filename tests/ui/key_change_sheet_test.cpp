// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of the open vault, changed by the window.
#include "tests/support/hindered_disk.h"
#include "tests/ui/sheet_hands.h"
#include "ui/sheets/key_change_sheet.h"
#include "ui/widgets/check_box.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::HinderedDisk;
using test::SheetHands;
using test::ShownWindow;
using test::VaultFixture;

namespace {

using Path = std::filesystem::path;

/// A vault of some notes, and a copy of it from before.
struct OwnedVault : VaultFixture
{
    RecordId note;
    Path copy = folder / "Old.copy";

    explicit OwnedVault(int more = 1)
    {
        const auto vault = open();
        for (int i = 0; i < more; ++i)
            put(*vault, "# Note " + std::to_string(i), i);
        note = put(*vault, "# Written in", more); // on top of the list
        if (!vault->close())
            qFatal("close");
        std::filesystem::copy_file(file, copy);
    }
    static RecordId put(Vault& vault, const std::string& body, int minute)
    {
        NewNote made;
        made.body = SecureBytes::copyOf(bytesOf(body));
        made.created = made.modified = Timestamp{1'700'000'000'000} + minute * Timestamp{60'000};
        return *vault.addNote(std::move(made));
    }
    [[nodiscard]] std::vector<std::string> namesBeside() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        return names;
    }
    /// Whether the keys of the copy still open the vault.
    [[nodiscard]] bool hasOldKeys() const
    {
        auto key = Vault::unlock(copy, passphrase());
        return key && Vault::open(file, std::move(*key), {}).has_value();
    }
    void changeSettings(const std::function<void(VaultSettings&)>& change) const
    {
        const auto vault = open();
        VaultSettings settings = *vault->settings();
        change(settings);
        if (!vault->saveSettings(settings) || !vault->close())
            qFatal("settings");
    }
};

/// The window with the sheet open.
struct OpenKeyChange : ShownWindow
{
    std::optional<SheetHands<ui::KeyChangeSheet>> hands;
    QSignalSpy changed{&window, &ui::MainWindow::keysChanged};
    QSignalSpy lockWanted{&window, &ui::MainWindow::lockRequested};

    explicit OpenKeyChange(const VaultFixture& fixture)
        : ShownWindow(fixture.open(), {1440, 900}, fixture.origin())
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1 && editor->isVisible(); }) ||
            !QTest::qWaitForWindowActive(&window) ||
            !QTest::qWaitFor([] { return QApplication::focusWidget() != nullptr; }))
            qFatal("the list does not come");
        triggerNamed(u"Change the keys…"_s);
        hands.emplace(window);
        hands->sheet->setCost(KeyDerivationCost::cheapForTests());
    }
    void begin(const QString& password = u"correct horse"_s)
    {
        hands->type(u"Your vault's password"_s, password);
        if (!hands->press(u"Change the keys"_s))
            qFatal("no such button");
    }
    [[nodiscard]] QCheckBox* box(const QString& words) const
    {
        for (auto* found : hands->sheet->findChildren<QCheckBox*>())
            if (found->text().startsWith(words))
                return found;
        return nullptr;
    }
    [[nodiscard]] bool waitForChange()
    {
        return QTest::qWaitFor([&] { return changed.count() == 1; }, 60'000);
    }
};

const std::vector<std::string> untouched{"Old.copy", "Test.lockleaf", "Test.lockleaf-wal"};

} // namespace

class KeyChangeSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesThem();
    void byKeyboard();
    void newPasswordInTheSameStep();
    void refusesPasswords();
    void cancelLeavesItAsItWas_data();
    void cancelLeavesItAsItWas();
    void lockWhileItRuns();
    void needsSecondNames();
    void failureAfterTheExchange();
    void failureWithinTheExchange();
    void noBackupNoChange();
    void opensFromTheSettings();
};

void KeyChangeSheetTest::changesThem()
{
    const OwnedVault vault;
    {
        OpenKeyChange open(vault);
        open.hands->sheet->closeSheet();
        QTRY_VERIFY(open.text().contains(u"Written in"_s));
        open.editor->moveCursor(QTextCursor::End);
        open.editor->insertPlainText(u", just before"_s); // and nothing waits for a pause in typing
        open.triggerNamed(u"Change the keys…"_s);
        open.hands.emplace(open.window);
        open.hands->sheet->setCost(KeyDerivationCost::cheapForTests());
        QVERIFY(open.box(u"Make a backup first"_s)->isChecked());
        open.begin();
        QVERIFY(open.waitForChange());
        QVERIFY(open.hands->forgotPasswords());
        QVERIFY(open.lock()); // and the lock screen may say that everything was saved
        QCOMPARE(open.lockWanted.count(), 0);
    }
    QVERIFY(!vault.hasOldKeys());
    const auto now = vault.open(); // with the password of before
    QVERIFY(VaultFixture::body(*now, vault.note).contains(", just before"));
    QCOMPARE(VaultFixture::bodies(*now).size(), std::size_t{2});
    QVERIFY(now->notices().empty() || now->notices() == std::vector{OpenNotice::NoStateFolder});
    for (const std::string& name : vault.namesBeside())
        QVERIFY2(!name.contains("-keys"), name.c_str());
    std::size_t backups = 0;
    for (const auto& entry : std::filesystem::directory_iterator(vault.folder / "Test.backups"))
        backups += entry.path().extension() == ".lockleaf" ? 1U : 0U;
    QCOMPARE(backups, std::size_t{1});
}

void KeyChangeSheetTest::byKeyboard()
{
    const OwnedVault vault;
    OpenKeyChange open(vault);
    QTRY_VERIFY(open.hands->offers(u"Change the keys"_s)); // it has looked at the disk
    QCOMPARE(open.window.focusWidget(), open.hands->field(u"Your vault's password"_s));
    QTest::keyClicks(open.window.focusWidget(), u"correct horse"_s);
    // The eye, the box of the password, then that of the backup.
    QTest::keyClick(open.window.focusWidget(), Qt::Key_Tab);
    for (int i = 0; i < 3 && open.window.focusWidget() != open.box(u"Make a backup first"_s); ++i)
        QTest::keyClick(open.window.focusWidget(), Qt::Key_Tab);
    QCOMPARE(open.window.focusWidget(), open.box(u"Make a backup first"_s));
    QTest::keyClick(open.window.focusWidget(), Qt::Key_Space);
    open.hands->field(u"Your vault's password"_s)->setFocus();
    QTest::keyClick(open.window.focusWidget(), Qt::Key_Return);
    QVERIFY(open.waitForChange());
    QVERIFY(!std::filesystem::exists(vault.folder / "Test.backups"));
}

void KeyChangeSheetTest::newPasswordInTheSameStep()
{
    const OwnedVault vault;
    const QString another = u"quite another horse battery"_s;
    {
        OpenKeyChange open(vault);
        open.box(u"Choose a new password"_s)->click();
        open.hands->type(u"New password"_s, u"horse"_s);
        open.begin();
        QVERIFY(open.hands->says(u"This password is too easy to guess."_s));
        open.hands->type(u"New password"_s, another);
        open.hands->type(u"Type it again"_s, u"quite another"_s);
        QVERIFY(open.hands->press(u"Change the keys"_s));
        QVERIFY(open.hands->says(u"The two passwords differ."_s));
        QCOMPARE(vault.namesBeside(), untouched); // so far nothing was begun
        open.hands->type(u"Type it again"_s, another);
        QVERIFY(open.hands->press(u"Change the keys"_s));
        QVERIFY(open.waitForChange());
        QVERIFY(open.hands->forgotPasswords());
        QVERIFY(open.lock());
    }
    const auto former = Vault::unlock(vault.file, VaultFixture::passphrase());
    QVERIFY(!former);
    QCOMPARE(former.error().code, ErrorCode::WrongPassword);
    QVERIFY(Vault::unlock(vault.file, *Passphrase::fromTyped(bytesOf(another.toStdString()))));
}

void KeyChangeSheetTest::refusesPasswords()
{
    const OwnedVault vault;
    {
        OpenKeyChange open(vault);
        QVERIFY(open.hands->press(u"Change the keys"_s));
        QVERIFY(open.hands->says(u"Type the password of this vault."_s));
        open.begin(u"not this one"_s);
        QVERIFY(open.hands->hears(u"That password doesn't open this vault."_s));
        QCOMPARE(vault.namesBeside(), untouched);
        for (int i = 0; i < 2; ++i)
            open.begin(u"nor this one"_s);                      // press() waits for the button
        QTRY_VERIFY(open.hands->button(u"Try again in 1 s"_s)); // the third one waits
        QVERIFY(open.hands->press(u"Cancel"_s));
        QVERIFY(open.lock());
    }
    QVERIFY(vault.hasOldKeys());
}

void KeyChangeSheetTest::cancelLeavesItAsItWas_data()
{
    QTest::addColumn<QString>("said");
    QTest::addRow("while the password is tried") << u"Trying the password…"_s;
    QTest::addRow("while keys are made") << u"Making new keys…"_s;
    QTest::addRow("while a backup is made") << u"Making a backup first…"_s;
    QTest::addRow("while it is sealed anew") << u"Sealing everything anew, and"_s;
}

void KeyChangeSheetTest::cancelLeavesItAsItWas()
{
    QFETCH(const QString, said);
    const OwnedVault vault(1500);
    const Path newKeys = vault.folder / ".Test.lockleaf.new-keys";
    {
        OpenKeyChange open(vault);
        open.hands->sheet->setCost({KeyDerivationCost::cheapForTests().memoryBytes, 100'000}); // some time
        open.begin();
        QVERIFY2(open.hands->hears(said), qPrintable(said));
        if (said.startsWith(u"Making new keys")) // and the second derivation is at work
            QVERIFY(QTest::qWaitFor([&] { return std::filesystem::exists(newKeys); }, 30'000));
        QVERIFY(open.hands->press(u"Cancel"_s));
        QVERIFY(open.hands->hears(u"Cancelled. Nothing was changed."_s));
        QCOMPARE(open.changed.count(), 0);
        // What was at work on another thread takes its file away before the next work begins there.
        ui::SideWork behind;
        bool passed = false;
        behind.run([]() -> Result<void> { return {}; }, [&](const Result<void>&) { passed = true; });
        QTRY_VERIFY_WITH_TIMEOUT(passed, 30'000);
        QTRY_VERIFY(!std::filesystem::exists(newKeys)); // the job's own
        QVERIFY(open.hands->press(u"Cancel"_s));
        open.editor->insertPlainText(u"goes on "_s);
        QVERIFY(open.lock());
    }
    QVERIFY(vault.hasOldKeys());
    const auto bodies = VaultFixture::bodies(*vault.open());
    QVERIFY(std::ranges::any_of(bodies, [](const std::string& body) { return body.contains("goes on "); }));
    QVERIFY(!std::filesystem::exists(newKeys));
}

void KeyChangeSheetTest::lockWhileItRuns()
{
    const OwnedVault vault(1500);
    {
        OpenKeyChange open(vault);
        open.box(u"Make a backup first"_s)->click();
        open.begin();
        QVERIFY(open.hands->hears(u"Sealing everything anew"_s));
        QVERIFY(open.lock());
        QCOMPARE(open.changed.count(), 0);
    }
    const auto now = vault.open();
    QCOMPARE(VaultFixture::bodies(*now).size(), std::size_t{1501});
}

void KeyChangeSheetTest::needsSecondNames()
{
    const OwnedVault vault;
    HinderedDisk disk;
    disk.hasNoLinks = true;
    OpenKeyChange open(vault);
    QVERIFY(open.hands->hears(u"The file system of this disk cannot exchange two files safely"_s));
    QVERIFY(!open.hands->button(u"Change the keys"_s)); // before a password was typed
    QVERIFY(!open.hands->field(u"Your vault's password"_s)->isEnabled());
    QCOMPARE(vault.namesBeside(), untouched);
    QVERIFY(open.hands->press(u"Cancel"_s));
    QTRY_VERIFY(!open.hands->sheet);
    QVERIFY(open.lock());
}

void KeyChangeSheetTest::failureAfterTheExchange()
{
    const OwnedVault vault;
    HinderedDisk disk;
    {
        OpenKeyChange open(vault);
        open.box(u"Make a backup first"_s)->click();
        // The log of the vault is removed before the exchange, the file with the old keys after it.
        connect(open.hands->sheet, &ui::KeyChangeSheet::changeBegun, &open.window,
                [&] { disk.keptEnding = ".old-keys"; });
        open.begin();
        QVERIFY(open.hands->hears(u"The keys were changed, but not all was put in order after it"_s));
        QCOMPARE(open.changed.count(), 0); // the sentence is to be read
        QTest::keyClick(open.window.focusWidget(), Qt::Key_Escape);
        QCOMPARE(open.changed.count(), 1);
        QVERIFY(open.lock());
    }
    QVERIFY(!vault.hasOldKeys());
    QCOMPARE(VaultFixture::bodies(*vault.open()).size(), std::size_t{2});
}

void KeyChangeSheetTest::failureWithinTheExchange()
{
    const OwnedVault vault;
    HinderedDisk disk;
    {
        OpenKeyChange open(vault);
        open.box(u"Make a backup first"_s)->click();
        connect(open.hands->sheet, &ui::KeyChangeSheet::changeBegun, &open.window,
                [&] { disk.renamesNone = true; });
        open.begin();
        QVERIFY(open.hands->hears(u"The keys were not changed: "_s));
        QVERIFY(open.hands->says(u"Lock now, and unlock again."_s));
        QVERIFY(open.hands->press(u"Lock"_s));
        QCOMPARE(open.lockWanted.count(), 1);
        QCOMPARE(open.changed.count(), 0);
        disk.renamesNone = false;
        QVERIFY(open.lock());
    }
    QVERIFY(vault.hasOldKeys());
    QCOMPARE(VaultFixture::bodies(*vault.open()).size(), std::size_t{2});
}

void KeyChangeSheetTest::noBackupNoChange()
{
    const OwnedVault vault;
    std::filesystem::copy_file(vault.copy, vault.folder / "no-folder");
    vault.changeSettings([&](VaultSettings& settings) {
        settings.backupFolder = (vault.folder / "no-folder" / "backups").string();
    });
    {
        OpenKeyChange open(vault);
        open.begin();
        QVERIFY(open.hands->hears(u"No backup could be made: "_s));
        open.box(u"Make a backup first"_s)->click();
        open.begin();
        QVERIFY(open.waitForChange());
        QVERIFY(open.lock());
    }
    QVERIFY(!vault.hasOldKeys());
}

void KeyChangeSheetTest::opensFromTheSettings()
{
    const OwnedVault vault;
    OpenKeyChange open(vault);
    QVERIFY(open.hands->press(u"Cancel"_s));
    QTRY_VERIFY(!open.hands->sheet);
    open.trigger(u"Ctrl+,"_s);
    const SheetHands<ui::Sheet> settings(open.window);
    QVERIFY(settings.press(u"Change…"_s));
    QTRY_VERIFY(open.window.findChild<ui::KeyChangeSheet*>() &&
                open.window.findChild<ui::KeyChangeSheet*>()->isOpen());
}

QTEST_MAIN(KeyChangeSheetTest)
#include "key_change_sheet_test.moc"
