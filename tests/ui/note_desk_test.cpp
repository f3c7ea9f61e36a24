// SPDX-License-Identifier: GPL-3.0-or-later
// Which note is meant, and that nothing typed is lost, when what is asked for comes faster than the answers.
#include "tests/ui/window_fixture.h"

#include <QMenu>
#include <QPushButton>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::Stage;
using test::StagedVault;
using test::VaultFixture;
using Bodies = std::vector<std::string>;

namespace {

/// A window over a vault on which things can be made to go wrong.
struct Staged : Stage, ShownWindow
{
    explicit Staged(const VaultFixture& fixture)
        : ShownWindow(std::make_unique<StagedVault>(fixture.open(), *this))
    {
    }
    ~Staged() { letNotesCome(); }
    void letNotesCome()
    {
        notesWait = false;
        notesWait.notify_all();
    }
    [[nodiscard]] bool retry()
    {
        for (QPushButton* button : window.findChildren<QPushButton*>())
            if (button->text() == u"Retry"_s && button->isVisible()) {
                button->click();
                return true;
            }
        return false;
    }
};

} // namespace

class NoteDeskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void committedTextIsSavedWhileComposing();
    void composedTextIsSavedAtALock();
    void composedTextIsSavedBeforeAnotherNote();
    void inputMethodIsActivity();
    void deleteMeansTheSelectedNote();
    void menuOfARowMeansItsNote();
    void nothingIsTypedIntoADeletedNote();
    void refusedTrashBringsTheNoteBack();
    void unsavedNewNoteOpensAgain();
    void unsavedNoteIsNotTrashed();
};

void NoteDeskTest::committedTextIsSavedWhileComposing()
{
    VaultFixture fixture;
    ShownWindow shown(fixture.open());
    QTRY_VERIFY(shown.editor->isVisible());
    QSignalSpy changed(&shown.session, &ui::VaultSession::noteChanged);
    shown.compose(u"\ud55c"_s, u"\u3147"_s);
    QTRY_COMPARE(changed.count(), 1); // by the pause in typing, although composing goes on
}

void NoteDeskTest::composedTextIsSavedAtALock()
{
    VaultFixture fixture;
    {
        ShownWindow shown(fixture.open());
        QTRY_VERIFY(shown.editor->isVisible());
        shown.compose(u"\ud55c"_s, u"\u3147"_s);
        QVERIFY(shown.lock());
    }
    QCOMPARE(VaultFixture::bodies(*fixture.open()), Bodies{"\ud55c\u3147"});
}

void NoteDeskTest::composedTextIsSavedBeforeAnotherNote()
{
    VaultFixture fixture;
    {
        ShownWindow shown(fixture.open());
        QTRY_VERIFY(shown.editor->isVisible());
        shown.compose(u"\ud55c"_s, u"\u3147"_s);
        shown.trigger(u"Ctrl+N"_s);
        QCOMPARE(shown.text(), QString());
        QVERIFY(shown.lock());
    }
    QCOMPARE(VaultFixture::bodies(*fixture.open()), Bodies{"\ud55c\u3147"});
}

void NoteDeskTest::inputMethodIsActivity()
{
    VaultFixture fixture;
    ShownWindow shown(fixture.open());
    QTRY_VERIFY(shown.editor->isVisible());
    QSignalSpy noticed(&shown.window, &ui::MainWindow::activityNoticed);
    shown.compose({}, {}); // comes with a change of focus as well
    QCOMPARE(noticed.count(), 0);
    shown.compose(u"\ud55c"_s, {});
    QCOMPARE(noticed.count(), 1);
}

void NoteDeskTest::deleteMeansTheSelectedNote()
{
    VaultFixture fixture;
    const RecordId below = fixture.add("below", 0);
    const RecordId open = fixture.add("open", 1);
    Staged staged(fixture);
    QTRY_COMPARE(staged.text(), u"open"_s);
    staged.list->setFocus();
    staged.notesWait = true; // a long note, or a busy disk
    QTest::keyClick(staged.list, Qt::Key_Down);
    QCOMPARE(staged.list->currentIndex().row(), 1);
    QTest::keyClick(staged.list, Qt::Key_Delete);
    staged.letNotesCome();
    QTRY_COMPARE(staged.list->model()->rowCount(), 1);
    QVERIFY(staged.lock());
    bool belowTrashed = false;
    bool openTrashed = true;
    staged.session.ask(
        &staged.window,
        [&](Vault& vault) -> Result<void> {
            belowTrashed = VaultFixture::isTrashed(vault, below);
            openTrashed = VaultFixture::isTrashed(vault, open);
            return {};
        },
        [](const Result<void>&) {});
    QTRY_VERIFY(belowTrashed);
    QTRY_VERIFY(!openTrashed);
}

