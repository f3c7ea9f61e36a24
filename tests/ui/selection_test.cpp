// SPDX-License-Identifier: GPL-3.0-or-later
// Several notes selected at once: what is shown, and what is done to exactly these.
#include "tests/ui/window_fixture.h"
#include "ui/main/note_selection.h"
#include "ui/main/selection_page.h"
#include "ui/sheets/notebook_sheet.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pick_list.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toast.h"

#include <QPushButton>

#include <set>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::Stage;
using test::StagedVault;
using test::VaultFixture;

namespace {

struct Selecting : Stage, ShownWindow
{
    explicit Selecting(const VaultFixture& fixture)
        : ShownWindow(std::make_unique<StagedVault>(fixture.open(), *this))
    {
    }
    [[nodiscard]] int rows() const { return list->model()->rowCount(); }
    [[nodiscard]] QStringList titles() const
    {
        QStringList titles;
        for (int row = 0; row < rows(); ++row)
            titles << list->model()->index(row, 0).data().toString();
        return titles;
    }
    void click(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(list->viewport(), Qt::LeftButton, modifiers,
                          list->visualRect(list->model()->index(row, 0)).center());
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(list, key, modifiers);
    }
    [[nodiscard]] QList<int> selected() const
    {
        QList<int> selected;
        for (int row = 0; row < rows(); ++row)
            if (list->selectionModel()->isSelected(list->model()->index(row, 0)))
                selected << row;
        return selected;
    }
    [[nodiscard]] ui::SelectionPage* page() const { return window.findChild<ui::SelectionPage*>(); }
    [[nodiscard]] QString pageTitle() const { return page()->findChild<ui::Label*>()->text(); }
    void press(QWidget* within, const QString& words)
    {
        for (auto* button : within->findChildren<QPushButton*>())
            if (button->text() == words && button->isVisible()) {
                button->click();
                return;
            }
        QFAIL("no such button");
    }
    [[nodiscard]] ui::Toast* toast() const { return window.findChild<ui::Toast*>(); }
};

void addNumbered(const VaultFixture& fixture, int count)
{
    const auto vault = fixture.open();
    const auto added = vault->inOneTransaction([&]() -> Result<void> {
        for (int i = 0; i < count; ++i) {
            NewNote note;
            note.body = SecureBytes::copyOf(bytesOf("note " + std::to_string(i)));
            note.created = note.modified = Timestamp{1'700'000'000'000} + i * Timestamp{1000};
            LOCKLEAF_CHECK(vault->addNote(std::move(note)));
        }
        return {};
    });
    if (!added || !vault->close())
        qFatal("add");
}

} // namespace

class SelectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clicksWithKeysSelect();
    void arrowsWithShiftSelect();
    void pageStandsInPlaceOfTheNote();
    void trashAndUndo();
    void openNoteIsSavedBeforeItGoes();
    void moveToANotebook();
    void rowsThatWereNotReadAreMeantToo();
    void listThatChangesMeanwhileIsReadAnew();
    void controlKeyOfAShortcutSelectsNothing();
    void unsavedNoteHindersTrash();
    void taggerGetsTheNotes();
    void lockWhileSelected();
};

void SelectionTest::clicksWithKeysSelect()
{
    VaultFixture fixture;
    addNumbered(fixture, 6);
    Selecting shown(fixture);
    QTRY_COMPARE(shown.text(), u"note 5"_s);
    shown.click(1, Qt::ControlModifier);
    QCOMPARE(shown.selected(), (QList<int>{0, 1}));
    shown.click(3, Qt::ControlModifier);
    QCOMPARE(shown.selected(), (QList<int>{0, 1, 3}));
    shown.click(1, Qt::ControlModifier);
    QCOMPARE(shown.selected(), (QList<int>{0, 3}));
    shown.click(2);
    QCOMPARE(shown.selected(), QList<int>{2});
    QTRY_COMPARE(shown.text(), u"note 3"_s);
    shown.click(5, Qt::ShiftModifier);
    QCOMPARE(shown.selected(), (QList<int>{2, 3, 4, 5}));
    shown.click(1, Qt::ShiftModifier);
    QCOMPARE(shown.selected(), (QList<int>{1, 2}));
    QCOMPARE(shown.text(), u"note 3"_s); // nothing of that was a choice
    shown.click(2, Qt::ControlModifier);
    QCOMPARE(shown.selected(), QList<int>{1});
    QTRY_COMPARE(shown.text(), u"note 4"_s); // the one that is left
}

