// SPDX-License-Identifier: GPL-3.0-or-later
// Notebooks and tags in the window: each action and its undo, as the vault has it.
#include "tests/ui/organising_fixture.h"
#include "ui/sheets/name_sheet.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::OrganisedVault;
using test::Organising;

class OrganisingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newNotebooks();
    void refusedNamesAreExplained();
    void renameNotebook();
    void colourOfANotebook();
    void moveNotebookByMenu();
    void moveNotebookByDrag();
    void dragAfterAClick();
    void dragWhileRowsCome();
    void deleteNotebook();
    void draftOfADeletedNotebook();
    void dragNotesOntoANotebook();
    void dragSeveralNotes();
    void dragOntoATagAndTheTrash();
    void dragEndsWithEscape();
    void renameTag();
    void renameRefusedNames();
    void tagSelection();
    void tagsAreCompleted();
    void lockInTheMiddle();
};

void OrganisingTest::newNotebooks()
{
    Organising shown;
    shown.trigger(u"Ctrl+Shift+N"_s);
    shown.answer(u" Garden "_s);
    QTRY_VERIFY(shown.rowNamed(u"Garden"_s) > 0);
    QVERIFY(!shown.sheet());
    const auto garden = shown.sidebar->chosenPlace().asNotebook();
    QVERIFY(garden);
    QTRY_COMPARE(shown.list->accessibleName(), u"Notes in Garden"_s);
    QVERIFY(shown.menu(u"Garden"_s, u"New notebook inside…"_s));
    shown.answer(u"Beds"_s);
    QTRY_COMPARE(shown.list->accessibleName(), u"Notes in Beds"_s);
    QVERIFY(shown.paths().contains("Garden/Beds"));
    const QRect label = shown.sidebar->visualRect(shown.model().index(shown.rowNamed(u"Notebooks"_s)));
    QTest::mouseClick(shown.sidebar->viewport(), Qt::LeftButton, {},
                      ui::SidebarList::plusRect(label, Qt::LeftToRight).center());
    QVERIFY(shown.sheet());
}

void OrganisingTest::refusedNamesAreExplained()
{
    Organising shown;
    shown.trigger(u"Ctrl+Shift+N"_s);
    auto* sheet = qobject_cast<ui::NameSheet*>(shown.sheet());
    QVERIFY(sheet);
    const auto says = [sheet](const QString& words) {
        for (auto* label : sheet->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    };
    shown.answer(u"Home"_s);
    QTRY_VERIFY(says(u"There is a notebook of this name here already."_s));
    shown.answer(u"a/b"_s);
    QTRY_VERIFY(says(u"This name has a “/” in it, or is too long."_s));
    shown.answer(u"   "_s);
    QTRY_VERIFY(says(u"Give it a name."_s));
    QCOMPARE(shown.paths().size(), std::size_t{3});
    QTest::keyClick(sheet, Qt::Key_Escape);
    QVERIFY(!shown.sheet());
}

void OrganisingTest::renameNotebook()
{
    Organising shown;
    QVERIFY(shown.menu(u"Work"_s, u"Rename…"_s));
    shown.answer(u"Office"_s);
    QTRY_VERIFY(shown.rowNamed(u"Office"_s) > 0);
    QVERIFY(shown.paths().contains("Office/Meetings"));
    QTRY_COMPARE(shown.message(), u"“Work” is “Office” now"_s);
    QVERIFY(shown.undo());
    QTRY_VERIFY(shown.rowNamed(u"Work"_s) > 0);
    QCOMPARE(shown.path(shown.work), std::string("Work"));
}

void OrganisingTest::colourOfANotebook()
{
    Organising shown;
    QVERIFY(shown.menu(u"Work"_s, u"Colour/Violet"_s));
    QTRY_COMPARE(shown.model().row(shown.rowNamed(u"Work"_s)).color, 3);
    QCOMPARE(shown.model().row(shown.rowNamed(u"Meetings"_s)).color, 3); // a family has one colour
    QVERIFY(!shown.menu(u"Meetings"_s, u"Colour"_s));
}

void OrganisingTest::moveNotebookByMenu()
{
    Organising shown;
    QVERIFY(shown.menu(u"Home"_s, u"Move to…"_s));
    shown.answer(u"Meet"_s);
    QTRY_COMPARE(shown.message(), u"“Home” moved into “Meetings”"_s);
    QCOMPARE(shown.path(shown.home), std::string("Work/Meetings/Home"));
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.model().row(std::max(0, shown.rowNamed(u"Home"_s))).depth, 0);
    QCOMPARE(shown.path(shown.home), std::string("Home"));
}

