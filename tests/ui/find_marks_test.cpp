// SPDX-License-Identifier: GPL-3.0-or-later
// The marks on what is found in the note that is open: where they are, and what they leave as it is.
#include "tests/ui/find_stage.h"
#include "ui/editor/hit_marks.h"

#include <QPaintEvent>
#include <QRandomGenerator>
#include <QScrollBar>

using namespace lockleaf;
using namespace lockleaf::ui;
using namespace Qt::StringLiterals;
using test::FindStage;

namespace {

/// How much of what it watches is painted, from top to bottom.
class PaintedHeight final : public QObject
{
public:
    int tallest = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            tallest = std::max(tallest, static_cast<QPaintEvent*>(event)->region().boundingRect().height());
        return false;
    }
};

} // namespace

class FindMarksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksFollowChanges();
    void markingChangesNothing();
    void marksAreDrawn();
    void typingPaintsItsLineAlone();
    void hitsFollowTyping();
    void largeNoteIsSearchedNotReplaced();
    void longLinesOfALargeNote();
    void manyHitsDecorateWhatIsSeen();
};

void FindMarksTest::marksFollowChanges()
{
    QRandomGenerator random(3);
    for (int round = 0; round < 300; ++round) {
        // Hits are the letters that are marked by being upper case.
        QString text;
        std::vector<FoundRange> hits;
        while (text.size() < 60) {
            const int length = random.bounded(1, 5);
            if (random.bounded(2))
                hits.push_back({static_cast<int>(text.size()), length});
            text += QString(length, hits.empty() || hits.back().start != text.size() ? u'a' : u'A') + u'.';
        }
        HitMarks marks;
        marks.set(hits);
        const int present = random.bounded(-1, marks.count());
        marks.setPresent(present);
        const int position = random.bounded(static_cast<int>(text.size()));
        const int removed = random.bounded(std::min<int>(12, static_cast<int>(text.size()) - position));
        const int added = random.bounded(4);
        QString changed = text;
        changed.replace(position, removed, QString(added, u'-'));
        marks.adjust(position, removed, added);
        std::vector<FoundRange> whole;
        int expectedPresent = -1;
        for (std::size_t i = 0; i < hits.size(); ++i) {
            const bool before = hits[i].end() <= position;
            if (!before && hits[i].start < position + removed)
                continue;
            if (!before && removed == 0 && hits[i].start < position)
                continue;
            if (static_cast<int>(i) == present)
                expectedPresent = static_cast<int>(whole.size());
            whole.push_back(before ? hits[i] : FoundRange{hits[i].start + added - removed, hits[i].length});
        }
        QCOMPARE(marks.count(), static_cast<int>(whole.size()));
        QCOMPARE(marks.present(), expectedPresent);
        for (int i = 0; i < marks.count(); ++i) {
            QCOMPARE(marks.at(i), whole[static_cast<std::size_t>(i)]);
            QCOMPARE(changed.mid(marks.at(i).start, marks.at(i).length).count(u'A'), marks.at(i).length);
        }
    }
}

void FindMarksTest::markingChangesNothing()
{
    FindStage stage(FindStage::lisbon);
    const int revision = stage.shown.editor->textRevision();
    QSignalSpy edited(stage.shown.editor, &NoteEditor::edited);
    stage.find(u"flat"_s);
    for (int i = 0; i < 6; ++i)
        stage.shown.trigger(u"F3"_s);
    QTest::keyClick(stage.field, Qt::Key_Escape);
    QCOMPARE(edited.count(), 0);
    QCOMPARE(stage.shown.editor->textRevision(), revision);
    QVERIFY(!stage.shown.editor->document()->isUndoAvailable());
    QVERIFY(stage.shown.editor->body().text() == FindStage::lisbon);
}

void FindMarksTest::marksAreDrawn()
{
    FindStage stage("plain\n\nneedle in the hay, a needle\n");
    const auto count = [&](Token token) {
        const QImage picture = stage.shown.editor->grab().toImage();
        const QRgb wanted = currentTheme().color(token).rgb();
        int pixels = 0;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                pixels += picture.pixel(x, y) == wanted;
        return pixels;
    };
    QCOMPARE(count(Token::Mark), 0);
    stage.find(u"needle"_s);
    QVERIFY(count(Token::Mark) > 500);
    QVERIFY(count(Token::Accent) > 50); // the ring of the present one
    // The ring is closed also where the hit begins its line at the edge of the column.
    const QImage column = stage.shown.editor->viewport()->grab().toImage();
    int ofRing = 0;
    for (int y = 0; y < column.height(); ++y)
        ofRing += column.pixel(0, y) == currentTheme().color(Token::Accent).rgb();
    QVERIFY2(ofRing > 8, qPrintable(QString::number(ofRing)));
    stage.field->setText(u"hay"_s);
    const int one = count(Token::Mark);
    QVERIFY(one > 100);
    QTest::keyClick(stage.field, Qt::Key_Escape);
    QCOMPARE(count(Token::Mark), 0);
    QVERIFY(count(Token::Selection) > 100);
}

