// SPDX-License-Identifier: GPL-3.0-or-later
// Links follow when a note gets another title, in one step that can be taken back.
#include "tests/ui/links_fixture.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::Linked;
using test::LinkedVault;

class LinkRenameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linksFollowAndGoBack();
    void linksInALoop();
    void openNoteFollows();
    void namesakesAreLeftAlone();
    void nobodyLinks();
    void severalKeysAreOneRename();
    void titleThatComesBack();
    void restsAfterAWhile();
    void restsWhenTheWindowIsLeft();
    void draftIsNoTitle();
    void titleThatCannotBeLinked();
    void partialIndexIsTriedAgain();
    void editedMeanwhileStays();
    void lockBeforeRest();
    void lockMakesUpForWhatItEnds();
    void lockInTheMiddle();
};

namespace {

constexpr std::string_view planToPorto = "Plan\n\n[[Porto]] in May, [[Porto|the city]].\n";
constexpr std::string_view budgetToPorto = "Budget\n\nFor [[Porto]].\n";

void retitleLisbon(Linked& shown, const QString& title = u"Porto"_s)
{
    QVERIFY(shown.openNote(u"Lisbon"_s));
    shown.rest(); // its title is known
    shown.retitle(title);
}

} // namespace

void LinkRenameTest::linksFollowAndGoBack()
{
    Linked shown;
    retitleLisbon(shown);
    QVERIFY(shown.openNote(u"Alone"_s));
    QTRY_COMPARE(shown.message(), u"3 links now say “Porto”"_s);
    QCOMPARE(shown.bodyOf(shown.plan), std::string(planToPorto)); // the words of a link stay
    QCOMPARE(shown.bodyOf(shown.budget), std::string(budgetToPorto));
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.bodyOf(shown.plan), std::string(LinkedVault::planText));
    QTRY_COMPARE(shown.bodyOf(shown.budget), std::string(LinkedVault::budgetText));
    QVERIFY(shown.bodyOf(shown.lisbon).starts_with("Porto\n")); // the title is the person's
}

void LinkRenameTest::linksInALoop()
{
    Linked shown;
    retitleLisbon(shown);
    QVERIFY(shown.openNote(u"Budget"_s));
    QTRY_COMPARE(shown.message(), u"3 links now say “Porto”"_s);
    QTRY_COMPARE(shown.text(), Linked::asText(budgetToPorto));
    QVERIFY(shown.bodyOf(shown.lisbon).starts_with("Porto\n\nSee [[Budget]] and [[Lisbon]] itself."));
    shown.rest();
    shown.retitle(u"Costs"_s);
    QVERIFY(shown.openNote(u"Alone"_s));
    QTRY_COMPARE(shown.message(), u"1 link now says “Costs”"_s);
    QVERIFY(shown.bodyOf(shown.lisbon).starts_with("Porto\n\nSee [[Costs]] and [[Lisbon]] itself."));
}

void LinkRenameTest::openNoteFollows()
{
    Linked shown;
    retitleLisbon(shown);
    QVERIFY(shown.openNote(u"Plan"_s));
    QTRY_COMPARE(shown.text(), Linked::asText(planToPorto));
    QTRY_VERIFY(!shown.editor->isReadOnly());
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.text(), Linked::asText(LinkedVault::planText));
    QTRY_VERIFY(!shown.editor->isReadOnly());
}

void LinkRenameTest::namesakesAreLeftAlone()
{
    LinkedVault vault;
    vault.add("Lisbon\n\nAnother one.\n", 50);
    test::LinkedWindow shown(vault);
    QVERIFY(shown.openNote(u"Lisbon"_s)); // one of the two
    shown.rest();
    shown.retitle(u"Porto"_s);
    QVERIFY(shown.openNote(u"Alone"_s));
    QTRY_VERIFY(shown.titles().contains(u"Porto"_s));
    shown.rest();
    QCOMPARE(shown.bodyOf(vault.plan), std::string(LinkedVault::planText));
    QCOMPARE(shown.message(), QString());
}

