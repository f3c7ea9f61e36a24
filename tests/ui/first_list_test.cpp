// SPDX-License-Identifier: GPL-3.0-or-later
// What is told after an unlock: that the window shows, what is wrong with the file, and the list to those who
// do not see it.
#include "tests/ui/window_fixture.h"
#include "ui/sheets/vault_notice_sheet.h"
#include "ui/widgets/toast.h"

#include <QAccessible>
#include <QPushButton>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::Stage;
using test::StagedVault;
using test::VaultFixture;

namespace {

struct NoticedWindow : ShownWindow
{
    using ShownWindow::ShownWindow;

    [[nodiscard]] ui::VaultNoticeSheet* notice() const { return window.findChild<ui::VaultNoticeSheet*>(); }
    void press(const QString& text)
    {
        for (QPushButton* button : notice()->findChildren<QPushButton*>())
            if (button->text() == text) {
                button->click();
                return;
            }
        QFAIL("no such button");
    }
};

} // namespace

class FirstListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isToldWithRows();
    void isToldInOnePane();
    void isToldInAnEmptyNotebook();
    void isToldOfADamagedList();
    void olderFileWarns();
    void listThatDisagreesWarns();
    void lockStopsTheCheck();
    void rowsAreReadAloud();
    void hiddenRowsAreNot();
};

void FirstListTest::isToldWithRows()
{
    VaultFixture fixture;
    fixture.add("one");
    ShownWindow shown(fixture.open());
    QTRY_COMPARE(shown.painted.count(), 1);
    QTRY_COMPARE(shown.text(), u"one"_s);
    shown.window.repaint();
    shown.trigger(u"Ctrl+N"_s);
    QTest::keyClicks(shown.editor, u"two"_s);
    QVERIFY(shown.lock());
    QCOMPARE(shown.painted.count(), 1);
}

void FirstListTest::isToldInOnePane()
{
    VaultFixture fixture;
    fixture.add("one");
    {
        ShownWindow shown(fixture.open());
        QTRY_COMPARE(shown.text(), u"one"_s);
        QVERIFY(shown.lock());
    }
    ShownWindow shown(fixture.open(), QSize(600, 700));
    QTRY_COMPARE(shown.text(), u"one"_s);
    QVERIFY(!shown.list->isVisible());
    QTRY_COMPARE(shown.painted.count(), 1);
}

void FirstListTest::isToldInAnEmptyNotebook()
{
    VaultFixture fixture;
    fixture.add("one");
    {
        const auto vault = fixture.open();
        VaultSettings settings = *vault->settings();
        settings.openNotebook = *vault->ensureNotebook("Empty");
        QVERIFY(vault->saveSettings(settings).has_value());
    }
    ShownWindow shown(fixture.open());
    QTRY_COMPARE(shown.painted.count(), 1);
    QVERIFY(!shown.list->isVisible());
}

void FirstListTest::isToldOfADamagedList()
{
    VaultFixture fixture;
    fixture.add("one");
    Stage stage;
    stage.listDamaged = true;
    ShownWindow shown(std::make_unique<StagedVault>(fixture.open(), stage));
    QTRY_COMPARE(shown.painted.count(), 1);
    QTRY_COMPARE(shown.window.findChild<ui::Toast*>()->message(),
                 u"The list of notes could not be read: the vault file is damaged."_s);
    QTRY_COMPARE(stage.checkSlices.load(), 1); // and the list is looked at all the same
}

void FirstListTest::olderFileWarns()
{
    VaultFixture fixture;
    const std::filesystem::path state = fixture.folder / "state";
    const std::filesystem::path copy = fixture.folder / "copy";
    std::filesystem::create_directory(state);
    const auto write = [&](const char* body) {
        const auto vault = fixture.open(state);
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf(body));
        QVERIFY(vault->addNote(std::move(note)).has_value());
        QVERIFY(vault->close().has_value());
    };
    write("one");
    std::filesystem::copy_file(fixture.file, copy);
    write("two");
    std::filesystem::copy_file(copy, fixture.file, std::filesystem::copy_options::overwrite_existing);
    {
        NoticedWindow shown(fixture.open(state));
        QTRY_VERIFY(shown.notice());
        QSignalSpy locking(&shown.window, &ui::MainWindow::lockRequested);
        // Enter must not accept what was not read.
        QCOMPARE(qobject_cast<QPushButton*>(shown.window.focusWidget())->text(), u"Lock"_s);
        shown.press(u"Lock"_s);
        QCOMPARE(locking.count(), 1);
        QVERIFY(shown.lock());
    }
    {
        NoticedWindow shown(fixture.open(state));
        QTRY_VERIFY(shown.notice()); // it comes back until it is accepted
        shown.press(u"Go on with this file"_s);
        QTRY_VERIFY(!shown.notice());
        QVERIFY(shown.lock());
    }
    QVERIFY(fixture.open(state)->notices().empty());
}

