// SPDX-License-Identifier: GPL-3.0-or-later
// The main window over a real vault: what is typed arrives, what is locked is gone, what was open comes back.
#include "tests/ui/window_fixture.h"

#include <QPushButton>

#include <set>

using namespace lockleaf;
using namespace Qt::StringLiterals;

namespace {

using Fixture = test::VaultFixture;

struct Shown : test::ShownWindow
{
    explicit Shown(const Fixture& fixture) : ShownWindow(fixture.open()) {}
};

std::string onlyBody(Vault& vault)
{
    const auto ids = vault.allNoteIds(false);
    if (!ids || ids->size() != 1)
        return "there are " + std::to_string(ids ? ids->size() : 0) + " notes";
    return std::string(vault.note(ids->front())->body.text());
}

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newVaultIsReadyForWriting();
    void typedTextIsSavedAtALock();
    void emptyNoteIsDropped();
    void lockEmptiesTheWindow();
    void caretComesBack();
    void deletedNoteComesBackByUndo();
    void notesDoNotGetMixedUp();
};

void MainWindowTest::newVaultIsReadyForWriting()
{
    Fixture fixture;
    Shown shown(fixture);
    QSignalSpy painted(&shown.window, &ui::MainWindow::firstListPainted);
    QTRY_VERIFY(shown.editor->isVisible());
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    QTRY_VERIFY(!painted.isEmpty());
    QCOMPARE(shown.window.windowTitle(), u"Lockleaf"_s);
}

void MainWindowTest::typedTextIsSavedAtALock()
{
    Fixture fixture;
    {
        Shown shown(fixture);
        QTRY_VERIFY(shown.editor->isVisible());
        QTest::keyClicks(shown.editor, u"Title"_s);
        QTest::keyClick(shown.editor, Qt::Key_Return);
        QTest::keyClicks(shown.editor, u"- [ ] one"_s);
        QTest::keyClick(shown.editor, Qt::Key_Return);
        QTest::keyClicks(shown.editor, u"two"_s);
        QVERIFY(shown.lock());
    }
    QCOMPARE(onlyBody(*fixture.open()), std::string("Title\n- [ ] one\n- [ ] two"));
}

void MainWindowTest::emptyNoteIsDropped()
{
    Fixture fixture;
    {
        Shown shown(fixture);
        QTRY_VERIFY(shown.editor->isVisible());
        QVERIFY(shown.lock());
    }
    QCOMPARE(fixture.open()->counts()->notes, std::uint64_t{0});
}

void MainWindowTest::lockEmptiesTheWindow()
{
    Fixture fixture;
    Shown shown(fixture);
    QTRY_VERIFY(shown.editor->isVisible());
    QTest::keyClicks(shown.editor, u"secret words"_s);
    QWidget chooser(&shown.window, Qt::Dialog); // a window of its own, as that for files
    chooser.show();
    QVERIFY(chooser.isVisible());
    shown.window.blank();
    QVERIFY(!shown.editor->isVisible());
    QVERIFY(!chooser.isVisible());
    QVERIFY(shown.lock());
    QVERIFY(shown.editor->toPlainText().isEmpty());
    QVERIFY(!shown.editor->document()->isUndoAvailable());
    QCOMPARE(shown.window.findChild<ui::NoteListView*>()->model()->rowCount(), 0);
}

void MainWindowTest::caretComesBack()
{
    Fixture fixture;
    {
        Shown shown(fixture);
        QTRY_VERIFY(shown.editor->isVisible());
        QTest::keyClicks(shown.editor, u"abcdef"_s);
        QTest::keyClick(shown.editor, Qt::Key_Left);
        QTest::keyClick(shown.editor, Qt::Key_Left);
        QVERIFY(shown.lock());
    }
    Shown shown(fixture);
    QTRY_COMPARE(shown.editor->toPlainText(), u"abcdef"_s);
    QCOMPARE(shown.editor->textCursor().position(), 4);
}

void MainWindowTest::deletedNoteComesBackByUndo()
{
    Fixture fixture;
    Shown shown(fixture);
    QTRY_VERIFY(shown.editor->isVisible());
    QTest::keyClicks(shown.editor, u"keep me"_s);
    for (QAction* action : shown.window.actions())
        if (action->text() == u"Move to Trash"_s)
            action->trigger();
    auto* list = shown.window.findChild<ui::NoteListView*>();
    QTRY_COMPARE(list->model()->rowCount(), 0);
    QPushButton* undo = nullptr;
    for (QPushButton* button : shown.window.findChildren<QPushButton*>())
        if (button->text() == u"Undo"_s)
            undo = button;
    QVERIFY(undo);
    QTRY_VERIFY(undo->isVisible());
    undo->click();
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QTRY_COMPARE(shown.editor->toPlainText(), u"keep me"_s);
}

void MainWindowTest::notesDoNotGetMixedUp()
{
    Fixture fixture;
    {
        Shown shown(fixture);
        QTRY_VERIFY(shown.editor->isVisible());
        for (int i = 0; i < 20; ++i) { // without a pause: what is typed next belongs to the next note
            QTest::keyClicks(shown.editor, u"note %1"_s.arg(i));
            shown.trigger(u"Ctrl+N"_s);
        }
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    const auto ids = vault->allNoteIds(false);
    QVERIFY(ids.has_value());
    std::set<std::string> bodies;
    for (const RecordId& id : *ids)
        bodies.insert(std::string(vault->note(id)->body.text()));
    QCOMPARE(ids->size(), std::size_t{20});
    for (int i = 0; i < 20; ++i)
        QVERIFY2(bodies.contains("note " + std::to_string(i)), std::to_string(i).c_str());
}

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
