// SPDX-License-Identifier: GPL-3.0-or-later
// The chips under the count of what was found: they show what is typed, and put words there.
#include "tests/ui/search_fixture.h"
#include "ui/main/search_chips.h"
#include "ui/sheets/notebook_sheet.h"
#include "ui/sheets/tag_sheet.h"
#include "ui/widgets/chip.h"

#include <QMenu>

using namespace lockleaf;
using namespace Qt::StringLiterals;

namespace {

/// Notes with the word "owl": two tagged #travel, one of those #travel/portugal, one #home.
struct TaggedVault : test::VaultFixture
{
    RecordId porto = add("Porto\n\nowl #travel/portugal\n", 40);
    RecordId rome = add("Rome\n\nowl #travel\n", 30);
    RecordId bread = add("Bread\n\nowl #home & more\n", 20);
    RecordId loose = add("Loose\n\nowl\n", 10);
};

struct ChipWindow : test::SearchedWindow
{
    ui::SearchChips* chips = &pane->searchChips();

    explicit ChipWindow(const test::VaultFixture& fixture, QSize size = {1440, 900})
        : SearchedWindow(fixture.open(), size)
    {
    }
    [[nodiscard]] bool ready() const
    {
        return QTest::qWaitFor(
            [this] { return !chips->tagsByUse().isEmpty() && list->model()->rowCount() > 0; });
    }
    /// Of those that are seen.
    [[nodiscard]] ui::Chip* chip(const QString& name) const
    {
        for (auto* chip : chips->findChildren<ui::Chip*>())
            if (chip->isVisible() && chip->accessibleName() == name)
                return chip;
        return nullptr;
    }
    [[nodiscard]] QMenu* menu() const
    {
        for (auto* menu : window.findChildren<QMenu*>())
            if (menu->isVisible())
                return menu;
        return nullptr;
    }
    [[nodiscard]] QStringList choices() const
    {
        QStringList words;
        for (const QAction* action : menu()->actions())
            if (!action->isSeparator())
                words << action->text() + (action->isChecked() ? u" *"_s : QString());
        return words;
    }
    void choose(const QString& name, const QString& words)
    {
        QVERIFY(chip(name));
        chip(name)->click();
        QVERIFY(menu());
        for (QAction* action : menu()->actions())
            if (action->text() == words) {
                action->trigger();
                menu()->close();
                return;
            }
        QFAIL(qPrintable(u"no such line among "_s + choices().join(u" | "_s)));
    }
    [[nodiscard]] bool answered() const
    {
        return QTest::qWaitFor([this] { return results->isAnswered() && results->asked() == field->text(); });
    }
};

QString daysAgo(int days)
{
    return QDate::currentDate().addDays(-days).toString(Qt::ISODate);
}

} // namespace

class SearchChipsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tagIsPutIntoTheQuery();
    void dateIsPutIntoTheQuery();
    void notebookIsPutIntoTheQuery();
    void chipsShowWhatIsTyped();
    void keysReachChipsAndMenus();
    void manyTagsAreFoundByTyping();
    void nothingStandsOutOfANarrowList();
    void lockLeavesNothing();
};

void SearchChipsTest::tagIsPutIntoTheQuery()
{
    TaggedVault fixture;
    ChipWindow shown(fixture);
    QVERIFY(shown.ready());
    QVERIFY(shown.search(u"ow"_s));
    QCOMPARE(shown.results->rowCount(), 4);
    QVERIFY(shown.chip(u"Any tag"_s));
    shown.chip(u"Any tag"_s)->click();
    // Those of most notes first; what they are nested in counts them too.
    QCOMPARE(shown.choices(), (QStringList{u"Any tag *"_s, u"#travel"_s, u"#home"_s, u"#travel/portugal"_s}));
    shown.menu()->close();
    shown.choose(u"Any tag"_s, u"#travel"_s);
    QCOMPARE(shown.field->text(), u"tag:travel ow"_s);
    QVERIFY(shown.answered());
    QCOMPARE(shown.titles(), (QStringList{u"Porto"_s, u"Rome"_s})); // "ow" may still go on
    QVERIFY(!shown.chip(u"Any tag"_s));
    QCOMPARE(shown.chip(u"Tag: #travel"_s)->text(), u"#travel"_s);
    shown.choose(u"Tag: #travel"_s, u"#home"_s); // in its place
    QCOMPARE(shown.field->text(), u"tag:home ow"_s);
    QVERIFY(shown.answered());
    QCOMPARE(shown.titles(), QStringList{u"Bread"_s});
    shown.field->undo();
    QCOMPARE(shown.field->text(), u"tag:travel ow"_s);
    shown.choose(u"Tag: #travel"_s, u"Any tag"_s);
    QCOMPARE(shown.field->text(), u"ow"_s);
    QVERIFY(shown.answered());
    QCOMPARE(shown.results->rowCount(), 4);
    // A query of nothing else ends with it.
    QVERIFY(shown.search(u"tag:home"_s));
    shown.choose(u"Tag: #home"_s, u"Any tag"_s);
    QVERIFY(!shown.pane->isSearching());
}

