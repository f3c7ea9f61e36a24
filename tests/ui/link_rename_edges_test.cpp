// SPDX-License-Identifier: GPL-3.0-or-later
// Links that follow a title where that could go wrong: other notes of that title, titles that come and go,
// what is under way at the same time.
#include "core/vault/wiki_links.h"
#include "tests/ui/links_fixture.h"
#include "ui/sheets/progress_sheet.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::Linked;
using test::LinkedVault;

class LinkRenameEdgesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyTitle_data();
    void anyTitle();
    void titleOfAnotherNote();
    void titleThatDiffersInAccents();
    void emptyLineIsNoTitle();
    void restoredVersion();
    void trashedAtOnce();
    void madeUpForOnceTheIndexIsWhole();
    void undoWaitsForItsTurn();
    void undoAfterTheNoteIsGone();
    void nothingIsTypedBetween();
    void cancelled();
    void typingOnDoesNotCancel();
};

namespace {

constexpr std::string_view budgetToPorto = "Budget\n\nFor [[Porto]].\n";

void retitleLisbon(test::LinkedWindow& shown, const QString& title = u"Porto"_s)
{
    QVERIFY(shown.openNote(u"Lisbon"_s));
    shown.rest(); // its title is known
    shown.retitle(title);
}

} // namespace

