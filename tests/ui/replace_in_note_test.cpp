// SPDX-License-Identifier: GPL-3.0-or-later
// Replacing in the note that is open, as it is done in the window.
#include "tests/ui/find_stage.h"

#include <QScrollBar>
#include <QTextBlock>

using namespace lockleaf;
using namespace lockleaf::ui;
using namespace Qt::StringLiterals;
using test::FindStage;
using test::VaultFixture;

class ReplaceInNoteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replaceGoesOn();
    void replaceAllIsOneStepOfUndo();
    void groupsAreReplaced();
    void placesBetweenLettersAreReplaced();
    void lineEndsSurviveReplacing();
    void replacedTextIsSaved();
    void manyHitsAreReplaced();
};

void ReplaceInNoteTest::replaceGoesOn()
{
    FindStage stage("cat dog cat dog cat");
    stage.find(u"cat"_s);
    stage.replaceWith(u"cats and cat"_s);
    stage.button(u"Replace"_s)->click();
    QCOMPARE(stage.shown.text(), u"cats and cat dog cat dog cat"_s);
    QCOMPARE(stage.status(), u"1 of 2"_s);
    QCOMPARE(stage.caret(), 17); // not within what was put in
    QTest::keyClick(stage.with, Qt::Key_Return);
    QCOMPARE(stage.shown.text(), u"cats and cat dog cats and cat dog cat"_s);
    stage.shown.editor->undoTyping();
    QCOMPARE(stage.shown.text(), u"cats and cat dog cat dog cat"_s);
    // Where one has gone elsewhere the next hit is shown first.
    stage.shown.editor->moveCursor(QTextCursor::Start);
    QTRY_COMPARE(stage.shown.editor->hits().count(), 4);
    QTest::keyClick(stage.with, Qt::Key_Return);
    QCOMPARE(stage.shown.text(), u"cats and cat dog cat dog cat"_s);
    QCOMPARE(stage.caret(), 0);
}

void ReplaceInNoteTest::replaceAllIsOneStepOfUndo()
{
    std::string text = "# Cats\n\n";
    for (int i = 0; i < 7; ++i)
        text += "- a cat and a Cat\n";
    FindStage stage(text);
    stage.find(u"cat"_s);
    stage.named<QAbstractButton>(u"Match case and accents"_s)->click();
    stage.replaceWith(u"1. dog\\n"_s); // signs mean nothing here
    QTextCursor cursor = stage.shown.editor->textCursor();
    cursor.setPosition(static_cast<int>(text.size()) - 1);
    stage.shown.editor->setTextCursor(cursor);
    stage.button(u"Replace all"_s)->click();
    QCOMPARE(stage.status(), u"7 replaced"_s);
    QCOMPARE(stage.shown.text().count(u"a 1. dog\\n and a Cat"_s), 7);
    QCOMPARE(stage.shown.editor->textCursor().position(), static_cast<int>(stage.shown.text().size()) - 1);
    QCOMPARE(stage.status(), u"7 replaced"_s);
    stage.shown.editor->undoTyping();
    QVERIFY(stage.shown.editor->body().text() == text);
    QVERIFY(!stage.shown.editor->document()->isUndoAvailable());
    stage.shown.editor->redoTyping();
    QCOMPARE(stage.shown.text().count(u"dog"_s), 7);
    QTRY_COMPARE(stage.status(), u"No match"_s);
}

void ReplaceInNoteTest::groupsAreReplaced()
{
    FindStage stage("2026-05-08 and 2025-12-24\n");
    stage.findExpression(u"(\\d+)-(\\d+)-(?<day>\\d+)"_s);
    QTRY_COMPARE(stage.status(), u"1 of 2"_s);
    stage.replaceWith(u"${day}.\\2.$1"_s);
    stage.button(u"Replace"_s)->click();
    QTRY_COMPARE(stage.shown.text(), u"08.05.2026 and 2025-12-24\n"_s);
    stage.button(u"Replace all"_s)->click();
    QTRY_COMPARE(stage.shown.text(), u"08.05.2026 and 24.12.2025\n"_s);
    QCOMPARE(stage.status(), u"1 replaced"_s);
    stage.shown.editor->undoTyping();
    stage.shown.editor->undoTyping();
    QCOMPARE(stage.shown.text(), u"2026-05-08 and 2025-12-24\n"_s);
}