void OrganisingTest::moveNotebookByDrag()
{
    Organising shown;
    shown.dragNotebook(u"Work"_s, u"Meetings"_s); // into itself: nothing
    shown.dragNotebook(u"Work"_s, u"Home"_s);
    QTRY_COMPARE(shown.message(), u"“Work” moved into “Home”"_s);
    QCOMPARE(shown.path(shown.meetings), std::string("Home/Work/Meetings"));
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.path(shown.meetings), std::string("Work/Meetings"));
    QTRY_COMPARE(shown.model().row(shown.rowNamed(u"Meetings"_s)).depth, 1);
    shown.dragNotebook(u"Meetings"_s, u"Notebooks"_s);
    QTRY_COMPARE(shown.message(), u"“Meetings” moved to the top"_s);
    QCOMPARE(shown.path(shown.meetings), std::string("Meetings"));
    QCOMPARE(shown.sidebar->dropRow(), -1);
}

/// The second press within the time of a double click is one that drags.
void OrganisingTest::dragAfterAClick()
{
    Organising shown;
    shown.choose(u"Home"_s);
    QTRY_COMPARE(shown.titles(), QStringList{u"bread #Baking"_s});
    shown.dragNotebook(u"Home"_s, u"Meetings"_s, QEvent::MouseButtonDblClick);
    QTRY_COMPARE(shown.message(), u"“Home” moved into “Meetings”"_s);
}