void FirstListTest::listThatDisagreesWarns()
{
    VaultFixture fixture;
    fixture.add("one");
    Stage stage;
    stage.listDisagrees = true;
    NoticedWindow shown(std::make_unique<StagedVault>(fixture.open(), stage));
    QTRY_VERIFY(shown.notice());
    shown.press(u"Go on"_s);
    QTRY_VERIFY(!shown.notice());
    QVERIFY(!stage.olderAccepted);
}

void FirstListTest::lockStopsTheCheck()
{
    VaultFixture fixture;
    fixture.add("one");
    Stage stage;
    stage.checkGoesOn = true;
    {
        NoticedWindow shown(std::make_unique<StagedVault>(fixture.open(), stage));
        QTRY_VERIFY(stage.checkSlices > 3);
        QVERIFY(shown.lock());
        bool closed = false;
        shown.session.ask(
            &shown.window, [](Vault& vault) { return vault.close(); },
            [&](const Result<void>& outcome) { closed = outcome.has_value(); });
        QTRY_VERIFY(closed);
        const int slices = stage.checkSlices;
        // A slice between this call and the next would count.
        bool asked = false;
        shown.session.ask(
            &shown.window, [](Vault&) -> Result<void> { return {}; },
            [&](const Result<void>&) { asked = true; });
        QTRY_VERIFY(asked);
        QCOMPARE(stage.checkSlices.load(), slices);
        QVERIFY(!shown.notice());
    }
    QCOMPARE(VaultFixture::bodies(*fixture.open()).size(), std::size_t{1});
}

void FirstListTest::rowsAreReadAloud()
{
    VaultFixture fixture;
    fixture.add("Lower\n- [x] a\n- [ ] b", 0);
    fixture.add("Upper", 1);
    ShownWindow shown(fixture.open());
    QTRY_COMPARE(shown.text(), u"Upper"_s);
    QAccessibleInterface* list = QAccessible::queryAccessibleInterface(shown.list);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->childCount(), 2);
    QAccessibleInterface* lower = list->child(1);
    QVERIFY(lower);
    QCOMPARE(lower->role(), QAccessible::ListItem);
    QVERIFY(lower->text(QAccessible::Name).startsWith(u"Lower, "_s));
    QVERIFY(lower->text(QAccessible::Name).contains(u"1 of 2 tasks"_s));
    QCOMPARE(list->indexOfChild(lower), 1);
    QCOMPARE(list->childAt(lower->rect().center().x(), lower->rect().center().y()), lower);
    QVERIFY(list->child(0)->state().selected);
    QVERIFY(!lower->state().selected);
    shown.list->setFocus();
    QCOMPARE(list->focusChild(), list->child(0));

    QTest::keyClick(shown.list, Qt::Key_Down);
    QCOMPARE(list->focusChild(), lower);
    QVERIFY(lower->state().focused);
}

void FirstListTest::hiddenRowsAreNot()
{
    VaultFixture fixture;
    fixture.add("one");
    ShownWindow shown(fixture.open());
    QTRY_COMPARE(shown.text(), u"one"_s);
    QAccessibleInterface* list = QAccessible::queryAccessibleInterface(shown.list);
    QAccessibleInterface* row = list->child(0);
    QVERIFY(row);
    shown.window.blank();
    QCOMPARE(list->childCount(), 0);
    QVERIFY(row->text(QAccessible::Name).isEmpty());
}

QTEST_MAIN(FirstListTest)
#include "first_list_test.moc"