void ReplaceInNoteTest::placesBetweenLettersAreReplaced()
{
    FindStage stage("one\ntwo\nthree");
    stage.findExpression(u"^"_s);
    QTRY_COMPARE(stage.status(), u"1 of 3"_s);
    stage.replaceWith(u"> "_s);
    stage.button(u"Replace"_s)->click();
    QTRY_COMPARE(stage.shown.text(), u"> one\ntwo\nthree"_s);
    QCOMPARE(stage.status(), u"1 of 2"_s);
    stage.shown.editor->undoTyping();
    QTRY_COMPARE(stage.shown.editor->hits().count(), 3);
    stage.button(u"Replace all"_s)->click();
    QTRY_COMPARE(stage.shown.text(), u"> one\n> two\n> three"_s);
    stage.field->setText(u"\\n> "_s);
    QTRY_COMPARE(stage.shown.editor->hits().count(), 2);
    stage.with->setText(u" / "_s);
    stage.button(u"Replace all"_s)->click();
    QTRY_COMPARE(stage.shown.text(), u"> one / two / three"_s);
}

void ReplaceInNoteTest::lineEndsSurviveReplacing()
{
    // Characters for which a document has no place of their own stay what they are inside of a group.
    FindStage stage("x one\rtwo\xEF\xBF\xBC y\n");
    stage.findExpression(u"x (.*) y"_s);
    QTRY_COMPARE(stage.status(), u"1 of 1"_s);
    stage.replaceWith(u"<$1>"_s);
    stage.button(u"Replace all"_s)->click();
    QTRY_COMPARE(stage.status(), u"1 replaced"_s);
    QCOMPARE(stage.shown.editor->body().text(), std::string_view("<one\rtwo\xEF\xBF\xBC>\n"));
}

void ReplaceInNoteTest::replacedTextIsSaved()
{
    FindStage stage("cat");
    stage.find(u"cat"_s);
    stage.replaceWith(u"dog"_s);
    stage.button(u"Replace all"_s)->click();
    QVERIFY(stage.shown.lock());
    std::string saved;
    stage.shown.session.ask(
        &stage.shown.window,
        [&](Vault& vault) -> Result<void> {
            saved = VaultFixture::body(vault, stage.id);
            return {};
        },
        [](const Result<void>&) {});
    QTRY_COMPARE(saved, std::string("dog"));
}

void ReplaceInNoteTest::manyHitsAreReplaced()
{
    std::string text;
    while (text.size() < 300'000)
        text += "a cat\n";
    FindStage stage(text);
    NoteEditor& editor = *stage.shown.editor;
    const auto isLaidOut = [&editor] { return editor.document()->lastBlock().layout()->lineCount() > 0; };
    QTRY_VERIFY_WITH_TIMEOUT(isLaidOut(), 60'000);
    stage.find(u"cat"_s);
    QTRY_COMPARE_WITH_TIMEOUT(editor.hits().count(), 50'000, 60'000);
    stage.replaceWith(u"horse"_s);
    for (int i = 0; i < 40; ++i)
        editor.verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
    const int place = editor.verticalScrollBar()->value();
    stage.button(u"Replace all"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(stage.shown.text().size(), 400'000, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(isLaidOut(), 60'000); // in steps, but all of it
    QTRY_COMPARE(editor.verticalScrollBar()->value(), place);
    editor.undoTyping();
    QVERIFY(editor.body().text() == text);
    QVERIFY(!editor.document()->isUndoAvailable());
    QTRY_COMPARE_WITH_TIMEOUT(editor.hits().count(), 50'000, 60'000);
    stage.with->setText(QString(1000, u'x'));
    stage.button(u"Replace all"_s)->click();
    QTRY_COMPARE(stage.status(), u"Too long for a note"_s);
    QVERIFY(editor.body().text() == text);
}

QTEST_MAIN(ReplaceInNoteTest)
#include "replace_in_note_test.moc"