void SelectionTest::arrowsWithShiftSelect()
{
    VaultFixture fixture;
    addNumbered(fixture, 6);
    Selecting shown(fixture);
    QTRY_COMPARE(shown.text(), u"note 5"_s);
    shown.list->setFocus();
    shown.key(Qt::Key_Down, Qt::ShiftModifier);
    shown.key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(shown.selected(), (QList<int>{0, 1, 2}));
    shown.key(Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(shown.selected(), (QList<int>{0, 1}));
    shown.key(Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(shown.selected().size(), 6);
    shown.key(Qt::Key_Up);
    QCOMPARE(shown.selected(), QList<int>{4});
    QTRY_COMPARE(shown.text(), u"note 1"_s);
    shown.key(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(shown.selected().size(), 6);
    shown.key(Qt::Key_Return);
    QCOMPARE(shown.selected(), QList<int>{4});
    QTRY_COMPARE(shown.window.focusWidget(), shown.editor);
}

void SelectionTest::pageStandsInPlaceOfTheNote()
{
    VaultFixture fixture;
    addNumbered(fixture, 4);
    Selecting shown(fixture);
    QTRY_COMPARE(shown.text(), u"note 3"_s);
    shown.click(0);
    shown.click(2, Qt::ShiftModifier);
    QVERIFY(shown.page()->isVisible());
    QVERIFY(!shown.editor->isVisible());
    QCOMPARE(shown.pageTitle(), u"3 notes"_s);
    shown.click(1, Qt::ControlModifier);
    QCOMPARE(shown.pageTitle(), u"2 notes"_s);
    shown.click(3);
    QVERIFY(!shown.page()->isVisible());
    QVERIFY(shown.editor->isVisible());
    QTRY_COMPARE(shown.text(), u"note 0"_s);
}

void SelectionTest::trashAndUndo()
{
    VaultFixture fixture;
    addNumbered(fixture, 5);
    Selecting shown(fixture);
    QTRY_COMPARE(shown.text(), u"note 4"_s);
    shown.click(1);
    QTRY_COMPARE(shown.text(), u"note 3"_s);
    shown.click(3, Qt::ControlModifier);
    shown.key(Qt::Key_Delete);
    QTRY_COMPARE(shown.titles(), (QStringList{u"note 4"_s, u"note 2"_s, u"note 0"_s}));
    QTRY_COMPARE(shown.toast()->message(), u"2 notes moved to Trash"_s);
    QTRY_COMPARE(shown.text(), u"note 2"_s); // what stands where the first of them stood
    QVERIFY(!shown.page()->isVisible());
    shown.press(shown.toast(), u"Undo"_s);
    QTRY_COMPARE(shown.rows(), 5);
    QCOMPARE(shown.titles(), (QStringList{u"note 4"_s, u"note 3"_s, u"note 2"_s, u"note 1"_s, u"note 0"_s}));
    QCOMPARE(shown.text(), u"note 2"_s);
}

void SelectionTest::openNoteIsSavedBeforeItGoes()
{
    VaultFixture fixture;
    addNumbered(fixture, 3);
    {
        Selecting shown(fixture);
        QTRY_COMPARE(shown.text(), u"note 2"_s);
        shown.editor->moveCursor(QTextCursor::End);
        QTest::keyClicks(shown.editor, u" and more"_s);
        shown.list->setFocus();
        shown.key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(shown.pageTitle(), u"2 notes"_s);
        shown.press(shown.page(), u"Trash"_s);
        QTRY_COMPARE(shown.titles(), QStringList{u"note 0"_s});
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    std::set<std::string> trashed;
    ListFilter trash;
    trash.trash = true;
    const auto rows = vault->listNotes(trash, 0, 10);
    for (const NoteSummary& note : *rows)
        trashed.insert(VaultFixture::body(*vault, note.id));
    QCOMPARE(trashed, (std::set<std::string>{"note 1", "note 2 and more"}));
}

void SelectionTest::moveToANotebook()
{
    VaultFixture fixture;
    addNumbered(fixture, 4);
    {
        const auto vault = fixture.open();
        QVERIFY(vault->ensureNotebook("Travel"));
        QVERIFY(vault->ensureNotebook("Work/Meetings"));
    }
    Selecting shown(fixture);
    QTRY_COMPARE(shown.text(), u"note 3"_s);
    shown.click(0);
    shown.click(2, Qt::ShiftModifier);
    shown.press(shown.page(), u"Move…"_s);
    ui::NotebookSheet* sheet = nullptr;
    QTRY_VERIFY((sheet = shown.window.findChild<ui::NotebookSheet*>()) != nullptr);
    QCOMPARE(sheet->accessibleName(), u"Move 3 notes"_s);
    auto* field = sheet->findChild<ui::TextField*>();
    QCOMPARE(shown.window.focusWidget(), field);
    QCOMPARE(sheet->findChild<ui::PickList*>()->model()->rowCount(), 4);
    QTest::keyClicks(field, u"meet"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(shown.toast()->message(), u"3 notes moved to “Meetings”"_s);
    QVERIFY(shown.lock());
    const auto count = [&](const char* path) {
        std::uint64_t number = 0;
        shown.session.ask(
            &shown.window,
            [&number, path](Vault& vault) -> Result<void> {
                ListFilter filter;
                LOCKLEAF_TRY(filter.notebook, vault.findNotebook(path));
                LOCKLEAF_TRY(number, vault.countNotes(filter));
                return {};
            },
            [](const Result<void>&) {});
        (void)QTest::qWaitFor([&] { return number > 0; }, 500);
        return number;
    };
    QCOMPARE(count("Work/Meetings"), std::uint64_t{3});
}

void SelectionTest::rowsThatWereNotReadAreMeantToo()
{
    VaultFixture fixture;
    addNumbered(fixture, 1300);
    Selecting shown(fixture);
    QTRY_COMPARE(shown.text(), u"note 1299"_s);
    shown.trigger(u"Ctrl+N"_s); // a row that is no note yet stands above all others
    QTRY_COMPARE(shown.rows(), 1301);
    shown.list->setFocus();
    shown.key(Qt::Key_Down);
    QTRY_COMPARE(shown.text(), u"note 1299"_s);
    QTRY_COMPARE(shown.rows(), 1300);
    shown.key(Qt::Key_Down);
    shown.key(Qt::Key_End, Qt::ShiftModifier); // all but the first
    QCOMPARE(shown.pageTitle(), u"1,299 notes"_s);
    shown.key(Qt::Key_Delete);
    QTRY_COMPARE(shown.titles(), QStringList{u"note 1299"_s});
    QTRY_COMPARE(shown.toast()->message(), u"1,299 notes moved to Trash"_s);
}

void SelectionTest::listThatChangesMeanwhileIsReadAnew()
{
    VaultFixture fixture;
    addNumbered(fixture, 1200);
    const auto read = *fixture.open()->noteTitled("note 1100");
    const auto unread = *fixture.open()->noteTitled("note 0");
    ui::VaultSession session(fixture.open());
    ui::NoteListModel model(session);
    QItemSelectionModel rows(&model);
    ui::NoteSelection selection(session, model, rows);
    model.load({});
    QTRY_COMPARE(model.rowCount(), 1200);
    rows.select(QItemSelection(model.index(50), model.index(1199)), QItemSelectionModel::Select);
    QCOMPARE(selection.count(), 1150);
    std::vector<RecordId> found;
    const auto resolve = [&](const char* text, RecordId note) {
        const auto body = std::make_shared<const SecureBytes>(SecureBytes::copyOf(bytesOf(text)));
        session.saveBody(note, body, &session, [](const Result<ui::NoteChange>&) {});
        selection.resolve([&](std::vector<RecordId> ids) { found = std::move(ids); });
    };
    // One of them goes to the top between the question and its answer: others stand in the rows asked for.
    resolve("now the newest", *read);
    QTRY_VERIFY(!found.empty());
    QCOMPARE(found.size(), std::size_t{1150});
    QCOMPARE(std::set<RecordId>(found.begin(), found.end()).size(), found.size());
    QVERIFY(std::ranges::find(found, *read) != found.end());
    // Where the list has to begin anew nothing is selected any more, and nothing is done.
    found.clear();
    QSignalSpy loaded(&model, &ui::NoteListModel::loaded);
    resolve("newer still", *unread);
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(selection.count(), 0);
    bool answered = false;
    session.settings(&session, [&](const Result<VaultSettings>&) { answered = true; });
    QTRY_VERIFY(answered);
    QVERIFY(found.empty());
}

void SelectionTest::controlKeyOfAShortcutSelectsNothing()
{
    VaultFixture fixture;
    addNumbered(fixture, 3);
    Selecting shown(fixture);
    QTRY_COMPARE(shown.text(), u"note 2"_s);
    QVERIFY(QTest::qWaitForWindowActive(&shown.window));
    QTest::keyPress(&shown.window, Qt::Key_Control);
    QTest::keyClick(shown.window.focusWidget(), Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE(shown.rows(), 4);
    QCOMPARE(shown.selected(), QList<int>{0});
    QTest::keyRelease(&shown.window, Qt::Key_Control);
}

void SelectionTest::unsavedNoteHindersTrash()
{
    VaultFixture fixture;
    addNumbered(fixture, 3);
    Selecting shown(fixture);
    QTRY_COMPARE(shown.text(), u"note 2"_s);
    shown.editor->moveCursor(QTextCursor::End);
    shown.diskFull = true;
    QTest::keyClicks(shown.editor, u" and more"_s);
    shown.list->setFocus();
    shown.key(Qt::Key_Down, Qt::ShiftModifier);
    shown.key(Qt::Key_Delete);
    QTRY_VERIFY(shown.toast()->message().startsWith(u"Some notes were not moved to the Trash"));
    QCOMPARE(shown.rows(), 3);
    shown.diskFull = false;
    QVERIFY(shown.lock());
}

void SelectionTest::taggerGetsTheNotes()
{
    VaultFixture fixture;
    addNumbered(fixture, 3);
    Selecting shown(fixture);
    QTRY_COMPARE(shown.text(), u"note 2"_s);
    shown.click(0);
    shown.click(1, Qt::ShiftModifier);
    QSignalSpy asked(shown.page(), &ui::SelectionPage::tagRequested);
    for (auto* button : shown.page()->findChildren<QPushButton*>())
        if (button->text() == u"Tag…") {
            shown.page()->setTaggable(false);
            QVERIFY(!button->isVisible()); // until somebody can
            shown.page()->setTaggable(true);
            QVERIFY(button->isVisible());
            button->click();
        }
    QCOMPARE(asked.count(), 1);
}

void SelectionTest::lockWhileSelected()
{
    VaultFixture fixture;
    addNumbered(fixture, 200);
    Selecting shown(fixture);
    QTRY_COMPARE(shown.text(), u"note 199"_s);
    shown.list->setFocus();
    shown.key(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(shown.pageTitle(), u"200 notes"_s);
    shown.key(Qt::Key_Delete);
    QVERIFY(shown.lock()); // some of them may be in the trash
    QVERIFY(!shown.list->selectionModel()->hasSelection());
    QCOMPARE(shown.rows(), 0);
}

QTEST_MAIN(SelectionTest)
#include "selection_test.moc"
