// SPDX-License-Identifier: GPL-3.0-or-later
// Searching all notes in the window, over a real vault.
#include "tests/ui/search_fixture.h"
#include "ui/main/sidebar_list.h"
#include "ui/vault/search_upkeep.h"

#include <QScrollBar>

using namespace lockleaf;
using namespace Qt::StringLiterals;

using Fixture = test::VaultFixture;
using Lisbon = test::LisbonVault;
using Searched = test::SearchedWindow;

class SearchInWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void titlesComeFirst();
    void marksStandOnTheWords();
    void onlyTheLastQueryIsAnswered();
    void keysLeadToTheNoteAndBack();
    void openNoteIsMarkedToo();
    void nothingFoundOffersANote();
    void tooManyWordsAreRefused();
    void saveKeepsRows();
    void trashTakesRowsAwayAndBack();
    void notebookLeavesTheSearch();
    void moreThanTheFirstHits();
    void lockForgetsTheSearch();
    void indexIsCompletedInTheBackground();
};

void SearchInWindowTest::titlesComeFirst()
{
    Lisbon fixture;
    Searched shown(fixture);
    QTRY_COMPARE(shown.list->model()->rowCount(), 4);
    shown.trigger(u"Ctrl+K"_s);
    QCOMPARE(shown.window.focusWidget(), shown.field);
    QTest::keyClicks(shown.field, u"lisbon flat"_s);
    QTRY_VERIFY(shown.results->isAnswered() && shown.results->asked() == u"lisbon flat"_s);
    QTRY_COMPARE(shown.titles(), (QStringList{u"Lisbon flat"_s, u"Lisbon in May"_s, u"Budget"_s}));
    QCOMPARE(shown.results->titleHits(), 1);
    QCOMPARE(shown.results->labelAt(0), u"In the title"_s);
    QCOMPARE(shown.results->labelAt(1), u"In the text"_s);
    QVERIFY(shown.results->labelAt(2).isNull());
    QVERIFY(shown.hits->isVisible());
    QVERIFY(!shown.list->isVisible());
    QVERIFY(shown.shows(u"3 results"_s));
    shown.trigger(u"Ctrl+Shift+F"_s);
    QCOMPARE(shown.field->selectedText(), u"lisbon flat"_s);
}

void SearchInWindowTest::marksStandOnTheWords()
{
    Lisbon fixture;
    Searched shown(fixture);
    QVERIFY(shown.search(u"lisbon fla"_s));
    QTRY_VERIFY(shown.results->excerptAt(2));
    const SearchExcerpt* title = shown.results->excerptAt(0);
    QCOMPARE(title->titleMarks, (std::vector<TextRange>{{0, 6}, {7, 11}}));
    const SearchExcerpt* text = shown.results->excerptAt(2);
    QCOMPARE(text->textMarks.size(), std::size_t{2});
    QCOMPARE(text->text.substr(text->textMarks[0].begin, 4), std::string("flat"));
    QVERIFY(
        shown.results->index(2).data(Qt::AccessibleTextRole).toString().contains(u"the flat in Lisbon"_s));
    // What is marked is seen: the ground of a mark stands in the first row.
    QTRY_VERIFY(shown.hits->isVisible());
    const QImage seen =
        shown.hits->viewport()->grab(shown.hits->visualRect(shown.results->index(0))).toImage();
    const QColor mark = ui::currentTheme().color(ui::Token::Mark);
    int marked = 0;
    for (int y = 0; y < seen.height(); ++y)
        for (int x = 0; x < seen.width(); ++x)
            marked += seen.pixelColor(x, y) == mark ? 1 : 0;
    QVERIFY2(marked > 300, std::to_string(marked).c_str());
}

void SearchInWindowTest::onlyTheLastQueryIsAnswered()
{
    Lisbon fixture;
    Searched shown(fixture);
    QSignalSpy answered(shown.results, &ui::SearchResults::answered);
    QTest::keyClicks(shown.field, u"sourdough"_s); // no event loop in between
    shown.field->setText(u"budget"_s);
    QTRY_COMPARE(shown.titles(), QStringList{u"Budget"_s});
    QCOMPARE(answered.size(), 1);
    // A search that is left does not come back.
    shown.field->setText(u"lisbon"_s);
    shown.field->clear();
    QVERIFY(!shown.pane->isSearching());
    bool passed = false;
    shown.session.ask(
        &shown.window, [](Vault& vault) { return vault.counts(); },
        [&](const Result<VaultCounts>&) { passed = true; });
    QTRY_VERIFY(passed);
    QCOMPARE(answered.size(), 1);
    QCOMPARE(shown.results->rowCount(), 0);
}

