// SPDX-License-Identifier: GPL-3.0-or-later
// However long a note is, the window answers, and nothing of the note is lost.
#include "tests/ui/window_fixture.h"

#include <QAbstractTextDocumentLayout>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTimer>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::VaultFixture;

namespace {

/// Milliseconds; a sanitizer or a machine that is busy with other things takes several times what a user
/// would see.
constexpr qint64 LongestStall = 4000;

std::string largeText(std::size_t size)
{
    std::string text = "# Large\n\n";
    while (text.size() < size)
        text += "The quick brown fox jumps over the lazy dog, again and again, until evening comes.\n";
    return text;
}

/// How long the event loop was away at most.
class StallWatch
{
public:
    StallWatch()
    {
        m_last.start();
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer,
                         [this] { m_worst = std::max(m_worst, m_last.restart()); });
        m_timer.start(1);
    }
    [[nodiscard]] qint64 worst() const { return m_worst; }

private:
    QTimer m_timer;
    QElapsedTimer m_last;
    qint64 m_worst = 0;
};

bool isLaidOut(const QTextBlock& block)
{
    return block.layout()->lineCount() > 0;
}

} // namespace

class LargeNoteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensWithoutLayingOutAllOfIt();
    void opensInTheWindowWithoutLayingOutAllOfIt();
    void placeInALongNoteComesBack();
    void typingGoesWhereOneWas();
    void fenceInALongNote();
    void noteOfEightMegabytesIsWritten();
    void tooLargeNoteIsShownWhole();
    void tooLongLineIsShown();
    void lockDoesNotWaitForALargeNote();
};

void LargeNoteTest::opensWithoutLayingOutAllOfIt()
{
    ui::NoteEditor editor;
    editor.resize(800, 600);
    editor.show();
    const std::string text = largeText(4'000'000);
    editor.setBody(bytesOf(text));
    editor.grab(); // painting asks for what is seen alone
    QVERIFY(isLaidOut(editor.document()->firstBlock()));
    QVERIFY(!isLaidOut(editor.document()->lastBlock()));
    QVERIFY(editor.body().text() == text);
}

