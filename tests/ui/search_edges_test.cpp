// SPDX-License-Identifier: GPL-3.0-or-later
// Searching in the window where something else happens meanwhile, in a narrow window, from right to left.
#include "tests/ui/search_fixture.h"

#include <QScrollBar>

using namespace lockleaf;
using namespace Qt::StringLiterals;

using Fixture = test::VaultFixture;
using Lisbon = test::LisbonVault;
using Searched = test::SearchedWindow;

namespace {

/// A window whose vault waits where the test says so.
struct StagedSearch : test::Stage, Searched
{
    explicit StagedSearch(const Fixture& fixture)
        : Searched(std::make_unique<test::StagedVault>(fixture.open(), *this))
    {
    }
};

/// Where marks are painted in a row, in pixels from its left edge.
std::vector<int> markedColumns(const ui::NoteListView& view, int row)
{
    const QImage seen = view.viewport()->grab(view.visualRect(view.model()->index(row, 0))).toImage();
    const QColor mark = ui::currentTheme().color(ui::Token::Mark);
    std::vector<int> columns;
    for (int x = 0; x < seen.width(); ++x)
        for (int y = 0; y < seen.height(); ++y)
            if (seen.pixelColor(x, y) == mark) {
                columns.push_back(x);
                break;
            }
    return columns;
}

/// Widgets that stand out of their parent.
QStringList standingOut(const QWidget& within)
{
    QStringList out;
    for (const auto* widget : within.findChildren<QWidget*>())
        if (widget->isVisible() &&
            (widget->geometry().left() < 0 || widget->geometry().right() >= widget->parentWidget()->width()))
            out << QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->accessibleName();
    return out;
}

} // namespace

class SearchEdgesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeIndexRefreshesWithoutMovingWhatIsSeen();
    void wholeIndexKeepsSeveralSelected();
    void hitChosenBeforeTheListStays();
    void newNoteEndsTheSearch();
    void typingOnGivesUpTheSearch();
    void listOfTheLastTimeIsSearched();
    void narrowWindowGoesFromHitToNoteAndBack();
    void rightToLeftQuery();
    void rightToLeftWindow();
};

namespace {

/// 300 notes of which the index holds some.
struct HalfIndexed : Fixture
{
    static constexpr int Count = 300;