void LinkRenameEdgesTest::anyTitle_data()
{
    QTest::addColumn<QString>("title");
    QTest::newRow("marks of links") << u"A|B [c] #1 \\ d]]"_s;
    QTest::newRow("percent") << u"100 %1 %2"_s;
    QTest::newRow("right to left") << u"ליסבון (2026)"_s;
    QTest::newRow("heading") << u"# **Porto** `x`"_s;
    QTest::newRow("beyond the first plane") << u"🌿 𝒯rip"_s;
    QTest::newRow("long") << QString(10'000, u'ä');
    QTest::newRow("one letter") << u"x"_s;
}

void LinkRenameEdgesTest::anyTitle()
{
    QFETCH(QString, title);
    Linked shown;
    retitleLisbon(shown, title);
    shown.leaveWindow();
    QTRY_VERIFY(shown.message().startsWith(u"3 links now say"));
    const std::string link = linkTextFor(shown.summary(shown.lisbon).title);
    QVERIFY(!link.empty());
    QCOMPARE(shown.bodyOf(shown.budget), "Budget\n\nFor [[" + link + "]].\n");
    QCOMPARE(shown.bodyOf(shown.plan), "Plan\n\n[[" + link + "]] in May, [[" + link + "|the city]].\n");
    const auto leadsTo = shown.ask([link](Vault& vault) { return vault.noteTitled(link); });
    QCOMPARE(leadsTo, std::optional(shown.lisbon));
    shown.retitle(u"lisbon"_s); // and back, in another spelling
    shown.leaveWindow();
    QTRY_COMPARE(shown.bodyOf(shown.budget), std::string("Budget\n\nFor [[lisbon]].\n"));
}

void LinkRenameEdgesTest::titleOfAnotherNote()
{
    Linked shown;
    shown.rewrite(shown.budget, "Budget\n\nFor [[Lisbon]] and [[Alone]].\n");
    retitleLisbon(shown, u"Alone"_s);
    shown.leaveWindow();
    QTRY_COMPARE(shown.message(), u"Links still say “Lisbon”, as another note is called “Alone”"_s);
    shown.rest();
    QCOMPARE(shown.bodyOf(shown.plan), std::string(LinkedVault::planText));
    shown.retitle(u"Alone in Porto"_s); // that had been half of it
    shown.leaveWindow();
    QTRY_COMPARE(shown.message(), u"3 links now say “Alone in Porto”"_s);
    QCOMPARE(shown.bodyOf(shown.budget), std::string("Budget\n\nFor [[Alone in Porto]] and [[Alone]].\n"));
}

void LinkRenameEdgesTest::titleThatDiffersInAccents()
{
    LinkedVault vault;
    vault.add("Lisbón\n\nAnother one.\n", 50);
    test::LinkedWindow shown(vault);
    retitleLisbon(shown); // links to it were no links to the other one
    shown.leaveWindow();
    QTRY_COMPARE(shown.bodyOf(vault.budget), std::string(budgetToPorto));
}

void LinkRenameEdgesTest::emptyLineIsNoTitle()
{
    Linked shown;
    retitleLisbon(shown, {});
    shown.leaveWindow(); // to look for a better one
    QTRY_COMPARE(shown.summary(shown.lisbon).title, std::string("See Budget and Lisbon itself."));
    shown.rest();
    QCOMPARE(shown.bodyOf(shown.budget), std::string(LinkedVault::budgetText));
    shown.retitle(u"Porto"_s);
    shown.leaveWindow();
    QTRY_COMPARE(shown.message(), u"3 links now say “Porto”"_s);
    QCOMPARE(shown.bodyOf(shown.budget), std::string(budgetToPorto));
}

void LinkRenameEdgesTest::restoredVersion()
{
    Linked shown;
    const RecordId version = *shown.ask(
        [id = shown.lisbon](Vault& vault) { return vault.keepRevision(id, RevisionReason::Asked); });
    retitleLisbon(shown);
    shown.leaveWindow();
    QTRY_COMPARE(shown.bodyOf(shown.budget), std::string(budgetToPorto));
    bool restored = false;
    shown.session.restoreVersion(shown.lisbon, version, &shown.window,
                                 [&](const auto& answer) { restored = answer.has_value(); });
    QTRY_VERIFY(restored);
    QVERIFY(shown.openNote(u"Alone"_s));
    QTRY_COMPARE(shown.bodyOf(shown.budget), std::string(LinkedVault::budgetText));
}

void LinkRenameEdgesTest::trashedAtOnce()
{
    Linked shown;
    retitleLisbon(shown);
    shown.triggerNamed(u"Move to Trash"_s);
    QTRY_VERIFY(shown.inTrash(shown.lisbon));
    QTRY_COMPARE(shown.bodyOf(shown.budget), std::string(budgetToPorto)); // it may come back
}

void LinkRenameEdgesTest::madeUpForOnceTheIndexIsWhole()
{
    const LinkedVault vault;
    test::LinkedWindow shown(vault, [](test::Stage& stage) { stage.indexPartial = true; });
    retitleLisbon(shown);
    QVERIFY(shown.openNote(u"Alone"_s));
    QTRY_COMPARE(shown.summary(vault.lisbon).title, std::string("Porto"));
    shown.rest();
    QCOMPARE(shown.bodyOf(vault.budget), std::string(LinkedVault::budgetText));
    shown.indexPartial = false;
    QTRY_COMPARE(shown.message(), u"3 links now say “Porto”"_s);
    QCOMPARE(shown.bodyOf(vault.budget), std::string(budgetToPorto));
}

void LinkRenameEdgesTest::undoWaitsForItsTurn()
{
    Linked shown;
    retitleLisbon(shown);
    shown.leaveWindow();
    QTRY_COMPARE(shown.message(), u"3 links now say “Porto”"_s);
    shown.jobsWait = true;
    QVERIFY(shown.openNote(u"Budget"_s));
    shown.rest();
    shown.retitle(u"Costs"_s);
    shown.leaveWindow();
    QTRY_COMPARE(shown.summary(shown.budget).title, std::string("Costs"));
    shown.rest(); // its links are being updated now
    QVERIFY(shown.undo());
    shown.jobsWait = false;
    QTRY_COMPARE(shown.bodyOf(shown.plan), std::string(LinkedVault::planText));
    QVERIFY(shown.bodyOf(shown.lisbon).find("[[Costs]]") != std::string::npos);
    QTRY_VERIFY(!shown.editor->isReadOnly());
}

void LinkRenameEdgesTest::undoAfterTheNoteIsGone()
{
    Linked shown;
    retitleLisbon(shown);
    shown.leaveWindow();
    QTRY_COMPARE(shown.message(), u"3 links now say “Porto”"_s);
    QVERIFY(shown.ask([id = shown.plan](Vault& vault) -> Result<bool> {
        LOCKLEAF_CHECK(vault.moveToTrash(id));
        LOCKLEAF_CHECK(vault.deleteForever(id));
        return true;
    }));
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.bodyOf(shown.budget), std::string(LinkedVault::budgetText));
    QTRY_COMPARE(shown.message(), u"1 note was changed or deleted meanwhile and stays so"_s);
}