void SearchInWindowTest::keysLeadToTheNoteAndBack()
{
    Lisbon fixture;
    Searched shown(fixture);
    QTRY_COMPARE(shown.text().left(13), u"Lisbon in May"_s);
    shown.trigger(u"Ctrl+K"_s);
    shown.field->setText(u"flat"_s);
    QTest::keyClick(shown.field, Qt::Key_Down); // before the answer has come
    QTRY_COMPARE(shown.window.focusWidget(), shown.hits);
    QCOMPARE(shown.hits->currentIndex().row(), 0);
    QTRY_COMPARE(shown.text().left(11), u"Lisbon flat"_s);
    QTRY_COMPARE(shown.editor->hits().count(), 1);
    QCOMPARE(shown.window.focusWidget(), shown.hits);
    QTest::keyClick(shown.hits, Qt::Key_Down);
    QTest::keyClick(shown.hits, Qt::Key_Down);
    QTRY_COMPARE(shown.text().left(6), u"Budget"_s);
    QTRY_COMPARE(shown.editor->hits().count(), 1);
    QTest::keyClick(shown.hits, Qt::Key_Return);
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    QVERIFY(shown.pane->isSearching());
    shown.trigger(u"Ctrl+K"_s);
    QTest::keyClick(shown.field, Qt::Key_Escape);
    QVERIFY(shown.field->text().isEmpty());
    QVERIFY(shown.list->isVisible());
    QCOMPARE(shown.editor->hits().count(), 0);
    QCOMPARE(shown.text().left(6), u"Budget"_s); // it stays until another is chosen
    QTest::keyClick(shown.field, Qt::Key_Escape);
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    // Up from the first row leads to the field, and Escape too.
    QVERIFY(shown.search(u"lisbon"_s));
    shown.hits->setFocus();
    shown.hits->goTo(shown.results->index(0));
    QTest::keyClick(shown.hits, Qt::Key_Up);
    QCOMPARE(shown.window.focusWidget(), shown.field);
    shown.hits->setFocus();
    QTRY_VERIFY(shown.editor->hits().count() > 0);
    QTest::keyClick(shown.hits, Qt::Key_Escape); // first what the search shows in the note
    QCOMPARE(shown.editor->hits().count(), 0);
    QCOMPARE(shown.window.focusWidget(), shown.hits);
    QVERIFY(shown.pane->isSearching());
    QTest::keyClick(shown.hits, Qt::Key_Escape);
    QCOMPARE(shown.window.focusWidget(), shown.field);
    QVERIFY(!shown.pane->isSearching());
}

void SearchInWindowTest::openNoteIsMarkedToo()
{
    Lisbon fixture;
    Searched shown(fixture);
    QTRY_COMPARE(shown.text().left(13), u"Lisbon in May"_s);
    QVERIFY(shown.search(u"may"_s));
    QCOMPARE(shown.hits->currentIndex().row(), 0); // it is the one that is open
    QCOMPARE(shown.editor->hits().count(), 0);
    shown.field->setFocus();
    QTest::keyClick(shown.field, Qt::Key_Return);
    QTRY_COMPARE(shown.window.focusWidget(), shown.hits);
    QTRY_COMPARE(shown.editor->hits().count(), 1);
}

void SearchInWindowTest::nothingFoundOffersANote()
{
    Lisbon fixture;
    Searched shown(fixture);
    QTRY_COMPARE(shown.list->model()->rowCount(), 4);
    QVERIFY(shown.search(u"zebra crossing"_s));
    QVERIFY(shown.shows(u"No note has “zebra crossing”"_s));
    QVERIFY(!shown.hits->isVisible());
    QPushButton* create = shown.button(u"New note “zebra crossing”"_s);
    QVERIFY(create);
    create->click();
    QVERIFY(!shown.pane->isSearching());
    QTRY_COMPARE(shown.text().trimmed(), u"zebra crossing"_s);
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    QTRY_COMPARE(shown.list->model()->rowCount(), 5);
}