void LinkRenameTest::nobodyLinks()
{
    Linked shown;
    QVERIFY(shown.openNote(u"Alone"_s));
    shown.rest();
    const QSignalSpy changes(&shown.session, &ui::VaultSession::notesChanged);
    shown.retitle(u"Single"_s);
    QVERIFY(shown.openNote(u"Plan"_s));
    QTRY_VERIFY(shown.titles().contains(u"Single"_s));
    shown.rest();
    QCOMPARE(shown.message(), QString());
    QCOMPARE(changes.count(), 0);
    QCOMPARE(shown.bodyOf(shown.budget), std::string(LinkedVault::budgetText));
}

void LinkRenameTest::severalKeysAreOneRename()
{
    Linked shown;
    QVERIFY(shown.openNote(u"Lisbon"_s));
    shown.rest();
    const QSignalSpy changes(&shown.session, &ui::VaultSession::notesChanged);
    shown.editor->setFocus();
    shown.editor->moveCursor(QTextCursor::Start);
    shown.editor->moveCursor(QTextCursor::EndOfBlock);
    QString title = u"Lisbon"_s;
    for (const char key : {'a', 'b', 'c'}) { // each is saved by itself
        QTest::keyClick(shown.editor, key);
        title += QLatin1Char(key);
        QTRY_COMPARE(shown.summary(shown.lisbon).title, title.toStdString());
    }
    shown.rest();
    QCOMPARE(changes.count(), 0);
    QCOMPARE(shown.bodyOf(shown.budget), std::string(LinkedVault::budgetText));
    QVERIFY(shown.openNote(u"Alone"_s));
    QTRY_COMPARE(shown.message(), u"3 links now say “Lisbonabc”"_s);
    shown.rest();
    QCOMPARE(changes.count(), 1);
}

void LinkRenameTest::titleThatComesBack()
{
    Linked shown;
    retitleLisbon(shown);
    QTRY_COMPARE(shown.summary(shown.lisbon).title, std::string("Porto"));
    shown.retitle(u"Lisbon"_s);
    QVERIFY(shown.openNote(u"Alone"_s));
    QTRY_COMPARE(shown.summary(shown.lisbon).title, std::string("Lisbon"));
    shown.rest();
    QCOMPARE(shown.message(), QString());
    QCOMPARE(shown.bodyOf(shown.plan), std::string(LinkedVault::planText));
}

