// SPDX-License-Identifier: GPL-3.0-or-later
// The list sorted by edit, creation and title, as the window shows it.
#include "tests/ui/window_fixture.h"
#include "ui/models/note_dates.h"
#include "ui/models/note_list_model.h"

#include <QMenu>
#include <QPushButton>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::VaultFixture;

namespace {

struct Ordered : ShownWindow
{
    using ShownWindow::ShownWindow;

    [[nodiscard]] ui::NoteListModel* model() const { return static_cast<ui::NoteListModel*>(list->model()); }
    [[nodiscard]] QStringList titles() const
    {
        QStringList titles;
        for (int row = 0; row < model()->rowCount(); ++row)
            titles << model()->index(row).data().toString();
        return titles;
    }
    /// The labels with the rows that they stand over.
    [[nodiscard]] QStringList groups() const
    {
        QStringList groups;
        for (const auto& [row, group] : model()->groupStarts())
            groups << u"%1 %2"_s.arg(row).arg(ui::note_dates::groupLabel(group, model()->now()));
        return groups;
    }
    [[nodiscard]] QPushButton* sortButton() const
    {
        for (auto* button : window.findChildren<QPushButton*>())
            if (button->accessibleName().startsWith(u"Sorted by"))
                return button;
        return nullptr;
    }
    void choose(const QString& words)
    {
        sortButton()->click();
        for (auto* menu : window.findChildren<QMenu*>())
            if (menu->isVisible())
                for (QAction* action : menu->actions())
                    if (action->text() == words) {
                        action->trigger();
                        menu->close();
                        return;
                    }
        QFAIL("no such line in the menu");
    }
};

} // namespace

class ListOrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersAndTheirLabels();
    void choiceComesBack();
    void newNoteGoesToItsPlace();
    void rowMovesAsItsTitleChanges();
    void nestedNotebookHasTheOutermostColour();
};

void ListOrderTest::ordersAndTheirLabels()
{
    VaultFixture fixture;
    fixture.add("zebra", 0);
    fixture.add("Apple", 1);
    fixture.add("7 days", 2);
    fixture.add("\xC3\xA9"
                "clair",
                3);
    fixture.add("egg", 4);
    Ordered shown(fixture.open());
    QTRY_COMPARE(shown.titles().size(), 5);
    QCOMPARE(shown.titles().front(), u"egg"_s);
    QVERIFY(shown.groups().front().endsWith(u"2023"));
    shown.choose(u"Title"_s);
    QTRY_COMPARE(shown.titles(),
                 (QStringList{u"7 days"_s, u"Apple"_s, u"\u00e9clair"_s, u"egg"_s, u"zebra"_s}));
    QCOMPARE(shown.groups(), (QStringList{u"0 0–9"_s, u"1 A"_s, u"2 E"_s, u"4 Z"_s}));
    QCOMPARE(shown.sortButton()->accessibleName(), u"Sorted by title: A to Z"_s);
    shown.choose(u"Z to A"_s);
    QTRY_COMPARE(shown.titles().front(), u"zebra"_s);
    shown.choose(u"Created"_s);
    QTRY_COMPARE(shown.titles().front(), u"egg"_s);
    shown.choose(u"Oldest first"_s);
    QTRY_COMPARE(shown.titles().front(), u"zebra"_s);
    QCOMPARE(shown.text(), u"egg"_s); // the open note stays
}

void ListOrderTest::choiceComesBack()
{
    VaultFixture fixture;
    fixture.add("b", 0);
    fixture.add("a", 1);
    fixture.add("c", 2);
    {
        Ordered shown(fixture.open());
        QTRY_COMPARE(shown.titles().size(), 3);
        shown.choose(u"Title"_s);
        QTRY_COMPARE(shown.titles(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QVERIFY(shown.lock());
    }
    Ordered shown(fixture.open());
    QTRY_COMPARE(shown.titles(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
}

void ListOrderTest::newNoteGoesToItsPlace()
{
    VaultFixture fixture;
    fixture.add("apple", 0);
    fixture.add("cherry", 1);
    Ordered shown(fixture.open());
    QTRY_COMPARE(shown.titles().size(), 2);
    shown.choose(u"Title"_s);
    QTRY_COMPARE(shown.titles(), (QStringList{u"apple"_s, u"cherry"_s}));
    shown.trigger(u"Ctrl+N"_s);
    QTest::keyClicks(shown.editor, u"berry"_s);
    shown.trigger(u"Ctrl+S"_s);
    QTRY_COMPARE(shown.titles(), (QStringList{u"apple"_s, u"berry"_s, u"cherry"_s}));
    QCOMPARE(shown.list->currentIndex().row(), 1);
    QCOMPARE(shown.groups(), (QStringList{u"0 A"_s, u"1 B"_s, u"2 C"_s}));
}

void ListOrderTest::rowMovesAsItsTitleChanges()
{
    VaultFixture fixture;
    fixture.add("apple", 0);
    fixture.add("cherry", 1);
    Ordered shown(fixture.open());
    QTRY_COMPARE(shown.text(), u"cherry"_s);
    shown.choose(u"Title"_s);
    QTRY_COMPARE(shown.titles(), (QStringList{u"apple"_s, u"cherry"_s}));
    shown.editor->moveCursor(QTextCursor::Start);
    QTest::keyClicks(shown.editor, u"a"_s);
    shown.trigger(u"Ctrl+S"_s);
    QTRY_COMPARE(shown.titles(), (QStringList{u"acherry"_s, u"apple"_s}));
    QCOMPARE(shown.list->currentIndex().row(), 0);
}

void ListOrderTest::nestedNotebookHasTheOutermostColour()
{
    VaultFixture fixture;
    auto vault = fixture.open();
    const RecordId inner = *vault->ensureNotebook("Work/Meetings/Monday");
    std::vector<Notebook> notebooks = *vault->notebooks();
    for (Notebook& notebook : notebooks)
        notebook.color = notebook.parent.isNull() ? 2 : 1;
    ui::VaultSession session(std::move(vault));
    ui::NoteListModel model(session);
    model.setNotebooks(notebooks);
    QCOMPARE(model.notebookLook(inner).name, u"Monday"_s);
    QCOMPARE(model.notebookLook(inner).color, 2);
    // Damage may leave a ring of parents: an answer comes all the same.
    for (Notebook& notebook : notebooks)
        if (notebook.parent.isNull())
            notebook.parent = inner;
    model.setNotebooks(notebooks);
    QCOMPARE(model.notebookLook(inner).name, u"Monday"_s);
}

QTEST_MAIN(ListOrderTest)
#include "list_order_test.moc"