void NoteDeskTest::menuOfARowMeansItsNote()
{
    VaultFixture fixture;
    fixture.add("below", 0);
    fixture.add("open", 1);
    Staged staged(fixture);
    QTRY_COMPARE(staged.text(), u"open"_s);
    staged.notesWait = true;
    const QRect row = staged.list->visualRect(staged.list->model()->index(1, 0));
    QContextMenuEvent event(QContextMenuEvent::Mouse, row.center(),
                            staged.list->viewport()->mapToGlobal(row.center()));
    QCoreApplication::sendEvent(staged.list->viewport(), &event);
    QMenu* menu = nullptr;
    for (QMenu* found : staged.window.findChildren<QMenu*>())
        menu = found->isVisible() ? found : menu;
    QVERIFY(menu);
    QAction* trash = nullptr;
    for (QAction* action : menu->actions())
        trash = action->text() == u"Move to Trash"_s ? action : trash;
    QVERIFY(trash);
    trash->trigger();
    menu->close();
    staged.letNotesCome();
    QTRY_COMPARE(staged.list->model()->rowCount(), 1);
    QCOMPARE(staged.list->model()->index(0, 0).data().toString(), u"open"_s);
}

void NoteDeskTest::nothingIsTypedIntoADeletedNote()
{
    VaultFixture fixture;
    const RecordId id = fixture.add("keep", 0);
    ShownWindow shown(fixture.open());
    QTRY_COMPARE(shown.text(), u"keep"_s);
    shown.editor->moveCursor(QTextCursor::End);
    QTest::keyClicks(shown.editor, u" it"_s);
    shown.triggerNamed(u"Move to Trash"_s);
    QVERIFY(!shown.editor->isVisible()); // before the vault has answered
    QCOMPARE(shown.window.focusWidget(), shown.list);
    QTRY_COMPARE(shown.list->model()->rowCount(), 0);
    QVERIFY(shown.lock());
    std::string stored;
    shown.session.ask(
        &shown.window,
        [&](Vault& vault) -> Result<void> {
            stored = VaultFixture::body(vault, id);
            return {};
        },
        [](const Result<void>&) {});
    QTRY_COMPARE(stored, std::string("keep it"));
}

void NoteDeskTest::refusedTrashBringsTheNoteBack()
{
    VaultFixture fixture;
    fixture.add("keep", 0);
    Staged staged(fixture);
    QTRY_COMPARE(staged.text(), u"keep"_s);
    staged.trashRefused = true;
    staged.triggerNamed(u"Move to Trash"_s);
    QVERIFY(!staged.editor->isVisible());
    QTRY_COMPARE(staged.text(), u"keep"_s);
    QVERIFY(staged.editor->isVisible());
    QCOMPARE(staged.list->model()->rowCount(), 1);
}

void NoteDeskTest::unsavedNewNoteOpensAgain()
{
    VaultFixture fixture;
    fixture.add("old", 0);
    {
        Staged staged(fixture);
        QTRY_COMPARE(staged.text(), u"old"_s);
        staged.diskFull = true;
        staged.trigger(u"Ctrl+N"_s);
        QTest::keyClicks(staged.editor, u"new words"_s);
        staged.trigger(u"Ctrl+S"_s);
        QCOMPARE(staged.list->model()->rowCount(), 2);
        staged.list->setFocus();
        QTest::keyClick(staged.list, Qt::Key_Down);
        QTRY_COMPARE(staged.text(), u"old"_s);
        QTest::keyClick(staged.list, Qt::Key_Up);
        QTRY_COMPARE(staged.text(), u"new words"_s);
        staged.editor->moveCursor(QTextCursor::End);
        QTest::keyClicks(staged.editor, u" and more"_s);
        staged.diskFull = false;
        QTRY_VERIFY(staged.retry());
        QVERIFY(staged.lock());
    }
    QCOMPARE(VaultFixture::bodies(*fixture.open()), (Bodies{"new words and more", "old"}));
}

void NoteDeskTest::unsavedNoteIsNotTrashed()
{
    VaultFixture fixture;
    const RecordId id = fixture.add("old", 0);
    Staged staged(fixture);
    QTRY_COMPARE(staged.text(), u"old"_s);
    staged.editor->moveCursor(QTextCursor::End);
    staged.diskFull = true;
    QTest::keyClicks(staged.editor, u" and new"_s);
    staged.triggerNamed(u"Move to Trash"_s);
    QTRY_COMPARE(staged.text(), u"old and new"_s); // it came back: the trash would have had the old text
    staged.diskFull = false;
    QTRY_VERIFY(staged.retry());
    QVERIFY(staged.lock());
    std::string stored;
    bool trashed = true;
    staged.session.ask(
        &staged.window,
        [&](Vault& vault) -> Result<void> {
            stored = VaultFixture::body(vault, id);
            trashed = VaultFixture::isTrashed(vault, id);
            return {};
        },
        [](const Result<void>&) {});
    QTRY_COMPARE(stored, std::string("old and new"));
    QVERIFY(!trashed);
}

QTEST_MAIN(NoteDeskTest)
#include "note_desk_test.moc"
