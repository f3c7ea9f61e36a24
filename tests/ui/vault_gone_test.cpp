// SPDX-License-Identifier: GPL-3.0-or-later
// The file of the open vault goes, as with a stick that is pulled out, and comes back.
#include "tests/ui/sheet_hands.h"
#include "ui/sheets/vault_copy_sheet.h"
#include "ui/sheets/vault_notice_sheet.h"
#include "ui/vault/file_watch.h"
#include "ui/widgets/label.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::VaultFixture;

namespace {

bool windowSays(const QWidget& window, const QString& words)
{
    for (const auto* label : window.findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(words))
            return true;
    return false;
}

/// The vault's file and log, moved aside and back.
struct Stick
{
    std::filesystem::path file;

    static std::filesystem::path withLog(const std::filesystem::path& path) { return path.string() + "-wal"; }
    [[nodiscard]] std::filesystem::path aside() const { return file.string() + "-aside"; }
    void pull() const
    {
        std::filesystem::rename(file, aside());
        std::filesystem::rename(withLog(file), withLog(aside()));
    }
    /// As another file with the same octets, as a disk brings it that was mounted anew.
    void putIn() const
    {
        std::filesystem::copy_file(aside(), file);
        std::filesystem::copy_file(withLog(aside()), withLog(file));
    }
};

void pressOn(const QWidget& window, const QString& words)
{
    for (auto* button : window.findChildren<QAbstractButton*>())
        if (button->text() == words && button->isVisible()) {
            button->click();
            return;
        }
    qFatal("no such button");
}

/// The window over a vault whose file has gone, with a text that is not saved and a note that is not in the
/// vault, and the sheet that saves a copy.
struct GoneVault : ShownWindow
{
    std::optional<test::SheetHands<ui::VaultCopySheet>> hands;

    explicit GoneVault(const VaultFixture& fixture)
        : ShownWindow(fixture.open(), {1440, 900}, fixture.origin())
    {
        if (!QTest::qWaitFor([&] { return text() == u"# Note"_s; }))
            qFatal("the note does not come");
        editor->insertPlainText(u"More. "_s);
        Stick{fixture.file}.pull();
        trigger(u"Ctrl+N"_s);
        if (!QTest::qWaitFor([&] { return text().isEmpty(); }))
            qFatal("no new note");
        editor->insertPlainText(u"# Quite new"_s);
        if (!QTest::qWaitFor([&] { return window.findChild<ui::VaultNoticeSheet*>() != nullptr; }, 10'000) ||
            !test::SheetHands<ui::VaultNoticeSheet>(window).press(u"Save a copy…"_s) ||
            !QTest::qWaitFor([&] { return window.findChild<ui::VaultCopySheet*>() != nullptr; }))
            qFatal("no copy is offered");
        hands.emplace(window);
    }
};

} // namespace

class VaultGoneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsStayAndAreSavedOnceItIsBack();
    void goneIsToldAndSoIsTheReturn();
    void lockSaysWhatIsNotSaved();
    void aCopyHasAllOfIt();
    void aCopyThatCannotBeRead();
    void aCopyNeedsAFreeName();
};