void LinkRenameEdgesTest::nothingIsTypedBetween()
{
    Linked shown;
    retitleLisbon(shown);
    QVERIFY(shown.openNote(u"Plan"_s));
    QTRY_COMPARE(shown.message(), u"3 links now say “Porto”"_s);
    QTRY_VERIFY(!shown.editor->isReadOnly() && shown.text().contains(u"[[Porto]]"));
    shown.savesWait = true;
    shown.editor->setFocus();
    shown.editor->moveCursor(QTextCursor::End);
    QTest::keyClick(shown.editor, 'x');
    QVERIFY(shown.undo());
    // The job comes after the save; what is typed from now on would be saved over what it writes.
    QVERIFY(shown.editor->isReadOnly());
    shown.savesWait = false;
    shown.savesWait.notify_all();
    QTRY_COMPARE(shown.bodyOf(shown.budget), std::string(LinkedVault::budgetText));
    QTRY_VERIFY(!shown.editor->isReadOnly());
    QVERIFY(shown.bodyOf(shown.plan).ends_with("x"));
}

void LinkRenameEdgesTest::cancelled()
{
    Linked shown;
    shown.jobsWait = true;
    retitleLisbon(shown);
    QVERIFY(shown.openNote(u"Plan"_s));
    QTRY_VERIFY(qobject_cast<ui::ProgressSheet*>(shown.sheet())); // once it has taken a second
    QVERIFY(shown.press(shown.sheet(), u"Cancel"_s));
    QTRY_COMPARE(shown.message(), u"Cancelled."_s);
    QTRY_VERIFY(!shown.sheet() && !shown.editor->isReadOnly());
    shown.jobsWait = false;
    QCOMPARE(shown.bodyOf(shown.budget), std::string(LinkedVault::budgetText));
    QVERIFY(shown.openNote(u"Alone"_s)); // the window works on
}

/// The sheet with the progress comes while one types; only what is meant for it cancels.
void LinkRenameEdgesTest::typingOnDoesNotCancel()
{
    Linked shown;
    shown.jobsWait = true;
    retitleLisbon(shown);
    QVERIFY(shown.openNote(u"Plan"_s));
    shown.editor->setFocus();
    QTRY_VERIFY(qobject_cast<ui::ProgressSheet*>(shown.sheet()));
    auto* sheet = qobject_cast<ui::ProgressSheet*>(shown.sheet());
    QSignalSpy cancelled(sheet, &ui::ProgressSheet::cancelRequested);
    const auto type = [&] {
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space, Qt::Key_X, Qt::Key_Delete})
            QTest::keyClick(shown.window.focusWidget(), key);
        return cancelled.count();
    };
    QCOMPARE(type(), 0);
    QCOMPARE(shown.window.focusWidget(), sheet);
    shown.editor->setFocus(); // the keyboard is kept inside as ever
    QCOMPARE(shown.window.focusWidget(), sheet);
    QCOMPARE(type(), 0);
    QTest::keyClick(sheet, Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(qobject_cast<QPushButton*>(shown.window.focusWidget())->text(), u"Cancel"_s);
    QTest::keyClick(shown.window.focusWidget(), Qt::Key_Escape);
    QCOMPARE(cancelled.count(), 1);
    QTRY_COMPARE(shown.message(), u"Cancelled."_s);
    QTRY_COMPARE(shown.window.focusWidget(), shown.editor);
    shown.jobsWait = false;
    QCOMPARE(Linked::asText(shown.bodyOf(shown.plan)), Linked::asText(LinkedVault::planText));
}

QTEST_MAIN(LinkRenameEdgesTest)
#include "link_rename_edges_test.moc"
