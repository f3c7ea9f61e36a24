// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to the tags over the text of the open note: taken off, added, taken back, and where they lead.
#include "tests/ui/note_tags_fixture.h"

using namespace lockleaf;
using namespace lockleaf::test;
using namespace Qt::StringLiterals;

class NoteTagsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clickLeadsToTheList();
    void addAndUndo();
    void removeAndUndo();
    void removedInItsOwnList();
    void whatIsTypedStays();
    void whatCouldNotBeSaved();
    void newNote();
    void noteThatWasJustBegun();
    void renamedElsewhere();
    void readOnlyInTheTrash();
    void readOnlyWhileHeld();
    void lockLeavesNothing();
};

void NoteTagsTest::clickLeadsToTheList()
{
    TagsWindow shown;
    QTest::mouseClick(shown.chip(u"Tag travel/portugal"_s), Qt::LeftButton);
    QTRY_COMPARE(shown.titles(), QStringList{u"trip #inline"_s});
    QCOMPARE(shown.sidebar->chosenPlace(), ui::SidebarPlace::withTag(u"travel/portugal"_s));
    QVERIFY(shown.text().startsWith(u"trip"_s));
    QVERIFY(shown.chipMenu(shown.chip(u"Tag Trips"_s), u"Show notes with #Trips"_s));
    QTRY_COMPARE(shown.sidebar->chosenPlace(), ui::SidebarPlace::withTag(u"Trips"_s));
}

void NoteTagsTest::addAndUndo()
{
    TagsWindow shown;
    QVERIFY(shown.openNote(u"plain"_s));
    QTRY_COMPARE(shown.shown(), QStringList{u"+ Tag"_s});
    shown.putCaret(3);
    QTest::mouseClick(shown.chip(u"Add a tag"_s), Qt::LeftButton);
    shown.answer(u"tri"_s); // completed
    QTRY_COMPARE(shown.shown(), (QStringList{u"Trips"_s, u"+ Tag"_s}));
    QCOMPARE(shown.toast()->message(), u"1 note tagged #Trips"_s);
    QCOMPARE(shown.tagsOf(shown.plain), std::vector<std::string>{"Trips"});
    QCOMPARE(shown.editor->textCursor().position(), 3);
    QVERIFY(shown.editor->hasFocus());
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.shown(), QStringList{u"+ Tag"_s});
    QVERIFY(shown.tagsOf(shown.plain).empty());
    QCOMPARE(shown.editor->textCursor().position(), 3);
}

void NoteTagsTest::removeAndUndo()
{
    TagsWindow shown;
    shown.putCaret(4);
    QVERIFY(shown.chipMenu(shown.chip(u"Tag travel/portugal"_s), u"Take off this note"_s));
    QTRY_COMPARE(shown.shown(), (QStringList{u"Trips"_s, u"+ Tag"_s}));
    QCOMPARE(shown.toast()->message(), u"#travel/portugal taken off 1 note"_s);
    QCOMPARE(shown.tagsOf(shown.trip), std::vector<std::string>{"Trips"});
    QCOMPARE(shown.editor->textCursor().position(), 4);
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Trips"_s, u"+ Tag"_s})); // in its place
    QCOMPARE(shown.editor->textCursor().position(), 4);
    QCOMPARE(shown.editor->document()->isUndoAvailable(), false);
}

void NoteTagsTest::removedInItsOwnList()
{
    TagsWindow shown;
    QTest::mouseClick(shown.chip(u"Tag Trips"_s), Qt::LeftButton);
    QTRY_COMPARE(shown.titles().size(), 1);
    QVERIFY(shown.chipMenu(shown.chip(u"Tag Trips"_s), u"Take off this note"_s));
    QTRY_VERIFY(shown.titles().isEmpty());
    QVERIFY(shown.text().startsWith(u"trip"_s));
    QCOMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"+ Tag"_s}));
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.titles().size(), 1);
    QTRY_COMPARE(shown.shown().size(), 3);
}

void NoteTagsTest::whatIsTypedStays()
{
    TagsWindow shown;
    shown.putCaret(0);
    QTest::keyClicks(shown.editor, u"My "_s);
    QVERIFY(shown.chipMenu(shown.chip(u"Tag Trips"_s), u"Take off this note"_s));
    QTest::keyClicks(shown.editor, u"long "_s);
    // And some more once the tag is off, before the note's tags are read anew.
    auto onceMore = std::make_unique<QObject>();
    QObject::connect(&shown.session, &ui::VaultSession::notesChanged, onceMore.get(), [&] {
        onceMore.reset();
        QTest::keyClicks(shown.editor, u"dry "_s);
    });
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"+ Tag"_s}));
    QVERIFY(shown.text().startsWith(u"My long dry trip"_s));
    QCOMPARE(shown.editor->textCursor().position(), 12);
    QTRY_VERIFY(shown.bodyOf(shown.trip).starts_with("My long dry trip"));
    QCOMPARE(shown.tagsOf(shown.trip), std::vector<std::string>{"travel/portugal"});
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.shown().size(), 3);
    QVERIFY(shown.bodyOf(shown.trip).starts_with("My long dry trip"));
}

void NoteTagsTest::whatCouldNotBeSaved()
{
    TagsWindow shown;
    shown.diskFull = true;
    shown.putCaret(0);
    QTest::keyClicks(shown.editor, u"My "_s);
    QVERIFY(shown.chipMenu(shown.chip(u"Tag Trips"_s), u"Take off this note"_s));
    QTRY_VERIFY(shown.toast()->isVisible());
    QVERIFY2(shown.toast()->message().contains(u"disk full"_s), qPrintable(shown.toast()->message()));
    QCOMPARE(shown.shown().size(), 3);
    shown.diskFull = false;
    QVERIFY(shown.text().startsWith(u"My trip"_s));
    QVERIFY(shown.lock());
}

