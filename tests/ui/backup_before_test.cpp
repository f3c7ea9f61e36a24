// SPDX-License-Identifier: GPL-3.0-or-later
// A backup comes before many notes are deleted for good in the window.
#include "core/backup/backup.h"
#include "tests/ui/sheet_hands.h"
#include "ui/sheets/ask_sheet.h"

#include <fstream>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::SheetHands;
using test::ShownWindow;
using test::VaultFixture;

namespace {

/// A vault with so many notes in its trash, and one that lives.
struct FullTrash : VaultFixture
{
    explicit FullTrash(int count, bool backups = true)
    {
        add("# Stays");
        const auto vault = open();
        VaultSettings settings;
        settings.backups = backups;
        bool well = vault->saveSettings(settings).has_value();
        for (int i = 0; i < count; ++i) {
            NewNote note;
            note.body = SecureBytes::copyOf(bytesOf("# Old " + std::to_string(i)));
            const auto id = vault->addNote(std::move(note));
            well = well && id && vault->moveToTrash(*id);
        }
        if (!well || !vault->close())
            qFatal("fill");
    }
    [[nodiscard]] std::vector<BackupReason> reasons() const
    {
        const auto vault = open();
        const auto listing =
            listBackups(*vault, BackupPlace::of(file, VaultSettings{}, std::chrono::minutes(0)));
        std::vector<BackupReason> found;
        for (const Generation& generation : listing->generations)
            if (generation.state == GenerationState::Proven)
                found.push_back(generation.reason);
        return found;
    }
    [[nodiscard]] std::uint64_t inTrash() const { return *open()->countNotes({.trash = true}); }
};

struct Emptying : ShownWindow
{
    explicit Emptying(const FullTrash& fixture) : ShownWindow(fixture.open(), {1440, 900}, fixture.origin())
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            qFatal("the list does not come");
    }
    /// Asks to empty the trash, and answers.
    [[nodiscard]] bool empty(const QString& answer = u"Empty Trash"_s)
    {
        return QTest::qWaitFor([&] { return isOffered(); }) && open() &&
               SheetHands<ui::AskSheet>(window).press(answer);
    }
    [[nodiscard]] bool says(const QString& words) const
    {
        return QTest::qWaitFor(
            [&] {
                for (auto* label : window.findChildren<QLabel*>())
                    if (label->isVisible() && label->text().contains(words))
                        return true;
                return false;
            },
            60'000);
    }

private:
    [[nodiscard]] bool isOffered() const
    {
        for (const QAction* action : window.actions())
            if (action->text() == u"Empty Trash…"_s)
                return action->isEnabled();
        return false;
    }
    [[nodiscard]] bool open()
    {
        triggerNamed(u"Empty Trash…"_s);
        return QTest::qWaitFor([&] { return window.findChild<ui::AskSheet*>() != nullptr; });
    }
};

} // namespace

class BackupBeforeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyNotes();
    void fewNotes();
    void switchedOff();
    void asksWhereNoneCanBeMade();
};

void BackupBeforeTest::manyNotes()
{
    const FullTrash fixture(12);
    {
        Emptying shown(fixture);
        QVERIFY(shown.empty());
        QVERIFY(shown.says(u"12 notes deleted for good"_s));
        QVERIFY(shown.lock());
    }
    QCOMPARE(fixture.inTrash(), std::uint64_t{0});
    QCOMPARE(fixture.reasons(), std::vector{BackupReason::BeforeLargeDeletion});
}

void BackupBeforeTest::fewNotes()
{
    const FullTrash fixture(9);
    {
        Emptying shown(fixture);
        QVERIFY(shown.empty());
        QVERIFY(shown.says(u"9 notes deleted for good"_s));
        QVERIFY(shown.lock());
    }
    QVERIFY(fixture.reasons().empty());
}

void BackupBeforeTest::switchedOff()
{
    const FullTrash fixture(12, false);
    {
        Emptying shown(fixture);
        QVERIFY(shown.empty());
        QVERIFY(shown.says(u"12 notes deleted for good"_s));
        QVERIFY(shown.lock());
    }
    QVERIFY(fixture.reasons().empty());
}

void BackupBeforeTest::asksWhereNoneCanBeMade()
{
    const FullTrash fixture(12);
    std::ofstream(fixture.folder / "Test.backups") << "no folder";
    Emptying shown(fixture);
    QVERIFY(shown.empty());
    QVERIFY(shown.says(u"No backup could be made before: "_s));
    const SheetHands<ui::AskSheet> asked(shown.window);
    QVERIFY(asked.press(u"Cancel"_s));
    QTRY_VERIFY(!shown.window.findChild<ui::AskSheet*>());
    bool known = false;
    std::uint64_t left = 0;
    shown.session.ask(
        &shown.window, [](Vault& vault) { return vault.countNotes({.trash = true}); },
        [&](const Result<std::uint64_t>& count) {
            known = true;
            left = count.value_or(0);
        });
    QTRY_VERIFY(known);
    QCOMPARE(left, std::uint64_t{12});
    QVERIFY(shown.empty());
    QVERIFY(shown.says(u"No backup could be made before: "_s));
    QVERIFY(SheetHands<ui::AskSheet>(shown.window).press(u"Delete without a backup"_s));
    QVERIFY(shown.says(u"12 notes deleted for good"_s));
}

QTEST_MAIN(BackupBeforeTest)
#include "backup_before_test.moc"