void LinkRenameTest::restsAfterAWhile()
{
    Linked shown;
    retitleLisbon(shown);
    QTRY_COMPARE_WITH_TIMEOUT(shown.message(), u"3 links now say “Porto”"_s, 20'000);
    QVERIFY(!shown.editor->isReadOnly()); // the note itself is none of those
    QVERIFY(shown.text().startsWith(u"Porto\n"));
}

void LinkRenameTest::restsWhenTheWindowIsLeft()
{
    Linked shown;
    retitleLisbon(shown);
    shown.leaveWindow();
    QTRY_COMPARE_WITH_TIMEOUT(shown.message(), u"3 links now say “Porto”"_s, 3'000); // sooner than by itself
}

void LinkRenameTest::draftIsNoTitle()
{
    Linked shown;
    shown.rewrite(shown.alone, "Alone\n\n[[Trip]]\n");
    shown.trigger(u"Ctrl+N"_s);
    QTRY_COMPARE(shown.text(), QString());
    shown.retitle(u"Trip"_s); // on the way to another title
    QTRY_VERIFY(shown.titles().contains(u"Trip"_s));
    shown.retitle(u"Trip to Rome"_s);
    QVERIFY(shown.openNote(u"Plan"_s));
    QTRY_VERIFY(shown.titles().contains(u"Trip to Rome"_s));
    shown.rest();
    QCOMPARE(shown.bodyOf(shown.alone), std::string("Alone\n\n[[Trip]]\n"));
}

void LinkRenameTest::titleThatCannotBeLinked()
{
    Linked shown;
    retitleLisbon(shown, u"[|]"_s);
    shown.leaveWindow();
    shown.rest();
    QCOMPARE(shown.bodyOf(shown.budget), std::string(LinkedVault::budgetText));
    shown.retitle(u"Porto"_s);
    QVERIFY(shown.openNote(u"Alone"_s));
    QTRY_COMPARE(shown.bodyOf(shown.budget), std::string(budgetToPorto));
}

void LinkRenameTest::partialIndexIsTriedAgain()
{
    Linked shown;
    shown.indexPartial = true;
    retitleLisbon(shown);
    shown.leaveWindow();
    QTRY_COMPARE(shown.summary(shown.lisbon).title, std::string("Porto"));
    shown.rest();
    QCOMPARE(shown.bodyOf(shown.budget), std::string(LinkedVault::budgetText));
    shown.indexPartial = false;
    QVERIFY(shown.openNote(u"Alone"_s));
    QTRY_COMPARE(shown.bodyOf(shown.budget), std::string(budgetToPorto));
}

void LinkRenameTest::editedMeanwhileStays()
{
    Linked shown;
    retitleLisbon(shown);
    QVERIFY(shown.openNote(u"Alone"_s));
    QTRY_COMPARE(shown.message(), u"3 links now say “Porto”"_s);
    shown.rewrite(shown.plan, "Plan\n\nMine.\n");
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.message(), u"1 note was changed or deleted meanwhile and stays so"_s);
    QCOMPARE(shown.bodyOf(shown.plan), std::string("Plan\n\nMine.\n"));
    QCOMPARE(shown.bodyOf(shown.budget), std::string(LinkedVault::budgetText));
}

void LinkRenameTest::lockBeforeRest()
{
    const LinkedVault vault;
    {
        test::LinkedWindow shown(vault);
        QVERIFY(shown.openNote(u"Lisbon"_s));
        shown.rest();
        shown.retitle(u"Porto"_s);
        QVERIFY(shown.lock());
    }
    const auto real = vault.open();
    QVERIFY(test::VaultFixture::body(*real, vault.lisbon).starts_with("Porto\n"));
    QCOMPARE(test::VaultFixture::body(*real, vault.plan), std::string(planToPorto)); // within a moment
    QCOMPARE(test::VaultFixture::body(*real, vault.budget), std::string(budgetToPorto));
}

void LinkRenameTest::lockMakesUpForWhatItEnds()
{
    const LinkedVault vault;
    {
        test::LinkedWindow shown(vault);
        QVERIFY(shown.openNote(u"Lisbon"_s));
        shown.rest();
        shown.jobsWait = true;
        shown.retitle(u"Porto"_s);
        QVERIFY(shown.openNote(u"Plan"_s));
        QTRY_VERIFY(shown.editor->isReadOnly());
        shown.window.blank();
        shown.jobsWait = false;
        QVERIFY(shown.lock());
    }
    const auto real = vault.open();
    QCOMPARE(test::VaultFixture::body(*real, vault.plan), std::string(planToPorto));
}

void LinkRenameTest::lockInTheMiddle()
{
    const LinkedVault vault;
    {
        test::LinkedWindow shown(vault);
        QVERIFY(shown.openNote(u"Lisbon"_s));
        shown.rest();
        shown.jobsWait = true;
        shown.retitle(u"Porto"_s);
        QVERIFY(shown.openNote(u"Plan"_s));
        QTRY_VERIFY(shown.editor->isReadOnly()); // while its links are being changed
        QVERIFY(shown.lock());
        shown.jobsWait = false;
    }
    const auto real = vault.open();
    QVERIFY(test::VaultFixture::body(*real, vault.lisbon).starts_with("Porto\n"));
    QCOMPARE(test::VaultFixture::body(*real, vault.plan), std::string(LinkedVault::planText));
}

QTEST_MAIN(LinkRenameTest)
#include "link_rename_test.moc"
