// SPDX-License-Identifier: GPL-3.0-or-later
// What a search has found with the best matching first, as the window shows it.
#include "tests/ui/search_fixture.h"

#include <QMenu>

using namespace lockleaf;
using namespace Qt::StringLiterals;

using Fixture = test::VaultFixture;

namespace {

/// Found in another order by title and edit than by how well they match.
struct BeansVault : Fixture
{
    RecordId once = add("Shopping\n\nbread butter beans milk flour sugar coffee tea rice apples\n", 40);
    RecordId twice = add("Garden\n\nbeans beans, much about the weather and the soil\n", 30);
    RecordId often = add("Kitchen\n\nbeans beans beans beans\n", 20);
    RecordId titled = add("Beans\n\nhow to sow them\n", 10);
};

const QStringList ByTitle{u"Beans"_s, u"Shopping"_s, u"Garden"_s, u"Kitchen"_s};
const QStringList ByMatch{u"Beans"_s, u"Kitchen"_s, u"Garden"_s, u"Shopping"_s};

struct RankedWindow : test::SearchedWindow
{
    using SearchedWindow::SearchedWindow;

    [[nodiscard]] QPushButton* sortButton() const
    {
        for (auto* button : window.findChildren<QPushButton*>())
            if (button->isVisible() && button->accessibleName().startsWith(u"Sorted by"_s))
                return button;
        return nullptr;
    }
    [[nodiscard]] QMenu* menu() const
    {
        for (auto* menu : window.findChildren<QMenu*>())
            if (menu->isVisible())
                return menu;
        return nullptr;
    }
    void choose(const QString& words)
    {
        sortButton()->click();
        QVERIFY(menu());
        for (QAction* action : menu()->actions())
            if (action->text() == words) {
                action->trigger();
                menu()->close();
                return;
            }
        QFAIL("no such line in the menu");
    }
};

} // namespace

class SearchOrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bestMatchOnRequest();
    void choiceComesBack();
    void savingMovesNothing();
    void keysChooseTheOrder();
    void firstOnesOfManyAreRanked();
    void whatHasNoWordsIsNotRanked();
};

void SearchOrderTest::bestMatchOnRequest()
{
    BeansVault fixture;
    RankedWindow shown(fixture);
    QTRY_COMPARE(shown.list->model()->rowCount(), 4);
    QVERIFY(shown.search(u"beans"_s));
    QCOMPARE(shown.titles(), ByTitle);
    QCOMPARE(shown.results->labelAt(0), u"In the title"_s);
    QCOMPARE(shown.sortButton()->accessibleName(), u"Sorted by title hits, then last edit"_s);
    shown.choose(u"Best match first"_s);
    QTRY_COMPARE(shown.titles(), ByMatch);
    QCOMPARE(shown.sortButton()->accessibleName(), u"Sorted by best match"_s);
    for (int row = 0; row < 4; ++row) // it is one list
        QVERIFY(!shown.results->hasLabel(row) && shown.results->labelAt(row).isNull());
    QVERIFY(shown.shows(u"4 results"_s));
    QTRY_VERIFY(shown.results->excerptAt(1));
    QCOMPARE(shown.results->excerptAt(1)->textMarks.size(), std::size_t{4});
    QVERIFY(shown.search(u"the"_s)); // for what is searched next, too
    QCOMPARE(shown.titles(), (QStringList{u"Garden"_s, u"Beans"_s}));
    QVERIFY(shown.results->isRanked());
    QVERIFY(shown.search(u"beans"_s));
    shown.choose(u"Title hits first, then last edit"_s);
    QTRY_COMPARE(shown.titles(), ByTitle);
    QCOMPARE(shown.results->labelAt(1), u"In the text"_s);
}

void SearchOrderTest::choiceComesBack()
{
    BeansVault fixture;
    {
        RankedWindow shown(fixture);
        QTRY_COMPARE(shown.list->model()->rowCount(), 4);
        QVERIFY(shown.search(u"beans"_s));
        shown.choose(u"Best match first"_s);
        QTRY_COMPARE(shown.titles(), ByMatch);
        QVERIFY(shown.lock());
    }
    RankedWindow shown(fixture);
    QTRY_COMPARE(shown.list->model()->rowCount(), 4);
    QVERIFY(shown.search(u"beans"_s));
    QCOMPARE(shown.titles(), ByMatch);
    QCOMPARE(shown.sortButton()->accessibleName(), u"Sorted by best match"_s);
}