void SearchChipsTest::dateIsPutIntoTheQuery()
{
    TaggedVault fixture;
    const RecordId today = [&] {
        const auto vault = fixture.open();
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf("Today\n\nowl\n"));
        const RecordId id = *vault->addNote(std::move(note));
        if (!vault->close())
            qFatal("close");
        return id;
    }();
    ChipWindow shown(fixture);
    QVERIFY(shown.ready());
    QVERIFY(shown.search(u"owl"_s));
    QCOMPARE(shown.results->rowCount(), 5);
    const std::pair<QString, QString> periods[] = {
        {u"Past 7 days"_s, u"after:"_s + daysAgo(7)},
        {u"Past 30 days"_s, u"after:"_s + daysAgo(30)},
        {u"Past year"_s, u"after:"_s + QDate::currentDate().addYears(-1).toString(Qt::ISODate)},
        {u"Today"_s, u"edited:today"_s}};
    QString chip = u"Any date"_s;
    for (const auto& [name, part] : periods) {
        shown.choose(chip, name);
        QCOMPARE(shown.field->text(), part + u" owl"_s);
        QVERIFY(shown.answered());
        QCOMPARE(shown.results->rowCount(), 1);
        QVERIFY(shown.results->idAt(0) == today);
        chip = u"Date: "_s + name;
        QVERIFY(shown.chip(chip));
        QCOMPARE(shown.chip(chip)->text(), name);
    }
    shown.choose(chip, u"Any time"_s);
    QCOMPARE(shown.field->text(), u"owl"_s);
    QVERIFY(shown.chip(u"Any date"_s));
}

void SearchChipsTest::notebookIsPutIntoTheQuery()
{
    TaggedVault fixture;
    {
        const auto vault = fixture.open();
        QVERIFY(vault->moveToNotebook(fixture.bread, *vault->ensureNotebook("At home/Baking & more")));
        QVERIFY(vault->close());
    }
    ChipWindow shown(fixture);
    QVERIFY(shown.ready());
    QVERIFY(shown.search(u"owl"_s));
    shown.choose(u"Notebook: All notebooks"_s, u"At home/Baking && more"_s);
    QCOMPARE(shown.field->text(), u"in:\"At home/Baking & more\" owl"_s);
    QVERIFY(shown.answered());
    QCOMPARE(shown.titles(), QStringList{u"Bread"_s});
    QVERIFY(shown.chip(u"Notebook: At home/Baking & more"_s));
    shown.choose(u"Notebook: At home/Baking & more"_s, u"All notebooks"_s);
    QCOMPARE(shown.field->text(), u"owl"_s);
    QVERIFY(shown.search(u"owl in:trash"_s));
    QVERIFY(shown.chip(u"Notebook: Trash"_s));
}

void SearchChipsTest::chipsShowWhatIsTyped()
{
    TaggedVault fixture;
    ChipWindow shown(fixture);
    QVERIFY(shown.ready());
    QTest::keyClicks(shown.field, u"owl tag:travel after:2020"_s);
    QVERIFY(shown.chip(u"Tag: #travel"_s));
    QVERIFY(shown.chip(u"Date: after:2020"_s));
    QTest::keyClicks(shown.field, u" -tag:home"_s); // is none that must be there
    QVERIFY(shown.chip(u"Tag: #travel"_s));
    shown.field->setText(u"owl"_s);
    QVERIFY(shown.chip(u"Any tag"_s) && shown.chip(u"Any date"_s));
}

