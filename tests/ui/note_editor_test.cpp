// SPDX-License-Identifier: GPL-3.0-or-later
// Styling never becomes a part of the text or of its history; keys and commands change plain Markdown.
#include "core/base/result.h"
#include "ui/editor/note_editor.h"
#include "ui/editor/text_commands.h"

#include "ui/theme/theme_manager.h"

#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace lockleaf;
using namespace Qt::StringLiterals;

namespace {

std::string textOf(const ui::NoteEditor& editor)
{
    return std::string(editor.body().text());
}

/// As an input method that commits `text` and goes on with `next`.
void compose(ui::NoteEditor& editor, const QString& text, const QString& next)
{
    QInputMethodEvent event(next, {});
    event.setCommitString(text);
    QCoreApplication::sendEvent(&editor, &event);
}

} // namespace

class NoteEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undoStartsAtLoad();
    void aLineThatShowsItsMarksIsLaidOut();
    void aLineOfNothingButItsMarkIsAsHighAsText_data();
    void aLineOfNothingButItsMarkIsAsHighAsText();
    void undoAndRedoGoAllTheWay();
    void listsGoOn();
    void boldTogglesBack();
    void loadingIsNotEditing();
    void committingIsEditing();
    void whatIsBeingComposedIsTakenIn();
    void otherLooksKeepTheHistory();
    void otherLooksKeepWhatCanBeRedone();
    void settledFormatsFollowTheSize();
};

void NoteEditorTest::aLineThatShowsItsMarksIsLaidOut()
{
    ui::NoteEditor editor;
    editor.resize(600, 400);
    editor.show();
    editor.setBody(bytesOf("# Title\n\ntext"));
    editor.setFocus();
    QTRY_VERIFY(editor.hasFocus());
    const QTextLayout* title = editor.document()->firstBlock().layout();
    QVERIFY(!title->formats().isEmpty());
    QCOMPARE(title->lineCount(), 1); // else it would be a gap
}

void NoteEditorTest::aLineOfNothingButItsMarkIsAsHighAsText_data()
{
    QTest::addColumn<QString>("mark");
    for (const char* mark : {"- [ ] ", "- [x] ", "- ", "1. ", "> ", "## ", "  - "})
        QTest::newRow(mark) << QString::fromLatin1(mark);
}

void NoteEditorTest::aLineOfNothingButItsMarkIsAsHighAsText()
{
    QFETCH(QString, mark);
    ui::NoteEditor editor;
    editor.resize(600, 400);
    editor.setBody(bytesOf(u"Title\n\n%1text\n%1\n%1\nend"_s.arg(mark).toStdString()));
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    QTextCursor cursor(editor.document()->findBlockByNumber(3));
    cursor.movePosition(QTextCursor::EndOfBlock);
    editor.setTextCursor(cursor); // one with the caret in it, one without
    const auto heightOf = [&](int line) {
        const QTextLayout* layout = editor.document()->findBlockByNumber(line).layout();
        return layout->lineCount() == 1 ? layout->lineAt(0).height() : 0;
    };
    QVERIFY(heightOf(2) > 10);
    QTRY_COMPARE(heightOf(3), heightOf(2));
    QTRY_COMPARE(heightOf(4), heightOf(2));
    const QTextLayout* withText = editor.document()->findBlockByNumber(2).layout();
    const QTextLayout* empty = editor.document()->findBlockByNumber(3).layout();
    const int end = static_cast<int>(mark.size());
    if (!mark.startsWith(u'>') && !mark.startsWith(u'#')) // typing goes on where the text of the others is
        QVERIFY(std::abs(empty->lineAt(0).cursorToX(end) - withText->lineAt(0).cursorToX(end)) < 1);
}

void NoteEditorTest::undoStartsAtLoad()
{
    ui::NoteEditor editor;
    editor.setBody(bytesOf("# Title\n\n- [ ] task\n> quote\n```\ncode\n```\n"));
    QVERIFY(!editor.document()->isUndoAvailable());
    editor.show();
    editor.setFocus();
    QTest::keyClick(&editor, Qt::Key_Down);
    QVERIFY(!editor.document()->isUndoAvailable());
    QCOMPARE(textOf(editor), std::string("# Title\n\n- [ ] task\n> quote\n```\ncode\n```\n"));
}

void NoteEditorTest::undoAndRedoGoAllTheWay()
{
    ui::NoteEditor editor;
    editor.show();
    QTest::keyClicks(&editor, u"# One"_s);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, u"## Two"_s);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, u"- three"_s);
    const std::string all = textOf(editor);
    QCOMPARE(all, std::string("# One\n## Two\n- three"));
    for (int i = 0; i < 100 && editor.document()->isUndoAvailable(); ++i)
        editor.undoTyping();
    QCOMPARE(textOf(editor), std::string());
    for (int i = 0; i < 100 && editor.document()->isRedoAvailable(); ++i)
        editor.redoTyping();
    QCOMPARE(textOf(editor), all);
}