void SearchInWindowTest::tooManyWordsAreRefused()
{
    Lisbon fixture;
    Searched shown(fixture);
    QTRY_COMPARE(shown.list->model()->rowCount(), 4);
    shown.field->setText(u"word "_s.repeated(70));
    QTRY_VERIFY(shown.shows(u"Too many words to search for. Take away some of them."_s));
    QVERIFY(shown.search(u"sourdough"_s));
    QCOMPARE(shown.titles(), QStringList{u"Sourdough"_s});
    QVERIFY(!shown.shows(u"Too many words to search for. Take away some of them."_s));
}

void SearchInWindowTest::saveKeepsRows()
{
    Lisbon fixture;
    Searched shown(fixture);
    QTRY_COMPARE(shown.text().left(13), u"Lisbon in May"_s);
    QVERIFY(shown.search(u"lisbon"_s));
    const QStringList before = shown.titles();
    QCOMPARE(before, (QStringList{u"Lisbon in May"_s, u"Lisbon flat"_s, u"Budget"_s}));
    shown.hits->goTo(shown.results->index(2));
    QTRY_COMPARE(shown.text().left(6), u"Budget"_s);
    QSignalSpy reset(shown.results, &QAbstractItemModel::modelReset);
    QSignalSpy moved(shown.results, &QAbstractItemModel::rowsMoved);
    shown.editor->setFocus();
    QTextCursor cursor = shown.editor->textCursor();
    cursor.setPosition(6);
    shown.editor->setTextCursor(cursor);
    QTest::keyClicks(shown.editor, u" 2026"_s);
    QTRY_COMPARE(shown.titles().at(2), u"Budget 2026"_s);
    QTRY_COMPARE(shown.results->excerptAt(2)->title, std::string("Budget 2026"));
    QCOMPARE(shown.titles().first(2), before.first(2));
    QCOMPARE(shown.hits->currentIndex().row(), 2);
    QVERIFY(reset.isEmpty() && moved.isEmpty());
}

void SearchInWindowTest::trashTakesRowsAwayAndBack()
{
    Lisbon fixture;
    Searched shown(fixture);
    QTRY_COMPARE(shown.text().left(13), u"Lisbon in May"_s);
    QVERIFY(shown.search(u"lisbon"_s));
    shown.hits->goTo(shown.results->index(1));
    QTRY_COMPARE(shown.text().left(11), u"Lisbon flat"_s);
    shown.hits->setFocus();
    QTest::keyClick(shown.hits, Qt::Key_Delete);
    QTRY_COMPARE(shown.titles(), (QStringList{u"Lisbon in May"_s, u"Budget"_s}));
    QCOMPARE(shown.results->titleHits(), 1);
    QVERIFY(shown.shows(u"2 results"_s));
    QTRY_VERIFY(shown.button(u"Undo"_s));
    shown.button(u"Undo"_s)->click();
    QTRY_COMPARE(shown.titles(), (QStringList{u"Lisbon in May"_s, u"Lisbon flat"_s, u"Budget"_s}));
    QCOMPARE(shown.results->titleHits(), 2);
}

void SearchInWindowTest::notebookLeavesTheSearch()
{
    Lisbon fixture;
    {
        const auto vault = fixture.open();
        const RecordId travel = *vault->ensureNotebook("Travel");
        QVERIFY(vault->moveToNotebook(fixture.flat, travel));
        VaultSettings settings;
        settings.openNotebook = travel;
        QVERIFY(vault->saveSettings(settings));
        QVERIFY(vault->close());
    }
    Searched shown(fixture);
    QTRY_COMPARE(shown.list->model()->rowCount(), 1);
    QVERIFY(shown.search(u"lisbon"_s));
    QCOMPARE(shown.titles(), QStringList{u"Lisbon flat"_s}); // of the list that is shown
    QPushButton* all = shown.button(u"All notebooks"_s);
    QVERIFY(all);
    all->click();
    QTRY_COMPARE(shown.results->rowCount(), 3);
    auto* sidebar = shown.window.findChild<ui::SidebarList*>();
    QTest::mouseClick(sidebar->viewport(), Qt::LeftButton, {},
                      sidebar->visualRect(sidebar->model()->index(0, 0)).center());
    QTRY_VERIFY(!shown.pane->isSearching());
    QVERIFY(shown.field->text().isEmpty());
    QTRY_COMPARE(shown.list->model()->rowCount(), 4);
}