void NoteTagsTest::newNote()
{
    TagsWindow shown;
    shown.trigger(u"Ctrl+N"_s);
    QTRY_COMPARE(shown.shown(), QStringList{u"+ Tag"_s});
    shown.chip(u"Add a tag"_s)->click();
    shown.answer(u"fresh"_s);
    QTRY_COMPARE(shown.shown(), (QStringList{u"fresh"_s, u"+ Tag"_s}));
    shown.chip(u"Add a tag"_s)->click();
    shown.answer(u"second"_s);
    QTRY_COMPARE(shown.shown().size(), 3);
    QVERIFY(shown.chipMenu(shown.chip(u"Tag fresh"_s), u"Take off this note"_s));
    QTRY_COMPARE(shown.shown(), (QStringList{u"second"_s, u"+ Tag"_s}));
    shown.editor->setFocus();
    QTest::keyClicks(shown.editor, u"begun"_s);
    QTRY_VERIFY(shown.titles().contains(u"begun"_s));
    QCOMPARE(shown.shown(), (QStringList{u"second"_s, u"+ Tag"_s}));
    // Typed on, and tagged before that is saved.
    QTest::keyClicks(shown.editor, u" well"_s);
    shown.chip(u"Add a tag"_s)->click();
    shown.answer(u"third"_s);
    QTRY_COMPARE(shown.shown().size(), 3);
    ListFilter filter;
    filter.tag = "second";
    const auto notes = shown.ask([filter](Vault& vault) { return vault.listNotes(filter, 0, 9); });
    QCOMPARE(notes.size(), std::size_t{1});
    QCOMPARE(notes.front().title, std::string("begun well"));
    QCOMPARE(shown.tagsOf(notes.front().id), (std::vector<std::string>{"second", "third"}));
}

/// What was just begun is not in the vault yet when it gets a tag: it is saved first.
void NoteTagsTest::noteThatWasJustBegun()
{
    TagsWindow shown;
    shown.trigger(u"Ctrl+N"_s);
    QTRY_COMPARE(shown.shown(), QStringList{u"+ Tag"_s});
    QTest::keyClicks(shown.editor, u"quick"_s);
    shown.chip(u"Add a tag"_s)->click();
    shown.answer(u"fast"_s);
    QTRY_COMPARE(shown.shown(), (QStringList{u"fast"_s, u"+ Tag"_s}));
    QCOMPARE(shown.toast()->message(), u"1 note tagged #fast"_s);
    ListFilter filter;
    filter.tag = "fast";
    const auto notes = shown.ask([filter](Vault& vault) { return vault.listNotes(filter, 0, 9); });
    QCOMPARE(notes.size(), std::size_t{1});
    QCOMPARE(notes.front().title, std::string("quick"));
    QVERIFY(shown.text() == u"quick"_s);
}

void NoteTagsTest::renamedElsewhere()
{
    TagsWindow shown;
    QTRY_VERIFY(shown.rowNamed(u"Trips"_s) > 0);
    QVERIFY(shown.menu(u"Trips"_s, u"Rename…"_s));
    shown.answer(u"Journeys"_s);
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Journeys"_s, u"+ Tag"_s}));
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Trips"_s, u"+ Tag"_s}));
}

void NoteTagsTest::readOnlyInTheTrash()
{
    TagsWindow shown;
    QVERIFY(shown.ask([id = shown.plain](Vault& vault) -> Result<bool> {
        LOCKLEAF_CHECK(vault.setTags(id, {"old"}));
        LOCKLEAF_CHECK(vault.moveToTrash(id));
        return true;
    }));
    shown.choose(u"Trash"_s);
    QTRY_COMPARE(shown.titles(), QStringList{u"plain"_s});
    QVERIFY(shown.openNote(u"plain"_s));
    QTRY_COMPARE(shown.shown(), QStringList{u"old"_s});
    QTest::keyClick(shown.chip(u"Tag old"_s), Qt::Key_Delete);
    QVERIFY(!shown.chipMenu(shown.chip(u"Tag old"_s), u"Take off this note"_s));
    QCOMPARE(shown.tagsOf(shown.plain), std::vector<std::string>{"old"});
}

void NoteTagsTest::readOnlyWhileHeld()
{
    TagsWindow shown;
    QTRY_VERIFY(shown.rowNamed(u"Trips"_s) > 0);
    shown.jobsWait = true;
    QVERIFY(shown.menu(u"Trips"_s, u"Rename…"_s));
    shown.answer(u"Journeys"_s);
    QTRY_VERIFY(shown.editor->isReadOnly());
    QCOMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Trips"_s}));
    shown.jobsWait = false;
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Journeys"_s, u"+ Tag"_s}));
}

void NoteTagsTest::lockLeavesNothing()
{
    TagsWindow shown;
    shown.chip(u"Tag Trips"_s)->setFocus();
    QVERIFY(shown.lock());
    for (const auto* chip : shown.row->findChildren<ui::Chip*>()) {
        const QString words = chip->text() + chip->accessibleName();
        QVERIFY2(!words.contains(u"rip"_s) && !words.contains(u"travel"_s), qPrintable(words));
    }
}

QTEST_MAIN(NoteTagsTest)
#include "note_tags_test.moc"
