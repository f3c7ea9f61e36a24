// SPDX-License-Identifier: GPL-3.0-or-later
// What lies beside the vault's file is told, once, and can be merged.
#include "tests/ui/sheet_hands.h"
#include "ui/sheets/merge_sheet.h"
#include "ui/sheets/vault_notice_sheet.h"
#include "ui/vault/surroundings_look.h"

#include <fstream>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::SheetHands;
using test::ShownWindow;
using test::VaultFixture;

namespace {

/// A vault with a copy beside it in which a note was added.
struct WithCopy : VaultFixture
{
    std::filesystem::path copy = folder / "Test (Anna's conflicted copy 2026-11-28).lockleaf";

    WithCopy()
    {
        add("# Here");
        makeCopy(copy, "# Only there");
    }
    void makeCopy(const std::filesystem::path& target, const std::string& body) const
    {
        std::filesystem::copy_file(file, target);
        auto key = Vault::unlock(target, passphrase());
        const auto vault = Vault::open(target, std::move(*key), {});
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf(body));
        if (!(*vault)->addNote(std::move(note)) || !(*vault)->close())
            qFatal("copy");
    }
};

struct OpenVault : ShownWindow
{
    explicit OpenVault(const VaultFixture& fixture)
        : ShownWindow(fixture.open(), {1440, 900}, fixture.origin())
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            qFatal("the list does not come");
    }
    [[nodiscard]] bool tells() const
    {
        return QTest::qWaitFor([&] { return SheetHands<ui::VaultNoticeSheet>(window).isOpen(); });
    }
    [[nodiscard]] SheetHands<ui::VaultNoticeSheet> notice() const
    {
        return SheetHands<ui::VaultNoticeSheet>(window);
    }
};

/// What a look finds that knows of `told`; empty where nothing comes of it.
std::optional<ui::Surroundings> lookAround(const VaultFixture& fixture,
                                           const std::vector<ToldMark>& told = {})
{
    ui::VaultSession session(fixture.open(), fixture.origin());
    ui::SurroundingsLook look(session);
    std::optional<ui::Surroundings> found;
    QObject::connect(&look, &ui::SurroundingsLook::found, &session,
                     [&](const ui::Surroundings& surroundings) { found = surroundings; });
    look.look(told);
    (void)QTest::qWaitFor([&] { return !look.isBusy(); });
    return found;
}

} // namespace

class SurroundingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsNew();
    void copyIsToldAndMerged();
    void toldOnce();
    void comesAfterWhatIsOpen();
    void oneAfterTheOther();
    void synchronisedFolder();
    void returnThatIsTypedDoesNothing();
};

void SurroundingsTest::findsWhatIsNew()
{
    const VaultFixture alone;
    QVERIFY(!lookAround(alone));
    const WithCopy vault;
    std::ofstream(vault.folder / "Test (conflicted copy).lockleaf") << "no vault";
    const VaultFixture another;
    std::filesystem::copy_file(another.file, vault.folder / "Test (conflicted copy 2).lockleaf");
    const auto found = lookAround(vault);
    QVERIFY(found);
    QVERIFY(found->copies == std::vector{vault.copy}); // what else is called like one cannot be merged
    QVERIFY(found->synchroniser.isEmpty());
    QVERIFY(!lookAround(vault, found->marks));
    std::filesystem::last_write_time(vault.copy,
                                     std::filesystem::last_write_time(vault.copy) + std::chrono::seconds(2));
    QVERIFY(lookAround(vault, found->marks)); // it is another state by now
}

void SurroundingsTest::copyIsToldAndMerged()
{
    const WithCopy vault;
    {
        OpenVault open(vault);
        QVERIFY(open.tells());
        QVERIFY(open.notice().says(u"A copy of this vault lies beside it: “Test (Anna's conflicted copy"_s));
        QVERIFY(open.notice().press(u"Merge…"_s));
        QTRY_VERIFY(SheetHands<ui::MergeSheet>(open.window).isOpen());
        const SheetHands<ui::MergeSheet> merge(open.window);
        QCOMPARE(merge.field(u"The copy"_s)->text(), test::pathText(vault.copy));
        QCOMPARE(open.window.focusWidget(), merge.field(u"Password of the copy"_s));
        QTest::keyClicks(open.window.focusWidget(), u"correct horse"_s);
        QTest::keyClick(open.window.focusWidget(), Qt::Key_Return);
        QVERIFY(merge.press(u"Merge"_s));
        QVERIFY(merge.hears(u"1 note came."_s));
        QVERIFY(merge.report().contains(u"may be removed"_s));
        QVERIFY(open.lock());
    }
    QVERIFY(std::filesystem::exists(vault.copy)); // nobody removes it by itself
    QCOMPARE(VaultFixture::bodies(*vault.open()), (std::vector<std::string>{"# Here", "# Only there"}));
}

