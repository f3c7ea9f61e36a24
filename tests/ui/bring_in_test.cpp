// SPDX-License-Identifier: GPL-3.0-or-later
// The ways to bring notes in: in sight while a vault holds nothing, and only then and there.
#include "tests/ui/organising_fixture.h"
#include "ui/lockscreen/create_page.h"
#include "ui/main/list_pane.h"
#include "ui/sheets/import_sheet.h"
#include "ui/sheets/restore_sheet.h"

#include <QAccessible>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::OrganisedWindow;
using test::VaultFixture;

namespace {

constexpr auto ImportWords = u"Import notes…";
constexpr auto RestoreWords = u"Restore an archive…";

/// The link in sight in the list with these words.
QPushButton* linkIn(const OrganisedWindow& shown, const char16_t* words)
{
    for (auto* button : shown.window.findChild<ui::ListPane*>()->findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == QStringView(words))
            return button;
    return nullptr;
}

bool offersBoth(const OrganisedWindow& shown)
{
    return linkIn(shown, ImportWords) && linkIn(shown, RestoreWords);
}

bool offersNone(const OrganisedWindow& shown)
{
    return !linkIn(shown, ImportWords) && !linkIn(shown, RestoreWords);
}

} // namespace

class BringInTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void besideTheFirstNote();
    void inTheEmptyList();
    void byKeys();
    void notWhereNotesAre();
    void notInOtherLists();
    void inOnePane();
    void createPageSaysHow();
};

void BringInTest::besideTheFirstNote()
{
    VaultFixture fixture;
    OrganisedWindow shown(fixture);
    QTRY_COMPARE(shown.painted.count(), 1);
    QTRY_VERIFY(shown.editor->hasFocus()); // one is writing at once
    QCOMPARE(shown.list->model()->rowCount(), 1);
    QVERIFY(offersBoth(shown));
    const QRect rows = shown.list->visualRect(shown.list->model()->index(0, 0));
    const int below = shown.list->viewport()->mapTo(&shown.window, rows.bottomLeft()).y();
    QVERIFY(linkIn(shown, ImportWords)->mapTo(&shown.window, QPoint()).y() > below);
    QTest::keyClicks(shown.editor, u"word"_s);
    QTRY_VERIFY(offersNone(shown));
    QVERIFY(shown.lock());
}

void BringInTest::inTheEmptyList()
{
    VaultFixture fixture;
    fixture.add("only");
    OrganisedWindow shown(fixture);
    QTRY_COMPARE(shown.text(), u"only"_s);
    QVERIFY(offersNone(shown));
    shown.triggerNamed(u"Move to Trash"_s);
    QTRY_VERIFY(!shown.list->isVisible()); // words in its place
    QTRY_VERIFY(offersBoth(shown));
    QVERIFY(linkIn(shown, u"Write the first one"));
    QVERIFY(shown.lock());
}

void BringInTest::byKeys()
{
    VaultFixture fixture;
    OrganisedWindow shown(fixture);
    QTRY_COMPARE(shown.painted.count(), 1);
    QTRY_VERIFY(offersBoth(shown));
    shown.list->setFocus(Qt::TabFocusReason);
    QTest::keyClick(shown.list, Qt::Key_Tab);
    QPushButton* import = linkIn(shown, ImportWords);
    QCOMPARE(shown.window.focusWidget(), import);
    QCOMPARE(QAccessible::queryAccessibleInterface(import)->text(QAccessible::Name),
             QStringView(ImportWords).toString());
    QTest::keyClick(import, Qt::Key_Tab);
    QPushButton* restore = linkIn(shown, RestoreWords);
    QCOMPARE(shown.window.focusWidget(), restore);
    QCOMPARE(QAccessible::queryAccessibleInterface(restore)->text(QAccessible::Name),
             QStringView(RestoreWords).toString());
    QTest::keyClick(restore, Qt::Key_Return);
    QTRY_VERIFY(shown.window.findChild<ui::RestoreSheet*>());
    shown.window.findChild<ui::RestoreSheet*>()->closeSheet();
    QTRY_VERIFY(!shown.window.findChild<ui::RestoreSheet*>());
    QTest::keyClick(import, Qt::Key_Return);
    QTRY_VERIFY(shown.window.findChild<ui::ImportSheet*>());
    QVERIFY(shown.lock());
}

void BringInTest::notWhereNotesAre()
{
    VaultFixture fixture;
    fixture.add("one");
    OrganisedWindow shown(fixture);
    QTRY_COMPARE(shown.text(), u"one"_s);
    QVERIFY(offersNone(shown));
    shown.trigger(u"Ctrl+N"_s);
    QTRY_COMPARE(shown.list->model()->rowCount(), 2);
    QVERIFY(offersNone(shown));
    QVERIFY(shown.lock());
}

void BringInTest::notInOtherLists()
{
    VaultFixture fixture;
    {
        const auto vault = fixture.open();
        QVERIFY(vault->ensureNotebook("Empty"));
        QVERIFY(vault->close());
    }
    OrganisedWindow shown(fixture);
    QTRY_VERIFY(offersBoth(shown));
    for (const QString& place : {u"Empty"_s, u"Trash"_s, u"Pinned"_s, u"Open tasks"_s}) {
        shown.choose(place);
        QTRY_VERIFY(offersNone(shown));
        QTRY_VERIFY(!shown.list->isVisible()); // it is empty, and still offers neither
        QVERIFY(offersNone(shown));
    }
    shown.choose(u"All notes"_s);
    QTRY_VERIFY(offersBoth(shown));
    QVERIFY(shown.lock());
}

void BringInTest::inOnePane()
{
    VaultFixture fixture;
    OrganisedWindow shown(fixture);
    shown.window.resize(600, 700);
    QTRY_COMPARE(shown.painted.count(), 1);
    QTRY_VERIFY(shown.editor->hasFocus());
    QVERIFY(offersNone(shown)); // the note has the window to itself
    for (auto* button : shown.window.findChildren<QAbstractButton*>())
        if (button->isVisible() && button->accessibleName().startsWith(u"Back"_s))
            button->click();
    QTRY_VERIFY(offersBoth(shown));
    QVERIFY(shown.lock());
}

void BringInTest::createPageSaysHow()
{
    ui::CreatePage page;
    page.reset(u"Personal"_s, u"/home/ann"_s);
    page.resize(980, 700);
    page.show();
    const auto labels = page.findChildren<QLabel*>();
    const auto archive = std::ranges::find_if(
        labels, [](const QLabel* label) { return label->text().startsWith(u"Have an archive?"_s); });
    QVERIFY(archive != labels.end());
    QVERIFY((*archive)->isVisible());
    QVERIFY((*archive)->text().contains(QStringView(RestoreWords))); // what the link is called
}

QTEST_MAIN(BringInTest)
#include "bring_in_test.moc"
