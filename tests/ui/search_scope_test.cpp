// SPDX-License-Identifier: GPL-3.0-or-later
// Searching within what is chosen in the sidebar: a notebook with those in it, a tag, the trash.
#include "tests/ui/organising_fixture.h"
#include "ui/main/list_pane.h"
#include "ui/main/search_field.h"
#include "ui/main/trash_bar.h"
#include "ui/models/search_results.h"
#include "ui/sheets/ask_sheet.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::Organising;

namespace {

/// Four notes that all have the word "owl".
struct Scoped : Organising
{
    ui::ListPane* pane = window.findChild<ui::ListPane*>();
    ui::SearchField* field = &pane->searchField();
    ui::NoteListView* hits = &pane->hitView();
    ui::SearchResults* results = static_cast<ui::SearchResults*>(hits->model());

    Scoped()
    {
        for (const RecordId id : {plan, retro, bread, loose}) {
            const std::string text = bodyOf(id) + "\nowl\n";
            const bool saved = ask([id, text](Vault& vault) -> Result<bool> {
                LOCKLEAF_CHECK(vault.saveBody(id, bytesOf(text)));
                return true;
            });
            if (!saved)
                qFatal("save");
        }
    }
    /// Chooses a place and waits for its list.
    void go(const QString& name, int rows)
    {
        choose(name);
        QTRY_COMPARE(list->model()->rowCount(), rows);
        QTRY_VERIFY(list->accessibleName().endsWith(name));
    }
    [[nodiscard]] QStringList found(const QString& query)
    {
        if (field->text() != query)
            field->setText(query);
        if (!QTest::qWaitFor([&] { return results->isAnswered() && results->asked() == query; }))
            return {u"no answer"_s};
        QStringList titles;
        for (int row = 0; row < results->rowCount(); ++row)
            titles << results->index(row).data().toString().section(u' ', 0, 0);
        titles.sort();
        return titles;
    }
    [[nodiscard]] QPushButton* chip(const QString& words) const
    {
        for (auto* button : pane->findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == words)
                return button;
        return nullptr;
    }
    [[nodiscard]] bool shows(const QString& words) const
    {
        return std::ranges::any_of(window.findChildren<QLabel*>(), [&](const QLabel* label) {
            return label->isVisible() && label->text().startsWith(words);
        });
    }
    [[nodiscard]] QPoint hitAt(int row) const
    {
        return hits->visualRect(hits->model()->index(row, 0)).center();
    }
    void toTrash(RecordId id, const QString& title)
    {
        dragNote(title, u"Trash"_s);
        QTRY_VERIFY(inTrash(id));
        QTRY_VERIFY(!titles().contains(title));
    }
};

} // namespace

class SearchScopeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void notebookIsSearchedWithThoseInIt();
    void tagPinnedAndTasksAreSearched();
    void chipsSwitchBetweenListAndAll();
    void anotherPlaceEndsTheSearch();
    void newNoteFromAListStandsInSight();
    void hitIsDraggedToANotebook();
    void trashIsSearched();
    void hitsOfTheTrashAreDeletedForGood();
    void emptiedTrashEmptiesTheHits();
    void livingHitsOverTheTrashAreNotDeleted();
};

void SearchScopeTest::notebookIsSearchedWithThoseInIt()
{
    Scoped shown;
    QCOMPARE(shown.found(u"owl"_s), (QStringList{u"bread"_s, u"loose"_s, u"plan"_s, u"retro"_s}));
    QVERIFY(shown.chip(u"All notebooks"_s));
    QVERIFY(!shown.chip(u"All notebooks"_s)->isCheckable()); // there is nothing to switch to
    QVERIFY(!shown.chip(u"All notes"_s));
    QVERIFY(shown.shows(u"in all notebooks"_s));
    shown.go(u"Work"_s, 1);
    QCOMPARE(shown.found(u"owl"_s), (QStringList{u"plan"_s, u"retro"_s})); // as for in:Work
    QVERIFY(shown.shows(u"in this notebook"_s));
    QVERIFY(shown.chip(u"All notebooks"_s)->isCheckable());
    shown.go(u"Meetings"_s, 1);
    QCOMPARE(shown.found(u"owl"_s), QStringList{u"retro"_s});
    QCOMPARE(shown.found(u"plan"_s), QStringList());
    QVERIFY(shown.shows(u"Only Meetings was searched."_s));
}