void SearchChipsTest::keysReachChipsAndMenus()
{
    TaggedVault fixture;
    ChipWindow shown(fixture);
    QVERIFY(shown.ready());
    QVERIFY(shown.search(u"owl"_s));
    shown.field->setFocus();
    QStringList stops;
    for (int i = 0; i < 12 && shown.window.focusWidget() != shown.hits; ++i) {
        QTest::keyClick(shown.window.focusWidget(), Qt::Key_Tab);
        stops << shown.window.focusWidget()->accessibleName();
    }
    const QStringList row{u"Notebook: All notebooks"_s, u"Any tag"_s, u"Any date"_s,
                          u"Sorted by title hits, then last edit"_s, u"Search results"_s};
    QCOMPARE(stops.last(row.size()), row);
    shown.chip(u"Any tag"_s)->setFocus();
    QTest::keyClick(shown.chip(u"Any tag"_s), Qt::Key_Space);
    QVERIFY(shown.menu());
    QCOMPARE(shown.menu()->accessibleName(), u"Tag"_s);
    QTest::keyClick(shown.menu(), Qt::Key_Down);
    QTest::keyClick(shown.menu(), Qt::Key_Down);
    QTest::keyClick(shown.menu(), Qt::Key_Return);
    QCOMPARE(shown.field->text(), u"tag:travel owl"_s);
    QCOMPARE(shown.window.focusWidget(), shown.chip(u"Tag: #travel"_s));
    QTest::keyClick(shown.window.focusWidget(), Qt::Key_Escape);
    QVERIFY(!shown.pane->isSearching());
    QCOMPARE(shown.window.focusWidget(), shown.field);
}

void SearchChipsTest::manyTagsAreFoundByTyping()
{
    test::VaultFixture fixture;
    for (int i = 0; i < 20; ++i)
        fixture.add("Note\n\nowl #tag" + std::to_string(i) + "\n", i);
    ChipWindow shown(fixture);
    QVERIFY(shown.ready());
    QVERIFY(shown.search(u"owl"_s));
    shown.choose(u"Any tag"_s, u"More tags…"_s);
    auto* sheet = shown.window.findChild<ui::TagSheet*>();
    QVERIFY(sheet);
    QTRY_VERIFY(qobject_cast<QLineEdit*>(shown.window.focusWidget()));
    QTest::keyClicks(shown.window.focusWidget(), u"nosuch"_s);
    QTest::keyClick(shown.window.focusWidget(), Qt::Key_Return); // there is none to make here
    QVERIFY(shown.window.findChild<ui::TagSheet*>());
    auto* typed = qobject_cast<QLineEdit*>(shown.window.focusWidget());
    typed->setText(u"g17"_s);
    QTest::keyClick(typed, Qt::Key_Return);
    QCOMPARE(shown.field->text(), u"tag:tag17 owl"_s);
    QVERIFY(shown.answered());
    QCOMPARE(shown.results->rowCount(), 1);
}

void SearchChipsTest::nothingStandsOutOfANarrowList()
{
    TaggedVault fixture;
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        ChipWindow shown(fixture, {980, 700});
        QVERIFY(shown.ready());
        shown.window.setLayoutDirection(direction);
        QVERIFY(shown.search(u"tag:travel/portugal after:2020-11 before:2031-12 owl"_s));
        shown.pane->setFixedWidth(264);
        QTRY_COMPARE(shown.chips->width(), 264);
        QList<ui::Chip*> seen;
        for (auto* chip : shown.chips->findChildren<ui::Chip*>())
            if (chip->isVisible())
                seen << chip;
        QCOMPARE(seen.size(), 3);
        const auto place = [&](const QWidget* widget) {
            return QRect(widget->mapTo(shown.chips, QPoint()), widget->size());
        };
        QTRY_VERIFY(place(seen.last()).bottom() < shown.chips->height());
        for (const auto* chip : seen) {
            QVERIFY(shown.chips->rect().contains(place(chip)));
            QCOMPARE(chip->width(), chip->sizeHint().width());
            for (const auto* other : seen)
                QVERIFY(other == chip || !place(other).intersects(place(chip)));
        }
        QVERIFY(place(seen.last()).top() > place(seen.first()).top()); // in a line of its own
        const bool right = direction == Qt::RightToLeft;
        QVERIFY((place(seen.first()).center().x() > shown.chips->width() / 2) == right);
        QVERIFY(shown.chips->mapTo(shown.pane, QPoint(0, shown.chips->height())).y() <=
                shown.hits->mapTo(shown.pane, QPoint()).y());
    }
}

void SearchChipsTest::lockLeavesNothing()
{
    TaggedVault fixture;
    ChipWindow shown(fixture);
    QVERIFY(shown.ready());
    QVERIFY(shown.search(u"tag:travel after:2020 in:nowhere"_s));
    shown.chip(u"Tag: #travel"_s)->click();
    QVERIFY(shown.menu());
    shown.window.blank();
    QVERIFY(!shown.menu());
    for (const auto* chip : shown.chips->findChildren<ui::Chip*>()) {
        QVERIFY2(!chip->text().contains(u"travel"_s) && !chip->text().contains(u"2020"_s),
                 qPrintable(chip->text()));
        QVERIFY(!chip->accessibleName().contains(u"travel"_s));
        QVERIFY(!chip->accessibleName().contains(u"nowhere"_s));
    }
}

QTEST_MAIN(SearchChipsTest)
#include "search_chips_test.moc"