void VaultGoneTest::textsStayAndAreSavedOnceItIsBack()
{
    const VaultFixture fixture;
    const RecordId note = fixture.add("# Note");
    {
        ShownWindow shown(fixture.open(), {1440, 900}, fixture.origin());
        QTRY_COMPARE(shown.text(), u"# Note"_s);
        const Stick stick{fixture.file};
        stick.pull();
        shown.editor->insertPlainText(u"More. "_s);
        QTRY_VERIFY(windowSays(shown.window, u"Not saved: the vault file is gone."_s));
        QVERIFY(shown.text().contains(u"More. "_s));
        stick.putIn();
        pressOn(shown.window, u"Retry"_s);
        QTRY_VERIFY(windowSays(shown.window, u"Saved and encrypted"_s));
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    QVERIFY(vault->note(note)->body.text().contains("More. "));
}

void VaultGoneTest::goneIsToldAndSoIsTheReturn()
{
    const VaultFixture fixture;
    fixture.add("# Note");
    ui::VaultSession session(fixture.open(), fixture.origin());
    ui::FileWatch watch(session);
    watch.setInterval(std::chrono::milliseconds(20));
    QSignalSpy gone(&watch, &ui::FileWatch::gone);
    QSignalSpy back(&watch, &ui::FileWatch::cameBack);
    watch.look();
    bool answered = false; // behind the look
    session.ask(
        &session, [](Vault&) -> Result<void> { return {}; }, [&](const Result<void>&) { answered = true; });
    QTRY_VERIFY(answered);
    QCOMPARE(gone.count() + back.count(), 0);
    const Stick stick{fixture.file};
    stick.pull();
    watch.noteActivity();
    QTRY_COMPARE(gone.count(), 1);
    QTest::qWait(100);
    QCOMPARE(gone.count(), 1);
    stick.putIn();
    QTRY_COMPARE(back.count(), 1);
    QCOMPARE(back[0][0].toBool(), false);
}

void VaultGoneTest::lockSaysWhatIsNotSaved()
{
    const VaultFixture fixture;
    fixture.add("# Note");
    ShownWindow shown(fixture.open(), {1440, 900}, fixture.origin());
    QTRY_COMPARE(shown.text(), u"# Note"_s);
    Stick{fixture.file}.pull();
    shown.editor->insertPlainText(u"More. "_s);
    QVERIFY(!shown.lock()); // and the lock screen says so
}

void VaultGoneTest::aCopyHasAllOfIt()
{
    VaultFixture fixture;
    const RecordId note = fixture.add("# Note");
    const auto copy = fixture.folder / "Saved.lockleaf";
    {
        GoneVault gone(fixture);
        gone.hands->type(u"The copy"_s, test::pathText(copy));
        QVERIFY(gone.hands->press(u"Save"_s));
        QVERIFY(gone.hands->hears(u"Everything is in the copy: 1 note, and what could not be saved."_s));
        QVERIFY(gone.hands->press(u"Close"_s));
    }
    fixture.file = copy; // it opens with the same password
    const auto vault = fixture.open();
    QVERIFY(vault->note(note)->body.text().contains("More. "));
    const auto bodies = VaultFixture::bodies(*vault);
    QCOMPARE(bodies.size(), std::size_t{2});
    QVERIFY(std::ranges::find(bodies, "# Quite new") != bodies.end());
    VerifyReport report;
    NoProgress none;
    QVERIFY(runToEnd(*vault->makeVerifyJob(report), {}, none));
    QVERIFY(report.problems.empty());
}

void VaultGoneTest::aCopyThatCannotBeRead()
{
    const VaultFixture fixture;
    fixture.add("# Note");
    GoneVault gone(fixture);
    // As a disk that was pulled out: nothing of it can be read any more.
    std::filesystem::resize_file(Stick{fixture.file}.aside(), 65'536);
    std::filesystem::resize_file(Stick::withLog(Stick{fixture.file}.aside()), 0);
    const auto copy = fixture.folder / "Saved.lockleaf";
    gone.hands->type(u"The copy"_s, test::pathText(copy));
    QVERIFY(gone.hands->press(u"Save"_s));
    QVERIFY(gone.hands->hears(u"The vault's file cannot be read any more"_s));
    QVERIFY(!std::filesystem::exists(copy));
    QCOMPARE(gone.text(), u"# Quite new"_s); // and the window still has it
}

void VaultGoneTest::aCopyNeedsAFreeName()
{
    const VaultFixture fixture;
    fixture.add("# Note");
    GoneVault gone(fixture);
    gone.hands->type(u"The copy"_s, test::pathText(Stick{fixture.file}.aside()));
    QVERIFY(gone.hands->press(u"Save"_s));
    QVERIFY(gone.hands->hears(u"Something of that name is there already."_s));
    QVERIFY(gone.hands->offers(u"Save"_s));
}

QTEST_MAIN(VaultGoneTest)
#include "vault_gone_test.moc"