/// While nothing is looked for, before a search and after it, marks cost a key press nothing.
void FindMarksTest::typingPaintsItsLineAlone()
{
    FindStage stage("# Lisbon\n\none\n\ntwo\n\nthree\n");
    QWidget* viewport = stage.shown.editor->viewport();
    QTextCursor cursor(stage.shown.editor->document());
    cursor.setPosition(12);
    stage.shown.editor->setTextCursor(cursor);
    PaintedHeight painted;
    viewport->installEventFilter(&painted);
    const auto typed = [&] {
        QCoreApplication::processEvents();
        painted.tallest = 0;
        QTest::keyClick(stage.shown.editor, Qt::Key_A);
        if (!QTest::qWaitFor([&] { return painted.tallest > 0; }))
            qFatal("nothing is painted");
        return painted.tallest;
    };
    QVERIFY2(typed() < viewport->height() / 2, qPrintable(QString::number(painted.tallest)));
    stage.find(u"two"_s);
    QTRY_COMPARE(stage.status(), u"1 of 1"_s);
    stage.shown.editor->setFocus();
    stage.shown.editor->setTextCursor(cursor);
    typed();
    QTest::keyClick(stage.shown.editor, Qt::Key_Escape);
    QTRY_VERIFY(!stage.bar->isVisible());
    QVERIFY2(typed() < viewport->height() / 2, qPrintable(QString::number(painted.tallest)));
}

void FindMarksTest::hitsFollowTyping()
{
    FindStage stage("a cat, a dog, a cat\n");
    stage.find(u"cat"_s);
    QCOMPARE(stage.status(), u"1 of 2"_s);
    stage.shown.editor->moveCursor(QTextCursor::Start);
    QTest::keyClicks(stage.shown.editor, u"The "_s);
    QCOMPARE(stage.shown.editor->hits().at(1), (FoundRange{20, 3})); // moved at once
    QTest::keyClicks(stage.shown.editor, u"cat, "_s);
    QTRY_COMPARE(stage.status(), u"3 matches"_s); // and found after a pause
    stage.shown.editor->undoTyping();
    QTRY_COMPARE(stage.shown.editor->hits().count(), 2);
}

void FindMarksTest::largeNoteIsSearchedNotReplaced()
{
    std::string text = "# Large\n";
    while (text.size() < 8'500'000)
        text += "The quick brown fox jumps over the lazy dog, again and again.\n";
    text += "a needle\n";
    FindStage stage(text);
    QTRY_VERIFY(stage.large()->isVisible());
    stage.find(u"needle"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(), u"1 of 1"_s, 120'000);
    QCOMPARE(stage.large()->textCursor().selectedText(), u"needle"_s);
    QVERIFY(stage.large()->verticalScrollBar()->value() > 0);
    stage.field->setText(u"fox"_s);
    const auto hits = static_cast<int>((text.size() - 17) / 62);
    QTRY_COMPARE_WITH_TIMEOUT(stage.large()->hits().count(), hits, 120'000);
    QVERIFY(stage.large()->extraSelections().size() < 200);
    stage.shown.trigger(u"Ctrl+H"_s);
    QVERIFY(!stage.with->isVisible());
    QVERIFY(!stage.button(u"Replace all"_s)->isEnabled());
}

void FindMarksTest::longLinesOfALargeNote()
{
    // Such a line is shown in pieces; places count in what is shown.
    const std::string text = std::string(1'500'000, 'x') + "\xE2\x82\xAC needle\nsecond\n";
    FindStage stage(text);
    QTRY_VERIFY(stage.large()->isVisible());
    stage.find(u"needle"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(), u"1 of 1"_s, 120'000);
    QCOMPARE(stage.large()->textCursor().selectedText(), u"needle"_s);
}

void FindMarksTest::manyHitsDecorateWhatIsSeen()
{
    std::string text;
    while (text.size() < 900'000)
        text += "[e](e.md) e e e e\n";
    FindStage stage(text);
    stage.find(u"e"_s);
    QTRY_VERIFY_WITH_TIMEOUT(stage.shown.editor->hits().count() >= 300'000, 60'000);
    QVERIFY(stage.shown.editor->extraSelections().size() < 400);
    QVERIFY(!stage.shown.editor->extraSelections().isEmpty()); // links are drawn in the text's colour there
    stage.shown.trigger(u"Shift+F3"_s);                        // to the last one, which is not laid out yet
    QTRY_VERIFY_WITH_TIMEOUT(stage.shown.editor->textCursor().position() > 800'000, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(
        stage.shown.editor->viewport()->rect().intersects(stage.shown.editor->cursorRect()), 60'000);
}

QTEST_MAIN(FindMarksTest)
#include "find_marks_test.moc"