void SearchInWindowTest::moreThanTheFirstHits()
{
    Fixture fixture;
    constexpr int Count = 450;
    {
        const auto vault = fixture.open();
        QVERIFY(vault->inOneTransaction([&]() -> Result<void> {
            for (int i = 0; i < Count; ++i) {
                NewNote note;
                const std::string text =
                    (i % 2 ? "Owl " : "Bird ") + std::to_string(i) + "\n\nan owl flies\n";
                note.body = SecureBytes::copyOf(bytesOf(text));
                note.created = note.modified = Timestamp{1'700'000'000'000} + i * Timestamp{60'000};
                LOCKLEAF_TRY([[maybe_unused]] const RecordId id, vault->addNote(std::move(note)));
            }
            return {};
        }));
        QVERIFY(vault->close());
    }
    Searched shown(fixture);
    QTRY_VERIFY(!shown.text().isEmpty());
    QVERIFY(shown.search(u"owl"_s));
    QVERIFY(shown.results->hasMore());
    QCOMPARE(shown.results->rowCount(), 200);
    QVERIFY(shown.shows(u"More than 200 results"_s));
    QSignalSpy reset(shown.results, &QAbstractItemModel::modelReset);
    shown.hits->goTo(shown.results->index(3));
    QTRY_COMPARE(shown.results->rowCount(), Count);
    QVERIFY(reset.isEmpty());
    QCOMPARE(shown.hits->currentIndex().row(), 3);
    QVERIFY(shown.shows(u"450 results"_s));
    QCOMPARE(shown.results->titleHits(), Count / 2);
    QCOMPARE(shown.results->labelAt(Count / 2), u"In the text"_s);
    // The last row is read when one comes to it, and only what is near is kept.
    QVERIFY(!shown.results->summaryAt(Count - 1));
    shown.hits->verticalScrollBar()->setValue(shown.hits->verticalScrollBar()->maximum());
    QTRY_VERIFY(shown.results->summaryAt(Count - 1));
    QCOMPARE(shown.results->index(Count - 1).data().toString(), u"Bird 0"_s);
    QTRY_VERIFY(shown.results->excerptAt(Count - 1));
    QVERIFY(!shown.results->excerptAt(Count / 2)); // never seen
}

void SearchInWindowTest::lockForgetsTheSearch()
{
    Lisbon fixture;
    Searched shown(fixture);
    QVERIFY(shown.search(u"lisbon"_s));
    shown.window.blank();
    QVERIFY(shown.field->text().isEmpty());
    QVERIFY(!shown.field->isUndoAvailable());
    QCOMPARE(shown.results->rowCount(), 0);
    QVERIFY(shown.results->asked().isEmpty());
    QVERIFY(shown.lock());
    QCOMPARE(shown.results->rowCount(), 0);
    for (const QLabel* label : shown.window.findChildren<QLabel*>())
        QVERIFY2(!label->text().contains(u"lisbon"_s), qPrintable(label->text()));
}

void SearchInWindowTest::indexIsCompletedInTheBackground()
{
    Lisbon fixture;
    {
        const auto vault = fixture.open();
        NoProgress progress;
        const auto job = vault->makeReindexJob(false);
        QVERIFY(job->runSlice(std::chrono::milliseconds{0}, progress)); // begun, perhaps not ended
        QVERIFY(vault->close());
    }
    ui::VaultSession session(fixture.open());
    ui::SearchUpkeep upkeep(session);
    upkeep.setIdleTime(std::chrono::milliseconds{0});
    QSignalSpy prepared(&upkeep, &ui::SearchUpkeep::prepared);
    QSignalSpy tidied(&upkeep, &ui::SearchUpkeep::tidied);
    upkeep.start();
    QTRY_COMPARE(prepared.size(), 1);
    QTRY_VERIFY(!tidied.isEmpty());
    bool whole = false;
    session.ask(
        &upkeep, [](Vault& vault) -> Result<bool> { return vault.indexIsWhole(); },
        [&](const Result<bool>& answer) { whole = answer && *answer; });
    QTRY_VERIFY(whole);
}

QTEST_MAIN(SearchInWindowTest)
#include "search_in_window_test.moc"