void NoteEditorTest::listsGoOn()
{
    ui::NoteEditor editor;
    editor.show();
    QTest::keyClicks(&editor, u"1. one"_s);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, u"two"_s);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, u"end"_s);
    QCOMPARE(textOf(editor), std::string("1. one\n2. two\nend"));
}

void NoteEditorTest::boldTogglesBack()
{
    ui::NoteEditor editor;
    editor.setBody(bytesOf("a word here"), 4);
    const auto bold = [](QTextCursor& cursor) { ui::text_commands::toggleInline(cursor, u"**"_s); };
    editor.apply(bold);
    QCOMPARE(textOf(editor), std::string("a **word** here"));
    editor.apply(bold);
    QCOMPARE(textOf(editor), std::string("a word here"));
}

void NoteEditorTest::loadingIsNotEditing()
{
    ui::NoteEditor editor;
    QSignalSpy edited(&editor, &ui::NoteEditor::edited);
    editor.setBody(bytesOf("# A\n- b\n"));
    editor.setTextScale(1.5);
    QCOMPARE(edited.count(), 0);
    QTest::keyClicks(&editor, u"x"_s);
    QCOMPARE(edited.count(), 1);
}

void NoteEditorTest::committingIsEditing()
{
    ui::NoteEditor editor;
    editor.show();
    QSignalSpy edited(&editor, &ui::NoteEditor::edited);
    compose(editor, {}, u"\u3131"_s);
    QCOMPARE(edited.count(), 0);
    compose(editor, u"\ud55c"_s, u"\u3147"_s); // a syllable is there, the next one has begun
    QCOMPARE(edited.count(), 1);
    compose(editor, u"\uad6d"_s, {});
    QCOMPARE(edited.count(), 2);
    QCOMPARE(editor.toPlainText(), u"\ud55c\uad6d"_s);
}

void NoteEditorTest::whatIsBeingComposedIsTakenIn()
{
    ui::NoteEditor editor;
    editor.show();
    compose(editor, u"\ud55c"_s, u"\u3147"_s);
    editor.commitComposing();
    QCOMPARE(editor.toPlainText(), u"\ud55c\u3147"_s);
    editor.commitComposing();
    QCOMPARE(editor.toPlainText(), u"\ud55c\u3147"_s);
}

void NoteEditorTest::otherLooksKeepTheHistory()
{
    ui::NoteEditor editor;
    editor.setBody(bytesOf("# Title\n- one\n"), 14);
    editor.show();
    QTest::keyClicks(&editor, u"- two"_s);
    const std::string all = textOf(editor);
    editor.setTextScale(1.5);
    ui::ThemeManager::instance().setSystemDark(true);
    ui::ThemeManager::instance().setSystemDark(false);
    QVERIFY(editor.document()->isUndoAvailable());
    QCOMPARE(textOf(editor), all);
    for (int i = 0; i < 100 && editor.document()->isUndoAvailable(); ++i)
        editor.undoTyping();
    QCOMPARE(textOf(editor), std::string("# Title\n- one\n"));
    for (int i = 0; i < 100 && editor.document()->isRedoAvailable(); ++i)
        editor.redoTyping();
    QCOMPARE(textOf(editor), all);
}

void NoteEditorTest::otherLooksKeepWhatCanBeRedone()
{
    ui::NoteEditor editor;
    editor.setBody(bytesOf("- one\n"), 6);
    editor.show();
    QTest::keyClicks(&editor, u"- two"_s);
    const std::string all = textOf(editor);
    while (editor.document()->isUndoAvailable())
        editor.undoTyping();
    editor.setTextScale(2.0);
    ui::ThemeManager::instance().setSystemDark(true);
    ui::ThemeManager::instance().setSystemDark(false);
    QVERIFY(editor.document()->isRedoAvailable());
    while (editor.document()->isRedoAvailable())
        editor.redoTyping();
    QCOMPARE(textOf(editor), all);
}

void NoteEditorTest::settledFormatsFollowTheSize()
{
    ui::NoteEditor editor;
    editor.setBody(bytesOf("- one\n- two"), 11);
    editor.show();
    const double before = editor.document()->firstBlock().blockFormat().leftMargin();
    QTest::keyClicks(&editor, u"x"_s);
    editor.setTextScale(2.0);
    QCOMPARE(editor.document()->firstBlock().blockFormat().leftMargin(), 2 * before);
    editor.undoTyping(); // the former formats come back with the former text
    QTest::keyClicks(&editor, u"y"_s);
    QCOMPARE(editor.document()->firstBlock().blockFormat().leftMargin(), 2 * before);
    QCOMPARE(textOf(editor), std::string("- one\n- twoy"));
}

QTEST_MAIN(NoteEditorTest)
#include "note_editor_test.moc"