void SearchOrderTest::savingMovesNothing()
{
    BeansVault fixture;
    RankedWindow shown(fixture);
    QTRY_COMPARE(shown.list->model()->rowCount(), 4);
    QVERIFY(shown.search(u"beans"_s));
    shown.choose(u"Best match first"_s);
    QTRY_COMPARE(shown.titles(), ByMatch);
    shown.hits->goTo(shown.results->index(3));
    QTRY_COMPARE(shown.text().left(8), u"Shopping"_s);
    QSignalSpy reset(shown.results, &QAbstractItemModel::modelReset);
    QSignalSpy moved(shown.results, &QAbstractItemModel::rowsMoved);
    shown.editor->setFocus();
    shown.editor->moveCursor(QTextCursor::End);
    QTest::keyClicks(shown.editor, u"beans beans beans beans beans beans beans beans"_s);
    QTRY_COMPARE(shown.results->excerptAt(3)->textMarks.size(), std::size_t{9}); // it was saved
    QCOMPARE(shown.titles(), ByMatch);
    QCOMPARE(shown.hits->currentIndex().row(), 3);
    QVERIFY(reset.isEmpty() && moved.isEmpty());
    // A note that goes to the trash and comes back stands where it stood.
    shown.hits->setFocus();
    shown.hits->goTo(shown.results->index(1));
    QTest::keyClick(shown.hits, Qt::Key_Delete);
    QTRY_COMPARE(shown.titles(), (QStringList{u"Beans"_s, u"Garden"_s, u"Shopping"_s}));
    QTRY_VERIFY(shown.button(u"Undo"_s));
    shown.button(u"Undo"_s)->click();
    QTRY_COMPARE(shown.titles(), ByMatch);
}

void SearchOrderTest::keysChooseTheOrder()
{
    BeansVault fixture;
    RankedWindow shown(fixture);
    QTRY_COMPARE(shown.list->model()->rowCount(), 4);
    QVERIFY(shown.search(u"beans"_s));
    shown.field->setFocus();
    for (int i = 0; i < 10 && shown.window.focusWidget() != shown.sortButton(); ++i)
        QTest::keyClick(shown.window.focusWidget(), Qt::Key_Tab);
    QCOMPARE(shown.window.focusWidget(), shown.sortButton());
    QTest::keyClick(shown.sortButton(), Qt::Key_Space);
    QVERIFY(shown.menu());
    QCOMPARE(shown.menu()->accessibleName(), u"Sort"_s);
    QTest::keyClick(shown.menu(), Qt::Key_Down);
    QTest::keyClick(shown.menu(), Qt::Key_Down);
    QTest::keyClick(shown.menu(), Qt::Key_Return);
    QTRY_COMPARE(shown.titles(), ByMatch);
    QCOMPARE(shown.window.focusWidget(), shown.sortButton());
    // On to the hits.
    for (int i = 0; i < 10 && shown.window.focusWidget() != shown.hits; ++i)
        QTest::keyClick(shown.window.focusWidget(), Qt::Key_Tab);
    QCOMPARE(shown.window.focusWidget(), shown.hits);
}

void SearchOrderTest::firstOnesOfManyAreRanked()
{
    Fixture fixture;
    {
        const auto vault = fixture.open();
        QVERIFY(vault->inOneTransaction([&]() -> Result<void> {
            for (std::size_t i = 0; i < mostRanked + 50; ++i) {
                NewNote note;
                const std::string text =
                    "Bird " + std::to_string(i) + "\n\nan owl" + (i == 200 ? " and an owl" : "") + " flies\n";
                note.body = SecureBytes::copyOf(bytesOf(text));
                note.created = note.modified =
                    Timestamp{1'700'000'000'000} + static_cast<Timestamp>(i) * 60'000;
                LOCKLEAF_TRY([[maybe_unused]] const RecordId id, vault->addNote(std::move(note)));
            }
            return {};
        }));
        VaultSettings settings = *vault->settings();
        settings.rankedSearch = true;
        QVERIFY(vault->saveSettings(settings) && vault->close());
    }
    RankedWindow shown(fixture);
    QTRY_VERIFY(!shown.text().isEmpty());
    QVERIFY(shown.search(u"owl"_s));
    QCOMPARE(shown.titles().front(), u"Bird 200"_s);
    QCOMPARE(shown.results->rowCount(), static_cast<int>(mostRanked));
    QVERIFY(shown.results->hasMore());
    QVERIFY(shown.shows(u"The first 300 results"_s));
    // The others are not added below, as they would be in the order of the list.
    shown.choose(u"Title hits first, then last edit"_s);
    QTRY_VERIFY(!shown.results->isRanked());
    QTRY_COMPARE(shown.results->rowCount(), static_cast<int>(mostRanked) + 50);
    QVERIFY(shown.shows(u"350 results"_s));
}

void SearchOrderTest::whatHasNoWordsIsNotRanked()
{
    BeansVault fixture;
    RankedWindow shown(fixture);
    QTRY_COMPARE(shown.list->model()->rowCount(), 4);
    QVERIFY(shown.search(u"beans"_s));
    shown.choose(u"Best match first"_s);
    QTRY_COMPARE(shown.titles(), ByMatch);
    QVERIFY(shown.search(u"after:2001"_s)); // all match alike, so all are wanted
    QCOMPARE(shown.results->rowCount(), 4);
    QVERIFY(!shown.results->isRanked());
}

QTEST_MAIN(SearchOrderTest)
#include "search_order_test.moc"
