// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the sidebar, and which list each entry opens.
#include "tests/ui/organising_fixture.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::OrganisedVault;
using test::OrganisedWindow;
using test::VaultFixture;

class SidebarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsPlacesWithTheirNumbers();
    void eachEntryOpensItsList();
    void emptyListsSayWhatBelongsThere();
    void sectionsAndTreesFold();
    void keyboardGoesOverLabels();
    void numbersFollowWhatIsWritten();
    void noteThatLeavesTheListStaysOpen();
    void newNoteStandsInSight();
    void onlyNotebooksAreRemembered();
    void notebooksCountAsPeopleDo();
    void lockEmptiesIt();
};

void SidebarTest::showsPlacesWithTheirNumbers()
{
    const OrganisedVault vault;
    OrganisedWindow shown(vault);
    QTRY_COMPARE(shown.rows(), (QStringList{u"All notes 4"_s, u"Pinned 1"_s, u"Open tasks 1"_s,
                                            u"Notebooks"_s, u"Home 1"_s, u"Work 1"_s, u"  Meetings 1"_s,
                                            u"Tags"_s, u"Baking 1"_s, u"work 2"_s, u"Trash"_s}));
    QCOMPARE(shown.sidebar->currentIndex().row(), 0);
}

void SidebarTest::eachEntryOpensItsList()
{
    const OrganisedVault vault;
    OrganisedWindow shown(vault);
    QTRY_VERIFY(shown.rowNamed(u"work"_s) > 0);
    const std::pair<QString, QStringList> lists[] = {
        {u"Pinned"_s, {u"bread #Baking"_s}},
        {u"Open tasks"_s, {u"plan"_s}},
        {u"Work"_s, {u"plan"_s}},
        {u"Meetings"_s, {u"retro #work"_s}},
        {u"work"_s, {u"plan"_s, u"retro #work"_s}},
        {u"Trash"_s, {}},
        {u"All notes"_s, {u"bread #Baking"_s, u"plan"_s, u"retro #work"_s, u"loose"_s}},
    };
    QTRY_COMPARE(shown.titles().size(), 4);
    for (const auto& [name, titles] : lists) {
        shown.choose(name);
        QTRY_COMPARE(shown.titles(), titles);
        const QString shownName = name == u"work"_s ? u"#work"_s : name;
        QCOMPARE(shown.list->accessibleName(), u"Notes in "_s + shownName);
        QVERIFY(!shown.text().isEmpty()); // the open note stays
    }
}

void SidebarTest::notebooksCountAsPeopleDo()
{
    const VaultFixture vault;
    {
        const auto open = vault.open();
        for (const char* name : {"Part 10", "part 2", "Part 1"})
            QVERIFY(open->ensureNotebook(name));
        QVERIFY(open->close());
    }
    OrganisedWindow shown(vault);
    QTRY_VERIFY(shown.rowNamed(u"Part 10"_s) > 0);
    QCOMPARE(shown.rowNamed(u"part 2"_s), shown.rowNamed(u"Part 1"_s) + 1);
    QCOMPARE(shown.rowNamed(u"Part 10"_s), shown.rowNamed(u"part 2"_s) + 1);
}

void SidebarTest::emptyListsSayWhatBelongsThere()
{
    const OrganisedVault vault;
    OrganisedWindow shown(vault);
    QTRY_VERIFY(shown.rowNamed(u"work"_s) > 0);
    shown.choose(u"Trash"_s);
    QTRY_VERIFY(!shown.list->isVisible());
    bool said = false;
    for (auto* label : shown.window.findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text() == u"Nothing in the Trash"_s);
    QVERIFY(said);
    for (auto* button : shown.window.findChildren<QPushButton*>())
        QVERIFY(!button->isVisible() || button->text() != u"Write the first one"_s);
}

void SidebarTest::sectionsAndTreesFold()
{
    const OrganisedVault vault;
    OrganisedWindow shown(vault);
    QTRY_VERIFY(shown.rowNamed(u"work"_s) > 0);
    QCOMPARE(shown.rowNamed(u"plan"_s), -1); // tags begin folded
    QTest::mouseClick(shown.sidebar->viewport(), Qt::LeftButton, {},
                      QPoint(14, shown.middleOf(shown.rowNamed(u"work"_s)).y()));
    QVERIFY(shown.rowNamed(u"plan"_s) > 0);
    QCOMPARE(shown.sidebar->chosenPlace(), ui::SidebarPlace{}); // folding chooses nothing
    shown.choose(u"plan"_s);
    QTRY_COMPARE(shown.titles(), QStringList{u"plan"_s});
    shown.choose(u"Tags"_s);
    QCOMPARE(shown.rowNamed(u"work"_s), -1);
    shown.choose(u"Notebooks"_s);
    QCOMPARE(shown.rows().size(), 6);
    QCOMPARE(shown.titles(), QStringList{u"plan"_s});
    shown.choose(u"Notebooks"_s);
    QVERIFY(shown.rowNamed(u"Meetings"_s) > 0);
}