void OrganisingTest::dragWhileRowsCome()
{
    Organising shown;
    QWidget* from = shown.sidebar->viewport();
    const auto move = [&](const QString& row) {
        const QPoint to = shown.middleOf(shown.rowNamed(row));
        QMouseEvent event(QEvent::MouseMove, to, from->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(from, &event);
        return to;
    };
    QTest::mousePress(from, Qt::LeftButton, {}, shown.middleOf(shown.rowNamed(u"Home"_s)));
    ui::SidebarContent content = shown.model().content();
    Notebook attic = content.notebooks.front();
    attic.id.bytes.fill(1);
    attic.parent = {};
    attic.name = "Attic";
    content.notebooks.push_back(attic);
    std::ranges::find(content.notebooks, shown.home, &Notebook::id)->parent = shown.work;
    shown.sidebar->showContent(content);
    QCOMPARE(shown.rowNamed(u"Home"_s), shown.rowNamed(u"Work"_s) + 1);
    move(u"Meetings"_s);
    QTest::mouseRelease(from, Qt::LeftButton, {}, move(u"Meetings"_s));
    QTRY_COMPARE(shown.message(), u"“Home” moved into “Meetings”"_s);
}

void OrganisingTest::deleteNotebook()
{
    Organising shown;
    shown.choose(u"Work"_s);
    QTRY_COMPARE(shown.titles(), QStringList{u"plan"_s});
    shown.click(u"plan"_s);
    QTRY_VERIFY(shown.text().startsWith(u"plan"));
    shown.editor->moveCursor(QTextCursor::End);
    QTest::keyClicks(shown.editor, u" typed"_s);
    QVERIFY(shown.menu(u"Work"_s, u"Delete"_s));
    QTRY_COMPARE(shown.message(), u"Notebook “Work” and 2 notes moved to Trash"_s);
    QTRY_COMPARE(shown.rowNamed(u"Work"_s), -1);
    QCOMPARE(shown.paths(), std::set<std::string>{"Home"});
    QVERIFY(shown.inTrash(shown.plan) && shown.inTrash(shown.retro));
    QVERIFY(shown.bodyOf(shown.plan).ends_with(" typed")); // before it went
    QTRY_VERIFY(shown.editor->isReadOnly());
    QTRY_COMPARE(shown.sidebar->chosenPlace(), ui::SidebarPlace{});
    QVERIFY(shown.undo());
    QTRY_VERIFY(shown.rowNamed(u"Meetings"_s) > 0);
    QCOMPARE(shown.paths(), (std::set<std::string>{"Home", "Work", "Work/Meetings"}));
    QVERIFY(!shown.inTrash(shown.plan));
    QVERIFY(shown.notebookOf(shown.plan) == shown.work);
    QTRY_VERIFY(!shown.editor->isReadOnly());
}

void OrganisingTest::draftOfADeletedNotebook()
{
    Organising shown;
    shown.choose(u"Home"_s);
    QTRY_COMPARE(shown.titles(), QStringList{u"bread #Baking"_s});
    shown.trigger(u"Ctrl+N"_s);
    QVERIFY(shown.menu(u"Home"_s, u"Delete"_s));
    QTRY_COMPARE(shown.message(), u"Notebook “Home” and 1 note moved to Trash"_s);
    shown.editor->setFocus();
    QTest::keyClicks(shown.editor, u"after all"_s);
    QTRY_VERIFY(shown.titles().contains(u"after all"_s));
    QTRY_COMPARE(shown.count(false), std::uint64_t{4});
    QVERIFY(shown.lock());
}

void OrganisingTest::dragNotesOntoANotebook()
{
    Organising shown;
    shown.dragNote(u"loose"_s, u"Home"_s);
    QTRY_COMPARE(shown.message(), u"1 note moved to “Home”"_s);
    QVERIFY(shown.notebookOf(shown.loose) == shown.home);
    QTRY_VERIFY(shown.rows().contains(u"Home 2"_s));
    QVERIFY(shown.undo());
    QTRY_VERIFY(shown.notebookOf(shown.loose).isNull());
    QTRY_VERIFY(shown.rows().contains(u"Home 1"_s));
}

void OrganisingTest::dragSeveralNotes()
{
    Organising shown;
    shown.click(u"plan"_s);
    shown.click(u"loose"_s, Qt::ControlModifier);
    shown.dragNote(u"loose"_s, u"Home"_s);
    QTRY_COMPARE(shown.message(), u"2 notes moved to “Home”"_s);
    QVERIFY(shown.notebookOf(shown.plan) == shown.home && shown.notebookOf(shown.loose) == shown.home);
    QVERIFY(shown.notebookOf(shown.retro) == shown.meetings);
    QVERIFY(shown.undo());
    QTRY_VERIFY(shown.notebookOf(shown.plan) == shown.work);
    QVERIFY(shown.notebookOf(shown.loose).isNull());
}

void OrganisingTest::dragOntoATagAndTheTrash()
{
    Organising shown;
    shown.dragNote(u"loose"_s, u"Baking"_s);
    QTRY_COMPARE(shown.message(), u"1 note tagged #Baking"_s);
    QCOMPARE(shown.summary(shown.loose).tags, std::vector<std::string>{"Baking"});
    QTRY_VERIFY(shown.rows().contains(u"Baking 2"_s));
    QVERIFY(shown.undo());
    QTRY_VERIFY(shown.summary(shown.loose).tags.empty());
    shown.dragNote(u"bread #Baking"_s, u"Baking"_s);
    QTRY_COMPARE(shown.message(), u"The note has #Baking already"_s);
    shown.dragNote(u"loose"_s, u"Trash"_s);
    QTRY_COMPARE(shown.message(), u"1 note moved to Trash"_s);
    QVERIFY(shown.inTrash(shown.loose));
    QVERIFY(shown.undo());
    QTRY_VERIFY(!shown.inTrash(shown.loose));
}

void OrganisingTest::dragEndsWithEscape()
{
    Organising shown;
    QWidget* from = shown.list->viewport();
    const QPoint at = shown.noteAt(u"loose"_s);
    const QPoint to = from->mapFromGlobal(
        shown.sidebar->viewport()->mapToGlobal(shown.middleOf(shown.rowNamed(u"Home"_s))));
    QTest::mousePress(from, Qt::LeftButton, {}, at);
    for (const QPoint& point : {at + QPoint(20, 0), to}) {
        QMouseEvent move(QEvent::MouseMove, point, from->mapToGlobal(point), Qt::NoButton, Qt::LeftButton,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(from, &move);
    }
    QCOMPARE(shown.sidebar->dropRow(), shown.rowNamed(u"Home"_s));
    QTest::keyClick(shown.list, Qt::Key_Escape);
    QCOMPARE(shown.sidebar->dropRow(), -1);
    QTest::mouseRelease(from, Qt::LeftButton, {}, to);
    QVERIFY(shown.notebookOf(shown.loose).isNull());
}

void OrganisingTest::renameTag()
{
    Organising shown;
    shown.click(u"retro #work"_s);
    QTRY_COMPARE(shown.text(), u"retro #work"_s);
    shown.choose(u"work"_s);
    QTRY_COMPARE(shown.titles().size(), 2);
    QVERIFY(shown.menu(u"work"_s, u"Rename…"_s));
    shown.answer(u"#job"_s);
    QTRY_COMPARE(shown.message(), u"#work is #job now, in 2 notes"_s);
    QCOMPARE(shown.bodyOf(shown.plan), std::string("plan\n- [ ] doors #job/plan"));
    QTRY_COMPARE(shown.text(), u"retro #job"_s); // the open note shows it
    QVERIFY(!shown.editor->isReadOnly());
    QTRY_VERIFY(shown.rowNamed(u"job"_s) > 0);
    QCOMPARE(shown.sidebar->chosenPlace().tag, u"job"_s);
    QTRY_COMPARE(shown.titles().size(), 2);
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.text(), u"retro #work"_s);
    QCOMPARE(shown.bodyOf(shown.plan), std::string("plan\n- [ ] doors #work/plan"));
    QTRY_VERIFY(shown.rowNamed(u"work"_s) > 0);
    QCOMPARE(shown.sidebar->chosenPlace().tag, u"work"_s);
    QVERIFY(!shown.editor->isReadOnly());
}

void OrganisingTest::renameRefusedNames()
{
    Organising shown;
    QVERIFY(shown.menu(u"Baking"_s, u"Rename…"_s));
    shown.answer(u"two words"_s);
    QVERIFY(shown.sheet());
    QVERIFY(shown.sheet()->findChild<ui::TextField*>()->hasError());
    QCOMPARE(shown.bodyOf(shown.bread), std::string("bread #Baking"));
}

void OrganisingTest::tagSelection()
{
    Organising shown;
    shown.click(u"loose"_s);
    shown.click(u"plan"_s, Qt::ControlModifier);
    QVERIFY(shown.press(&shown.window, u"Tag…"_s));
    QTRY_VERIFY(shown.sheet());
    shown.answer(u"fresh"_s);
    QTRY_COMPARE(shown.message(), u"2 notes tagged #fresh"_s);
    QCOMPARE(shown.summary(shown.loose).tags, std::vector<std::string>{"fresh"});
    QTRY_VERIFY(shown.rows().contains(u"fresh 2"_s));
    QVERIFY(shown.undo());
    QTRY_VERIFY(shown.summary(shown.loose).tags.empty());
    QCOMPARE(shown.summary(shown.plan).tags, std::vector<std::string>{"work/plan"});
}

void OrganisingTest::tagsAreCompleted()
{
    Organising shown;
    shown.click(u"loose"_s);
    QTRY_COMPARE(shown.text(), u"loose"_s);
    shown.editor->setFocus();
    shown.editor->moveCursor(QTextCursor::End);
    QTest::keyClicks(shown.editor, u" #Bak"_s);
    QTest::keyClick(shown.editor, Qt::Key_Return);
    QCOMPARE(shown.text(), u"loose #Baking"_s);
}

void OrganisingTest::lockInTheMiddle()
{
    const OrganisedVault vault;
    {
        test::OrganisedWindow shown(vault);
        QTRY_VERIFY(shown.rowNamed(u"Work"_s) > 0);
        QVERIFY(shown.menu(u"Work"_s, u"Delete"_s));
        shown.trigger(u"Ctrl+Shift+N"_s);
        QVERIFY(shown.sheet());
        QVERIFY(shown.lock());
        QVERIFY(!shown.sheet());
        QVERIFY(shown.model().content().notebooks.empty());
    }
    // All of it, or nothing but what is in the trash already: no note is lost.
    const auto real = vault.open();
    for (const RecordId& id : {vault.plan, vault.retro})
        QVERIFY(real->note(id).has_value());
    const auto all = real->allNoteIds(true);
    QCOMPARE(all->size(), std::size_t{4});
}

QTEST_MAIN(OrganisingTest)
#include "organising_test.moc"