void SearchScopeTest::tagPinnedAndTasksAreSearched()
{
    Scoped shown;
    shown.go(u"work"_s, 2);
    QCOMPARE(shown.found(u"owl"_s), (QStringList{u"plan"_s, u"retro"_s})); // #work/plan is in #work
    QVERIFY(shown.chip(u"#work"_s));
    QVERIFY(shown.shows(u"in this list"_s));
    shown.go(u"Pinned"_s, 1);
    QCOMPARE(shown.found(u"owl"_s), QStringList{u"bread"_s});
    QVERIFY(shown.chip(u"Pinned"_s));
    shown.go(u"Open tasks"_s, 1);
    QCOMPARE(shown.found(u"owl"_s), QStringList{u"plan"_s});
    QVERIFY(shown.chip(u"Open tasks"_s));
}

void SearchScopeTest::chipsSwitchBetweenListAndAll()
{
    Scoped shown;
    shown.go(u"Home"_s, 1);
    QCOMPARE(shown.found(u"owl"_s), QStringList{u"bread"_s});
    QVERIFY(shown.chip(u"Home"_s)->isChecked());
    shown.chip(u"All notebooks"_s)->click();
    QTRY_COMPARE(shown.results->rowCount(), 4);
    QVERIFY(shown.chip(u"All notebooks"_s)->isChecked());
    QCOMPARE(shown.found(u"plan"_s), QStringList{u"plan"_s}); // stays so while one types on
    shown.chip(u"Home"_s)->click();
    QTRY_COMPARE(shown.results->rowCount(), 0);
    QVERIFY(shown.chip(u"Home"_s)->isChecked());
    QTest::keyClick(shown.field, Qt::Key_Escape);
    QCOMPARE(shown.found(u"owl"_s), QStringList{u"bread"_s}); // a new search is of the list again
}

void SearchScopeTest::anotherPlaceEndsTheSearch()
{
    Scoped shown;
    QCOMPARE(shown.found(u"owl"_s).size(), 4);
    shown.choose(u"Home"_s);
    QVERIFY(!shown.pane->isSearching());
    QVERIFY(shown.field->text().isEmpty());
    QTRY_COMPARE(shown.titles(), QStringList{u"bread #Baking"_s});
    // A tag that is followed in a text too.
    QCOMPARE(shown.found(u"owl"_s).size(), 1);
    Q_EMIT shown.editor->tagActivated(u"work"_s);
    QVERIFY(!shown.pane->isSearching());
    QTRY_COMPARE(shown.titles(), (QStringList{u"retro #work"_s, u"plan"_s}));
}

void SearchScopeTest::newNoteFromAListStandsInSight()
{
    Scoped shown;
    shown.go(u"Pinned"_s, 1);
    QCOMPARE(shown.found(u"zebra"_s), QStringList());
    QVERIFY(shown.press(shown.pane, u"New note “zebra”"_s));
    QTRY_COMPARE(shown.text().trimmed(), u"zebra"_s);
    QTRY_VERIFY(shown.titles().contains(u"zebra"_s));
    QCOMPARE(shown.list->accessibleName(), u"Notes in All notes"_s);
}

void SearchScopeTest::hitIsDraggedToANotebook()
{
    Scoped shown;
    QCOMPARE(shown.found(u"loose"_s), QStringList{u"loose"_s});
    QTRY_VERIFY(shown.hits->isVisible());
    shown.drag(shown.hits->viewport(), shown.hitAt(0), u"Home"_s);
    QTRY_COMPARE(shown.message(), u"1 note moved to “Home”"_s);
    QVERIFY(shown.notebookOf(shown.loose) == shown.home);
    QVERIFY(shown.pane->isSearching());
    QVERIFY(shown.undo());
    QTRY_VERIFY(shown.notebookOf(shown.loose).isNull());
}