void SurroundingsTest::toldOnce()
{
    const WithCopy vault;
    {
        OpenVault open(vault);
        QVERIFY(open.tells());
        QVERIFY(open.notice().press(u"Not now"_s));
        QVERIFY(open.lock());
    }
    std::vector<ToldMark> told;
    {
        const auto again = vault.open();
        told = again->settings()->told;
    }
    QCOMPARE(told.size(), std::size_t{1});
    QVERIFY(!lookAround(vault, told));
    OpenVault open(vault);
    // The window asks behind the same thread.
    ui::SideWork behind;
    bool passed = false;
    behind.run([]() -> Result<void> { return {}; }, [&](const Result<void>&) { passed = true; });
    QTRY_VERIFY(passed);
    QVERIFY(!open.notice().sheet);
}

void SurroundingsTest::comesAfterWhatIsOpen()
{
    // The notice may come before the key is pressed; then another vault is tried.
    for (int turn = 0; turn < 20; ++turn) {
        const WithCopy vault;
        OpenVault open(vault);
        open.trigger(u"F1"_s);
        auto* shortcuts = open.window.findChild<ui::Sheet*>();
        QVERIFY(shortcuts);
        if (qobject_cast<ui::VaultNoticeSheet*>(shortcuts))
            continue;
        ui::SideWork behind;
        bool passed = false;
        behind.run([]() -> Result<void> { return {}; }, [&](const Result<void>&) { passed = true; });
        QTRY_VERIFY(passed);
        QVERIFY(!open.notice().sheet);
        shortcuts->closeSheet();
        QVERIFY(open.tells());
        return;
    }
    QFAIL("the notice was faster than the key each time");
}

void SurroundingsTest::oneAfterTheOther()
{
    const WithCopy vault;
    vault.makeCopy(vault.folder / "Test (Berta's conflicted copy 2026-11-28).lockleaf", "# From Berta");
    OpenVault open(vault);
    QVERIFY(open.tells());
    QVERIFY(open.notice().says(u"Copies of this vault lie beside it: “Test (Anna's"_s));
    QVERIFY(open.notice().press(u"Merge…"_s));
    QTRY_VERIFY(SheetHands<ui::MergeSheet>(open.window).isOpen());
    QVERIFY(!open.notice().sheet || !open.notice().isOpen());
    QVERIFY(SheetHands<ui::MergeSheet>(open.window).press(u"Cancel"_s));
    QVERIFY(open.tells());
    QVERIFY(open.notice().says(u"A copy of this vault lies beside it: “Test (Berta's"_s));
}

void SurroundingsTest::synchronisedFolder()
{
    const VaultFixture vault;
    vault.add("# Here");
    std::filesystem::create_directory(vault.folder / ".stfolder");
    {
        OpenVault open(vault);
        QVERIFY(open.tells());
        QVERIFY(
            open.notice().says(u"Syncthing keeps the folder of this vault alike on several computers."_s));
        QVERIFY(open.notice().press(u"Go on"_s));
        QVERIFY(open.lock());
    }
    std::vector<ToldMark> told;
    {
        const auto again = vault.open();
        told = again->settings()->told;
    }
    QVERIFY(!lookAround(vault, told));
}

void SurroundingsTest::returnThatIsTypedDoesNothing()
{
    const WithCopy vault;
    OpenVault open(vault);
    QVERIFY(open.tells());
    QTest::keyClick(open.window.focusWidget(), Qt::Key_Return);
    QTest::keyClick(open.window.focusWidget(), Qt::Key_Space);
    QVERIFY(open.notice().isOpen());
    QTest::keyClick(open.window.focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!open.notice().sheet);
}

QTEST_MAIN(SurroundingsTest)
#include "surroundings_test.moc"