    HalfIndexed()
    {
        const auto vault = open();
        const auto put = [&]() -> Result<void> {
            for (int i = 0; i < Count; ++i) {
                NewNote note;
                const std::string text = "Bird " + std::to_string(i) + "\n\nan owl flies\n";
                note.body = SecureBytes::copyOf(bytesOf(text));
                note.created = note.modified = Timestamp{1'700'000'000'000} + i * Timestamp{60'000};
                LOCKLEAF_TRY([[maybe_unused]] const RecordId id, vault->addNote(std::move(note)));
            }
            return {};
        };
        NoProgress progress;
        const auto job = vault->makeReindexJob(false);
        if (!vault->inOneTransaction(put) || !job->runSlice(std::chrono::milliseconds{0}, progress) ||
            vault->indexIsWhole() || !vault->close())
            qFatal("the index is not to be whole");
    }
};

} // namespace

void SearchEdgesTest::wholeIndexRefreshesWithoutMovingWhatIsSeen()
{
    const HalfIndexed fixture;
    StagedSearch shown(fixture);
    shown.catalogWaits = true;
    QTRY_VERIFY(!shown.text().isEmpty());
    QVERIFY(shown.search(u"owl"_s));
    const int some = shown.results->rowCount();
    QVERIFY(some > 10 && some < HalfIndexed::Count);
    QVERIFY(!shown.results->isWhole());
    QVERIFY(shown.shows(u"Some notes are still being indexed"_s));
    QTest::keyClick(shown.field, Qt::Key_Down);
    QCOMPARE(shown.window.focusWidget(), shown.hits);
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(shown.hits, Qt::Key_Down);
    const QString title = shown.titles().at(5);
    QTRY_COMPARE(shown.text().section(u'\n', 0, 0), title);
    shown.hits->verticalScrollBar()->setValue(40);
    const int top = shown.hits->visualRect(shown.hits->currentIndex()).top();

    shown.catalogWaits = false;
    QTRY_VERIFY(shown.results->isWhole());
    QTRY_COMPARE(shown.results->rowCount(), HalfIndexed::Count);
    QVERIFY(!shown.shows(u"Some notes are still being indexed"_s));
    QCOMPARE(shown.window.focusWidget(), shown.hits);
    QCOMPARE(shown.hits->currentIndex().data().toString(), title);
    QVERIFY(shown.hits->selectionModel()->isSelected(shown.hits->currentIndex()));
    QCOMPARE(shown.hits->visualRect(shown.hits->currentIndex()).top(), top);
    QCOMPARE(shown.text().section(u'\n', 0, 0), title);
}

void SearchEdgesTest::wholeIndexKeepsSeveralSelected()
{
    const HalfIndexed fixture;
    StagedSearch shown(fixture);
    shown.catalogWaits = true;
    QTRY_VERIFY(!shown.text().isEmpty());
    QVERIFY(shown.search(u"owl"_s));
    QTest::keyClick(shown.field, Qt::Key_Down);
    QTest::keyClick(shown.hits, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(shown.hits, Qt::Key_Down, Qt::ShiftModifier);
    QTRY_VERIFY(shown.shows(u"3 notes"_s));
    const QStringList chosen = shown.titles().first(3);
    shown.catalogWaits = false;
    QTRY_COMPARE(shown.results->rowCount(), HalfIndexed::Count);
    QStringList selected;
    for (const QModelIndex& index : shown.hits->selectionModel()->selectedIndexes())
        selected << index.data().toString();
    QCOMPARE(selected, chosen);
    QVERIFY(shown.shows(u"3 notes"_s));
}

void SearchEdgesTest::typingOnGivesUpTheSearch()
{
    Lisbon fixture;
    StagedSearch shown(fixture);
    shown.searchesLost = 1;
    QTest::keyClicks(shown.field, u"lis"_s);
    QTRY_COMPARE(shown.searchesLost.load(), 0); // is being searched, and for ever
    QTest::keyClicks(shown.field, u"bon flat"_s);
    QTRY_VERIFY(shown.results->isAnswered() && shown.results->asked() == u"lisbon flat"_s);
    QCOMPARE(shown.titles().first(), u"Lisbon flat"_s);
    // So does leaving it: the vault answers what is asked next.
    shown.searchesLost = 1;
    QTest::keyClicks(shown.field, u"s"_s);
    QTRY_COMPARE(shown.searchesLost.load(), 0);
    shown.field->clear();
    bool passed = false;
    shown.session.ask(
        &shown.window, [](Vault& vault) { return vault.counts(); },
        [&](const Result<VaultCounts>&) { passed = true; });
    QTRY_VERIFY(passed);
}

void SearchEdgesTest::newNoteEndsTheSearch()
{
    Lisbon fixture;
    Searched shown(fixture);
    QVERIFY(shown.search(u"lisbon"_s));
    shown.trigger(u"Ctrl+N"_s);
    QVERIFY(shown.field->text().isEmpty());
    QTRY_VERIFY(shown.list->isVisible()); // where the note will stand in sight
    QVERIFY(!shown.hits->isVisible());
    QTest::keyClicks(shown.window.focusWidget(), u"Porto"_s);
    QTRY_COMPARE(shown.list->model()->index(0, 0).data(Qt::DisplayRole).toString(), u"Porto"_s);
}

void SearchEdgesTest::hitChosenBeforeTheListStays()
{
    const Lisbon fixture;
    StagedSearch shown(fixture);
    shown.listDamaged = true; // so that the first list does not come
    QTRY_COMPARE(shown.painted.count(), 1);
    QVERIFY(!shown.editor->isVisible() || shown.text().isEmpty());
    QVERIFY(shown.search(u"flat"_s));
    shown.listDamaged = false;
    Q_EMIT shown.session.notesChanged({fixture.other}); // the list is asked for
    QTest::keyClick(shown.field, Qt::Key_Down);         // and then the hit
    QTRY_COMPARE(shown.list->model()->rowCount(), 4);
    QTRY_COMPARE(shown.text().left(11), u"Lisbon flat"_s);
    bool passed = false;
    shown.session.ask(
        &shown.window, [](Vault& vault) { return vault.counts(); },
        [&](const Result<VaultCounts>&) { passed = true; });
    QTRY_VERIFY(passed);
    QCOMPARE(shown.text().left(11), u"Lisbon flat"_s);
    QCOMPARE(shown.window.focusWidget(), shown.hits);
}

void SearchEdgesTest::listOfTheLastTimeIsSearched()
{
    const Lisbon fixture;
    {
        const auto vault = fixture.open();
        VaultSettings settings = *vault->settings();
        settings.openNotebook = *vault->ensureNotebook("Travel");
        QVERIFY(vault->moveToNotebook(fixture.flat, *settings.openNotebook));
        QVERIFY(vault->saveSettings(settings) && vault->close());
    }
    Searched shown(fixture);
    // Typed before anything has been read; the list that is meant is known later.
    shown.field->setText(u"lisbon"_s);
    QTRY_COMPARE(shown.titles(), QStringList{u"Lisbon flat"_s});
    QVERIFY(shown.button(u"All notebooks"_s));
    QVERIFY(shown.button(u"Travel"_s));
    QVERIFY(shown.button(u"Travel"_s)->isChecked());
}

void SearchEdgesTest::narrowWindowGoesFromHitToNoteAndBack()
{
    const Lisbon fixture;
    {
        const auto vault = fixture.open();
        VaultSettings settings = *vault->settings();
        settings.openNotebook = *vault->ensureNotebook("A notebook with quite a long name");
        QVERIFY(vault->moveToNotebook(fixture.flat, *settings.openNotebook));
        QVERIFY(vault->saveSettings(settings) && vault->close());
    }
    Searched shown(fixture.open(), {700, 700});
    QTRY_VERIFY(!shown.text().isEmpty());
    shown.editor->setFocus();
    shown.trigger(u"Ctrl+K"_s);
    QVERIFY(shown.field->isVisible());
    QCOMPARE(shown.window.focusWidget(), shown.field);
    QVERIFY(shown.search(u"lisbon"_s));
    QTRY_COMPARE(shown.titles(), QStringList{u"Lisbon flat"_s});
    shown.button(u"All notebooks"_s)->click();
    QTRY_COMPARE(shown.results->rowCount(), 3);
    QVERIFY(shown.hits->isVisible() && !shown.editor->isVisible());
    QCOMPARE(shown.hits->width(), shown.pane->width());
    QCOMPARE(standingOut(*shown.pane), QStringList());

    // Going over the hits opens them behind; Enter goes to the note.
    shown.field->setFocus();
    QTest::keyClick(shown.field, Qt::Key_Down);
    QTest::keyClick(shown.hits, Qt::Key_Down);
    QVERIFY(shown.hits->isVisible());
    QTest::keyClick(shown.hits, Qt::Key_Down);
    QTRY_COMPARE(shown.text().left(6), u"Budget"_s);
    QCOMPARE(shown.window.focusWidget(), shown.hits);
    QTest::keyClick(shown.hits, Qt::Key_Return);
    QVERIFY(shown.editor->isVisible() && !shown.hits->isVisible());
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    QCOMPARE(shown.editor->hits().count(), 1);

    QPushButton* back = nullptr;
    for (auto* button : shown.window.findChildren<QPushButton*>())
        if (button->isVisible() && button->accessibleName().startsWith(u"Back"_s))
            back = button;
    QVERIFY(back);
    back->click();
    QVERIFY(shown.hits->isVisible());
    QCOMPARE(shown.window.focusWidget(), shown.hits);
    QCOMPARE(shown.hits->currentIndex().row(), 2);
    QTest::keyClick(shown.hits, Qt::Key_Escape); // ends the marks in the note
    QCOMPARE(shown.editor->hits().count(), 0);
    QVERIFY(shown.pane->isSearching());
    QTest::keyClick(shown.hits, Qt::Key_Escape);
    QVERIFY(shown.list->isVisible() && !shown.pane->isSearching());
    QCOMPARE(shown.window.focusWidget(), shown.field);
    QTest::keyClick(shown.field, Qt::Key_Escape); // back to the note
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    QVERIFY(shown.editor->isVisible());
}

void SearchEdgesTest::rightToLeftQuery()
{
    Fixture fixture;
    fixture.add("דירה בליסבון\n\nהמפתח במאפייה, קומה שנייה.\n", 2);
    fixture.add("Budget\n\nKeys: המפתח costs 20.\n", 1);
    Searched shown(fixture);
    QTRY_COMPARE(shown.list->model()->rowCount(), 2);
    QVERIFY(shown.search(u"דירה"_s));
    QCOMPARE(shown.titles(), QStringList{u"דירה בליסבון"_s});
    QTRY_VERIFY(shown.results->excerptAt(0));
    QCOMPARE(shown.results->excerptAt(0)->titleMarks, (std::vector<TextRange>{{0, 8}}));
    // The first word of the title stands at the right of it.
    const std::vector<int> marked = markedColumns(*shown.hits, 0);
    QVERIFY(marked.size() > 10);
    const std::vector<int> whole = [&] {
        shown.field->setText(u"דירה בליסבון"_s);
        const bool found = QTest::qWaitFor([&] {
            return shown.results->isAnswered() && shown.results->excerptAt(0) &&
                   shown.results->excerptAt(0)->titleMarks.size() == 2;
        });
        return found ? markedColumns(*shown.hits, 0) : std::vector<int>();
    }();
    QVERIFY(whole.size() > marked.size());
    QVERIFY(marked.back() == whole.back() && marked.front() > whole.front());
    // A word among words of the other direction.
    QVERIFY(shown.search(u"המפת"_s));
    QCOMPARE(shown.results->rowCount(), 2);
    QTRY_VERIFY(shown.results->excerptAt(1));
    QCOMPARE(shown.results->excerptAt(1)->textMarks.size(), std::size_t{1});
    QVERIFY(shown.search(u"שלום"_s));
    QVERIFY(shown.shows(u"No note has “שלום”"_s));
}

void SearchEdgesTest::rightToLeftWindow()
{
    const Lisbon fixture;
    Searched shown(fixture);
    QTRY_COMPARE(shown.list->model()->rowCount(), 4);
    shown.window.setLayoutDirection(Qt::RightToLeft);
    QVERIFY(shown.search(u"lisbon"_s));
    QTRY_VERIFY(shown.results->excerptAt(0));
    auto* clear = shown.field->findChild<QPushButton*>();
    QVERIFY(clear->isVisible());
    QVERIFY(clear->geometry().right() < shown.field->width() / 2);
    QVERIFY(shown.field->textMargins().left() >= clear->geometry().right() - 8);
    const std::vector<int> marked = markedColumns(*shown.hits, 0);
    QVERIFY(marked.size() > 10);
    for (const auto* label : shown.pane->findChildren<QLabel*>()) // once it has been laid out
        QTRY_VERIFY2(!label->isVisible() || label->width() >= label->minimumSizeHint().width(),
                     qPrintable(label->text()));
    QVERIFY(marked.front() > shown.hits->width() / 2); // the title stands at the right
    QCOMPARE(standingOut(*shown.pane), QStringList());
    clear->click();
    QVERIFY(!shown.pane->isSearching());
}

QTEST_MAIN(SearchEdgesTest)
#include "search_edges_test.moc"