void SearchScopeTest::trashIsSearched()
{
    Scoped shown;
    shown.toTrash(shown.loose, u"loose"_s);
    shown.toTrash(shown.plan, u"plan"_s);
    shown.go(u"Trash"_s, 2);
    QCOMPARE(shown.found(u"owl"_s), (QStringList{u"loose"_s, u"plan"_s}));
    QVERIFY(shown.chip(u"Trash"_s));
    QVERIFY(shown.shows(u"in the Trash"_s));
    shown.hits->setFocus();
    shown.hits->goTo(shown.results->index(0));
    QTRY_VERIFY(shown.window.findChild<ui::TrashBar*>()->isVisible());
    const QString open = shown.text().section(u'\n', 0, 0);
    const RecordId note = open == u"plan"_s ? shown.plan : shown.loose;
    QVERIFY(shown.press(shown.window.findChild<ui::TrashBar*>(), u"Restore"_s));
    QTRY_COMPARE(shown.message(), u"1 note restored"_s);
    QTRY_COMPARE(shown.results->rowCount(), 1);
    QVERIFY(!shown.inTrash(note));
    QCOMPARE(shown.text().section(u'\n', 0, 0), open); // it stays open, though its row is gone
    QVERIFY(!shown.editor->isReadOnly());
    // What is nowhere is not to be written into the trash.
    QCOMPARE(shown.found(u"zebra"_s), QStringList());
    QVERIFY(!shown.press(shown.pane, u"New note “zebra”"_s));
    // The trash can be asked for from elsewhere.
    shown.go(u"All notes"_s, 3);
    QCOMPARE(shown.found(u"owl in:trash"_s).size(), 1);
    QVERIFY(shown.shows(u"in the Trash"_s));
}

void SearchScopeTest::hitsOfTheTrashAreDeletedForGood()
{
    Scoped shown;
    shown.toTrash(shown.loose, u"loose"_s);
    shown.toTrash(shown.plan, u"plan"_s);
    QCOMPARE(shown.found(u"owl in:trash"_s), (QStringList{u"loose"_s, u"plan"_s})); // over all notes
    const QString first = shown.results->index(0).data().toString();
    shown.field->setFocus();
    QTest::keyClick(shown.field, Qt::Key_Down);
    QTest::keyClick(shown.hits, Qt::Key_Delete);
    QVERIFY(qobject_cast<ui::AskSheet*>(shown.sheet()));
    QVERIFY(shown.shows(u"Delete “"_s + first + u"” for good? It cannot be brought back."_s));
    QVERIFY(shown.press(shown.sheet(), u"Cancel"_s));
    QTest::keyClick(shown.hits, Qt::Key_A, Qt::ControlModifier);
    QTRY_VERIFY(shown.shows(u"2 notes"_s));
    QVERIFY(!shown.press(&shown.window, u"Tag…"_s));
    QVERIFY(shown.press(&shown.window, u"Delete for good…"_s));
    QVERIFY(shown.press(shown.sheet(), u"Delete for good"_s));
    QTRY_COMPARE(shown.message(), u"2 notes deleted for good"_s);
    QCOMPARE(shown.count(true), std::uint64_t{0});
    QTRY_COMPARE(shown.results->rowCount(), 0);
}

void SearchScopeTest::emptiedTrashEmptiesTheHits()
{
    Scoped shown;
    shown.toTrash(shown.loose, u"loose"_s);
    QTRY_VERIFY(shown.rows().contains(u"Trash 1"_s));
    shown.go(u"Trash"_s, 1);
    QCOMPARE(shown.found(u"owl"_s), QStringList{u"loose"_s});
    shown.triggerNamed(u"Empty Trash…"_s);
    QTRY_VERIFY(shown.sheet());
    QVERIFY(shown.press(shown.sheet(), u"Empty Trash"_s));
    QTRY_COMPARE(shown.message(), u"1 note deleted for good"_s);
    QTRY_COMPARE(shown.results->rowCount(), 0);
    QVERIFY(shown.shows(u"No note has “owl”"_s));
}

void SearchScopeTest::livingHitsOverTheTrashAreNotDeleted()
{
    Scoped shown;
    shown.toTrash(shown.loose, u"loose"_s);
    shown.go(u"Trash"_s, 1);
    QCOMPARE(shown.found(u"owl"_s).size(), 1);
    shown.chip(u"All notebooks"_s)->click();
    QTRY_COMPARE(shown.results->rowCount(), 3);
    shown.field->setFocus();
    QTest::keyClick(shown.field, Qt::Key_Down);
    QTest::keyClick(shown.hits, Qt::Key_A, Qt::ControlModifier);
    QTRY_VERIFY(shown.shows(u"3 notes"_s));
    QVERIFY(!shown.press(&shown.window, u"Delete for good…"_s));
    QTest::keyClick(shown.hits, Qt::Key_Delete);
    QTRY_COMPARE(shown.message(), u"3 notes moved to Trash"_s);
    QVERIFY(!shown.sheet());
    QCOMPARE(shown.count(true), std::uint64_t{4});
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.count(false), std::uint64_t{3});
    QTRY_COMPARE(shown.results->rowCount(), 3);
}

QTEST_MAIN(SearchScopeTest)
#include "search_scope_test.moc"