void LargeNoteTest::opensInTheWindowWithoutLayingOutAllOfIt()
{
    VaultFixture fixture;
    fixture.add(largeText(4'000'000));
    ShownWindow shown(fixture.open());
    bool whole = true;
    connect(shown.editor, &QTextEdit::textChanged, this, [&] {
        // Told while the note is put in; the layout must not have ended when that is done.
        QMetaObject::invokeMethod(
            this, [&] { whole = isLaidOut(shown.editor->document()->lastBlock()); }, Qt::QueuedConnection);
    });
    QTRY_VERIFY_WITH_TIMEOUT(shown.editor->isVisible(), 60'000);
    QTRY_VERIFY(!whole);
}

void LargeNoteTest::placeInALongNoteComesBack()
{
    VaultFixture fixture;
    const std::string text = largeText(1'500'000);
    const int caret = static_cast<int>(text.size()) - 20;
    const RecordId id = fixture.add(text);
    {
        const auto vault = fixture.open();
        VaultSettings settings = *vault->settings();
        settings.openNote = id;
        settings.caret = static_cast<std::uint64_t>(caret);
        QVERIFY(vault->saveSettings(settings).has_value());
    }
    {
        ShownWindow shown(fixture.open());
        QTRY_VERIFY(shown.editor->isVisible());
        QVERIFY(shown.lock()); // before the layout has come to the caret
    }
    ShownWindow shown(fixture.open());
    QTRY_COMPARE_WITH_TIMEOUT(shown.editor->textCursor().position(), caret, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(shown.editor->verticalScrollBar()->value() > 0, 60'000);
    QTRY_VERIFY(shown.editor->viewport()->rect().contains(shown.editor->cursorRect()));
}

void LargeNoteTest::typingGoesWhereOneWas()
{
    ui::NoteEditor editor;
    editor.show();
    const std::string text = largeText(600'000);
    editor.setBody(bytesOf(text), static_cast<int>(text.size()));
    QTest::keyClicks(&editor, u"end"_s);
    QVERIFY(editor.body().text() == text + "end");
}

void LargeNoteTest::fenceInALongNote()
{
    ui::NoteEditor editor;
    editor.show();
    const std::string text = largeText(1'500'000);
    editor.setBody(bytesOf(text));
    QElapsedTimer clock;
    clock.start();
    QTest::keyClicks(&editor, u"```"_s); // everything below becomes code
    QVERIFY2(clock.elapsed() < LongestStall, std::to_string(clock.elapsed()).c_str());
    QVERIFY(editor.body().text() == "```" + text);
    // A change must not leave the rest without a layout, which would be blank.
    QTRY_VERIFY_WITH_TIMEOUT(isLaidOut(editor.document()->lastBlock()), 60'000);
}

void LargeNoteTest::noteOfEightMegabytesIsWritten()
{
    VaultFixture fixture;
    const std::string text = largeText(8'000'000);
    const RecordId id = fixture.add(text);
    {
        ShownWindow shown(fixture.open());
        QTRY_VERIFY_WITH_TIMEOUT(shown.editor->isVisible(), 60'000);
        shown.editor->moveCursor(QTextCursor::Start);
        QElapsedTimer clock;
        clock.start();
        QTest::keyClicks(shown.editor, u"x"_s);
        QVERIFY2(clock.elapsed() < LongestStall, std::to_string(clock.elapsed()).c_str());
        shown.editor->moveCursor(QTextCursor::End);
        QTest::keyClicks(shown.editor, u"end"_s);
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    QVERIFY(VaultFixture::body(*vault, id) == "x" + text + "end");
}

void LargeNoteTest::tooLargeNoteIsShownWhole()
{
    VaultFixture fixture;
    const std::string text = largeText(9'000'000);
    const RecordId id = fixture.add(text);
    ShownWindow shown(fixture.open());
    StallWatch stalls;
    QPlainTextEdit* view = shown.window.findChild<QPlainTextEdit*>();
    QVERIFY(view);
    QTRY_VERIFY_WITH_TIMEOUT(view->isVisible(), 60'000);
    QVERIFY(!shown.editor->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(view->document()->characterCount(), static_cast<int>(text.size()) + 1, 120'000);
    QVERIFY2(stalls.worst() < LongestStall, std::to_string(stalls.worst()).c_str());
    QVERIFY(view->isReadOnly());
    QTest::keyClicks(view, u"x"_s);
    shown.trigger(u"Ctrl+B"_s); // has nothing to make bold
    QTest::keyClicks(shown.editor, u"y"_s);
    QVERIFY(shown.lock());
    QVERIFY(view->toPlainText().isEmpty());
    bool same = false;
    shown.session.ask(
        &shown.window,
        [&](Vault& vault) -> Result<void> {
            same = VaultFixture::body(vault, id) == text;
            return {};
        },
        [](const Result<void>&) {});
    QTRY_VERIFY(same);
}

void LargeNoteTest::tooLongLineIsShown()
{
    VaultFixture fixture;
    const std::string text(1'500'000, 'a');
    fixture.add(text);
    ShownWindow shown(fixture.open());
    StallWatch stalls;
    QPlainTextEdit* view = shown.window.findChild<QPlainTextEdit*>();
    QVERIFY(view);
    QTRY_VERIFY_WITH_TIMEOUT(view->isVisible(), 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(view->document()->characterCount() > 1'500'000, 120'000);
    QVERIFY2(stalls.worst() < LongestStall, std::to_string(stalls.worst()).c_str());
}

void LargeNoteTest::lockDoesNotWaitForALargeNote()
{
    VaultFixture fixture;
    fixture.add(largeText(20'000'000));
    ShownWindow shown(fixture.open());
    QPlainTextEdit* view = shown.window.findChild<QPlainTextEdit*>();
    QVERIFY(view);
    QTRY_VERIFY_WITH_TIMEOUT(view->isVisible(), 60'000);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(shown.lock());
    QVERIFY2(clock.elapsed() < LongestStall, std::to_string(clock.elapsed()).c_str());
}

QTEST_MAIN(LargeNoteTest)
#include "large_note_test.moc"