void SidebarTest::keyboardGoesOverLabels()
{
    const OrganisedVault vault;
    OrganisedWindow shown(vault);
    QTRY_VERIFY(shown.rowNamed(u"work"_s) > 0);
    shown.sidebar->setFocus();
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(shown.sidebar, Qt::Key_Down);
    QCOMPARE(shown.sidebar->currentIndex().row(), shown.rowNamed(u"Notebooks"_s));
    QCOMPARE(shown.sidebar->chosenPlace().kind, ui::SidebarPlace::Kind::OpenTasks);
    QTest::keyClick(shown.sidebar, Qt::Key_Return);
    QCOMPARE(shown.rowNamed(u"Home"_s), -1);
    QTest::keyClick(shown.sidebar, Qt::Key_Right);
    QVERIFY(shown.rowNamed(u"Home"_s) > 0);
    QTest::keyClick(shown.sidebar, Qt::Key_Down);
    QTRY_COMPARE(shown.titles(), QStringList{u"bread #Baking"_s});
}

void SidebarTest::numbersFollowWhatIsWritten()
{
    const OrganisedVault vault;
    OrganisedWindow shown(vault);
    QTRY_COMPARE(shown.text(), u"bread #Baking"_s);
    shown.editor->moveCursor(QTextCursor::End);
    QTest::keyClicks(shown.editor, u" #fresh and"_s);
    QTRY_VERIFY(shown.rowNamed(u"fresh"_s) > 0);
    QTest::keyClick(shown.editor, Qt::Key_Return);
    QTest::keyClicks(shown.editor, u"- [ ] flour"_s);
    QTRY_VERIFY(shown.rows().contains(u"Open tasks 2"_s));
}

void SidebarTest::noteThatLeavesTheListStaysOpen()
{
    const OrganisedVault vault;
    OrganisedWindow shown(vault);
    QTRY_VERIFY(shown.rowNamed(u"Open tasks"_s) > 0);
    QTRY_COMPARE(shown.titles().size(), 4);
    const RecordId retro = vault.retro;
    QVERIFY(shown.ask([retro](Vault& real) -> Result<bool> {
        LOCKLEAF_CHECK(real.saveBody(retro, bytesOf("retro\n- [ ] two")));
        return true;
    }));
    shown.choose(u"Open tasks"_s);
    QTRY_COMPARE(shown.titles(), (QStringList{u"retro"_s, u"plan"_s}));
    QTest::mouseClick(shown.list->viewport(), Qt::LeftButton, {},
                      shown.list->visualRect(shown.list->model()->index(0, 0)).center());
    QTRY_COMPARE(shown.text(), u"retro\n- [ ] two"_s);
    shown.editor->moveCursor(QTextCursor::End);
    QTest::keyClick(shown.editor, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.text(), u"retro\n- [x] two"_s);
    QTRY_COMPARE(shown.titles(), QStringList{u"plan"_s});
    QTRY_VERIFY(shown.rows().contains(u"Open tasks 1"_s));
    QCOMPARE(shown.text(), u"retro\n- [x] two"_s);
    QTRY_VERIFY(!shown.list->selectionModel()->hasSelection());
}

void SidebarTest::newNoteStandsInSight()
{
    const OrganisedVault vault;
    OrganisedWindow shown(vault);
    QTRY_VERIFY(shown.rowNamed(u"work"_s) > 0);
    shown.choose(u"work"_s);
    QTRY_COMPARE(shown.titles().size(), 2);
    shown.trigger(u"Ctrl+N"_s);
    QCOMPARE(shown.sidebar->chosenPlace(), ui::SidebarPlace{});
    QTest::keyClicks(shown.editor, u"fresh"_s);
    QTRY_VERIFY(shown.titles().contains(u"fresh"_s));
    QTRY_VERIFY(shown.rows().contains(u"All notes 5"_s));
}

void SidebarTest::onlyNotebooksAreRemembered()
{
    const OrganisedVault vault;
    for (const auto& [name, titles] : {std::pair{u"Meetings"_s, 1}, std::pair{u"Trash"_s, 4}}) {
        {
            OrganisedWindow shown(vault);
            QTRY_VERIFY(shown.rowNamed(name) > 0);
            shown.choose(name);
            QVERIFY(shown.lock());
        }
        OrganisedWindow again(vault);
        QTRY_COMPARE(again.titles().size(), titles);
        QTRY_VERIFY(again.rowNamed(name) > 0);
        QCOMPARE(again.sidebar->chosenPlace().asNotebook().has_value(), titles == 1);
        QVERIFY(again.lock());
    }
}

void SidebarTest::lockEmptiesIt()
{
    const OrganisedVault vault;
    OrganisedWindow shown(vault);
    QTRY_VERIFY(shown.rowNamed(u"work"_s) > 0);
    QVERIFY(shown.lock());
    QCOMPARE(shown.rows(),
             (QStringList{u"All notes"_s, u"Pinned"_s, u"Open tasks"_s, u"Notebooks"_s, u"Trash"_s}));
    QCOMPARE(shown.sidebar->chosenPlace(), ui::SidebarPlace{});
}

QTEST_MAIN(SidebarTest)
#include "sidebar_test.moc"
