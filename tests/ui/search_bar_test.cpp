// SPDX-License-Identifier: GPL-3.0-or-later
// The find bar over a note that a search in the list has opened.
#include "tests/ui/search_fixture.h"
#include "ui/main/find_bar.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;

namespace {

/// The bar over the note, in a window that searches.
struct FoundWindow : test::SearchedWindow
{
    ui::FindBar* bar = window.findChild<ui::FindBar*>();
    QLineEdit* words = bar->findChild<QLineEdit*>();

    using SearchedWindow::SearchedWindow;
    [[nodiscard]] QString status() const { return bar->findChild<QLabel*>()->text(); }
    [[nodiscard]] int options() const
    {
        const auto buttons = bar->findChildren<QPushButton*>();
        return static_cast<int>(std::ranges::count_if(
            buttons, [](const QPushButton* button) { return button->isVisible() && button->isCheckable(); }));
    }
};

} // namespace

class SearchBarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void barShowsTheWords();
    void barIsForOtherWordsToo();
};

void SearchBarTest::barShowsTheWords()
{
    test::LisbonVault fixture;
    FoundWindow shown(fixture);
    QTRY_COMPARE(shown.text().left(13), u"Lisbon in May"_s);
    QVERIFY(shown.search(u"lisbon tag:x flat"_s));
    QVERIFY(!shown.bar->isVisible());
    QVERIFY(shown.search(u"lisbon fla"_s));
    QTest::keyClick(shown.field, Qt::Key_Down);
    QTRY_VERIFY(shown.bar->isVisible());
    QTRY_COMPARE(shown.text().left(11), u"Lisbon flat"_s);
    QCOMPARE(shown.words->text(), u"lisbon fla"_s);
    QCOMPARE(shown.status(), u"1 of 2"_s); // either of the words
    QCOMPARE(shown.options(), 0);
    QCOMPARE(shown.window.focusWidget(), shown.hits);
    shown.trigger(u"F3"_s);
    QCOMPARE(shown.status(), u"2 of 2"_s);
    QCOMPARE(shown.window.focusWidget(), shown.hits);
    QTest::keyClick(shown.hits, Qt::Key_Down);
    QTRY_COMPARE(shown.text().left(13), u"Lisbon in May"_s);
    QTRY_COMPARE(shown.status(), u"1 of 2"_s);
    QTest::keyClick(shown.hits, Qt::Key_Escape);
    QVERIFY(!shown.bar->isVisible() && shown.pane->isSearching());
    QCOMPARE(shown.window.focusWidget(), shown.hits);
    QTest::keyClick(shown.hits, Qt::Key_Return); // which opens with the hits marked
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    QVERIFY(shown.bar->isVisible());
    QCOMPARE(shown.editor->hits().count(), 2);
    QTest::keyClick(shown.editor, Qt::Key_Escape);
    QVERIFY(!shown.bar->isVisible());
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    // The bar goes away with the search.
    QTest::keyClick(shown.hits, Qt::Key_Return);
    QVERIFY(shown.bar->isVisible());
    shown.field->setFocus();
    QTest::keyClick(shown.field, Qt::Key_Escape);
    QVERIFY(!shown.bar->isVisible() && !shown.pane->isSearching());
}

void SearchBarTest::barIsForOtherWordsToo()
{
    test::LisbonVault fixture;
    FoundWindow shown(fixture);
    QTRY_COMPARE(shown.text().left(13), u"Lisbon in May"_s);
    shown.trigger(u"Ctrl+F"_s);
    QTest::keyClicks(shown.words, u"train"_s);
    QCOMPARE(shown.options(), 3);
    QTest::keyClick(shown.words, Qt::Key_Escape);
    QVERIFY(shown.search(u"lisbon"_s));
    QTest::keyClick(shown.field, Qt::Key_Down);
    QTRY_VERIFY(shown.bar->isVisible());
    QCOMPARE(shown.words->text(), u"lisbon"_s);
    // What is typed takes the place of the words.
    shown.trigger(u"Ctrl+F"_s);
    QCOMPARE(shown.window.focusWidget(), shown.words);
    QCOMPARE(shown.words->selectedText(), u"lisbon"_s);
    QCOMPARE(shown.status(), u"1 of 1"_s);
    QTest::keyClicks(shown.words, u"the"_s);
    QCOMPARE(shown.options(), 3);
    QCOMPARE(shown.status(), u"1 of 3"_s);
    shown.hits->setFocus();
    QTest::keyClick(shown.hits, Qt::Key_Down);
    QTRY_COMPARE(shown.text().left(11), u"Lisbon flat"_s);
    QTRY_COMPARE(shown.words->text(), u"lisbon"_s);
    QTest::keyClick(shown.hits, Qt::Key_Escape);
    QVERIFY(!shown.bar->isVisible());
    shown.editor->setFocus();
    shown.editor->moveCursor(QTextCursor::End);
    shown.trigger(u"Ctrl+F"_s); // what had been typed comes back
    QCOMPARE(shown.words->text(), u"the"_s);
    QVERIFY(shown.lock());
    QVERIFY(shown.words->text().isEmpty() && !shown.words->isUndoAvailable());
}

QTEST_MAIN(SearchBarTest)
#include "search_bar_test.moc"
