// SPDX-License-Identifier: GPL-3.0-or-later
// Finding in the note that is open, as it is done in the window.
#include "tests/ui/find_stage.h"
#include "ui/editor/hit_marks.h"
#include "ui/main/note_search.h"

#include <QApplication>
#include <QPaintEvent>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QTextBlock>

using namespace lockleaf;
using namespace lockleaf::ui;
using namespace Qt::StringLiterals;
using test::FindStage;

namespace {

constexpr const char* Lisbon = "# Lisbon in May\n\nThe flat in Lisbon. A **flat** roof, "
                               "an [open flat](flat.md).\n\nlísbon\n";

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

class FindInNoteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksFollowChanges();
    void countsAndSteps();
    void keysOfTheBar();
    void selectionBecomesTheText();
    void markingChangesNothing();
    void marksAreDrawn();
    void typingPaintsItsLineAlone();
    void hitsFollowTyping();
    void explodingExpressionIsTold();
    void wrongExpressionIsTold();
    void searchTermsAreMarked();
    void anotherNoteIsSearched();
    void nothingStaysWithoutANote();
    void nothingStaysAfterALock();
    void largeNoteIsSearchedNotReplaced();
    void longLinesOfALargeNote();
    void manyHitsDecorateWhatIsSeen();
    void nothingIsClipped_data();
    void nothingIsClipped();
    void everyControlHasAName();
};

void FindInNoteTest::marksFollowChanges()
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

void FindInNoteTest::countsAndSteps()
{
    FindStage stage(Lisbon);
    stage.find(u"lisbon"_s);
    QVERIFY(stage.bar->isVisible());
    QCOMPARE(stage.status(), u"1 of 3"_s);
    QCOMPARE(stage.selected(), u"Lisbon"_s);
    QTest::keyClick(stage.field, Qt::Key_Return);
    QCOMPARE(stage.status(), u"2 of 3"_s);
    stage.shown.trigger(u"F3"_s);
    QCOMPARE(stage.status(), u"3 of 3"_s);
    QCOMPARE(stage.selected(), u"lísbon"_s);
    stage.shown.trigger(u"F3"_s); // around the end
    QCOMPARE(stage.status(), u"1 of 3"_s);
    stage.shown.trigger(u"Shift+F3"_s);
    QCOMPARE(stage.status(), u"3 of 3"_s);
    QTest::keyClick(stage.field, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(stage.status(), u"2 of 3"_s);
    stage.named<QAbstractButton>(u"Match case and accents"_s)->click();
    QCOMPARE(stage.status(), u"No match"_s);
    stage.field->setText(u"Lisbon"_s);
    QCOMPARE(stage.status(), u"2 of 2"_s); // one stays where one was
    stage.named<QAbstractButton>(u"Whole words"_s)->click();
    stage.field->setText(u"Lis"_s);
    QCOMPARE(stage.status(), u"No match"_s);
    QVERIFY(!stage.named<QAbstractButton>(u"Next match"_s)->isEnabled());
    stage.field->setText({});
    QCOMPARE(stage.status(), QString());
    QCOMPARE(stage.shown.editor->hits().count(), 0);
}

void FindInNoteTest::keysOfTheBar()
{
    FindStage stage(Lisbon);
    stage.find(u"flat"_s);
    QTRY_VERIFY(stage.field->hasFocus());
    QVERIFY(!stage.with->isVisible());
    QTest::keyClick(stage.field, Qt::Key_Return);
    QCOMPARE(stage.status(), u"2 of 4"_s);
    const int place = stage.caret();
    QTest::keyClick(stage.field, Qt::Key_Escape);
    QVERIFY(!stage.bar->isVisible());
    QTRY_VERIFY(stage.shown.editor->hasFocus());
    QCOMPARE(stage.caret(), place);
    QCOMPARE(stage.selected(), u"flat"_s);
    QCOMPARE(stage.shown.editor->hits().count(), 0);
    // Without a bar the next one is looked for as before, and Escape in the text ends it.
    stage.shown.trigger(u"F3"_s);
    QCOMPARE(stage.status(), u"3 of 4"_s);
    QVERIFY(stage.shown.editor->hasFocus());
    QTest::keyClick(stage.shown.editor, Qt::Key_Escape);
    QVERIFY(!stage.bar->isVisible());
    stage.shown.trigger(u"Ctrl+H"_s);
    QVERIFY(stage.with->isVisible());
    QTRY_VERIFY(stage.field->hasFocus());
    QTest::keyClick(stage.field, Qt::Key_Tab); // from what to find to what to put there
    QVERIFY(stage.with->hasFocus());
    QTest::keyClick(stage.with, Qt::Key_Escape);
    QVERIFY(!stage.bar->isVisible());
}

void FindInNoteTest::selectionBecomesTheText()
{
    FindStage stage("one two\nthree two (two)\n");
    stage.find(u"three"_s);
    QTextCursor cursor = stage.shown.editor->textCursor();
    cursor.setPosition(4);
    cursor.setPosition(7, QTextCursor::KeepAnchor);
    stage.shown.editor->setTextCursor(cursor);
    stage.shown.trigger(u"Ctrl+F"_s);
    QCOMPARE(stage.field->text(), u"two"_s);
    QCOMPARE(stage.field->selectedText(), u"two"_s);
    QCOMPARE(stage.status(), u"1 of 3"_s);
    cursor.setPosition(4);
    cursor.setPosition(11, QTextCursor::KeepAnchor); // over a line end
    stage.shown.editor->setTextCursor(cursor);
    stage.shown.trigger(u"Ctrl+F"_s);
    QCOMPARE(stage.field->text(), u"two"_s);
    stage.named<QAbstractButton>(u"Regular expression"_s)->click();
    cursor.setPosition(18);
    cursor.setPosition(23, QTextCursor::KeepAnchor);
    stage.shown.editor->setTextCursor(cursor);
    stage.shown.trigger(u"Ctrl+F"_s);
    QTRY_COMPARE(stage.status(), u"1 of 1"_s); // the signs stand for themselves
    QCOMPARE(stage.selected(), u"(two)"_s);
}

void FindInNoteTest::markingChangesNothing()
{
    FindStage stage(Lisbon);
    const int revision = stage.shown.editor->textRevision();
    QSignalSpy edited(stage.shown.editor, &NoteEditor::edited);
    stage.find(u"flat"_s);
    for (int i = 0; i < 6; ++i)
        stage.shown.trigger(u"F3"_s);
    QTest::keyClick(stage.field, Qt::Key_Escape);
    QCOMPARE(edited.count(), 0);
    QCOMPARE(stage.shown.editor->textRevision(), revision);
    QVERIFY(!stage.shown.editor->document()->isUndoAvailable());
    QVERIFY(stage.shown.editor->body().text() == Lisbon);
}

void FindInNoteTest::marksAreDrawn()
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

void FindInNoteTest::hitsFollowTyping()
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

void FindInNoteTest::explodingExpressionIsTold()
{
    FindStage stage(std::string(60, 'a') + "b\nabc\n");
    stage.findExpression(u"(a+)+$"_s);
    QTRY_COMPARE(stage.status(), u"This expression takes too long"_s);
    QCOMPARE(stage.shown.editor->hits().count(), 0);
    stage.field->setText(u"a+b"_s);
    QTRY_COMPARE(stage.status(), u"1 of 2"_s);
}

void FindInNoteTest::wrongExpressionIsTold()
{
    FindStage stage("text");
    stage.findExpression(u"te(xt"_s);
    QTRY_COMPARE(stage.status(), u"Unbalanced parenthesis at 3"_s);
    QCOMPARE(stage.field->property("lockleafError").toBool(), true);
    stage.field->setText(u"te(xt)"_s);
    QTRY_COMPARE(stage.status(), u"1 of 1"_s);
    QCOMPARE(stage.field->property("lockleafError").toBool(), false);
}

void FindInNoteTest::searchTermsAreMarked()
{
    FindStage stage("# Lisbon\n\nThe inflated flat. flat, Lísbon flats\n");
    stage.pane->search().showHits({{u"lisbon"_s, false}, {u"fla"_s, true}}, u"lisbon fla"_s);
    QVERIFY(stage.bar->isVisible());
    QCOMPARE(stage.field->text(), u"lisbon fla"_s);
    QCOMPARE(stage.pane->search().hitCount(), 5);
    QCOMPARE(stage.status(), u"1 of 5"_s);
    QCOMPARE(stage.selected(), u"Lisbon"_s);
    QCOMPARE(stage.shown.window.focusWidget(), stage.shown.editor);
    stage.shown.trigger(u"F3"_s);
    QCOMPARE(stage.selected(), u"fla"_s);
    QCOMPARE(stage.status(), u"2 of 5"_s);
    stage.shown.trigger(u"Shift+F3"_s);
    stage.shown.trigger(u"Shift+F3"_s);
    QCOMPARE(stage.caret(), 42);
    QTest::keyClick(stage.shown.editor, Qt::Key_Escape);
    QCOMPARE(stage.pane->search().hitCount(), 0);
    QVERIFY(!stage.bar->isVisible());
    QVERIFY(stage.field->text().isEmpty());
    // A search in the bar takes their place.
    stage.pane->search().showHits({{u"flat"_s, false}}, u"flat"_s);
    stage.find(u"the"_s);
    QCOMPARE(stage.status(), u"1 of 1"_s);
}

void FindInNoteTest::anotherNoteIsSearched()
{
    FindStage stage("cat and cat");
    stage.find(u"cat"_s);
    stage.shown.triggerNamed(u"New note"_s);
    QTRY_COMPARE(stage.status(), u"No match"_s);
    QVERIFY(stage.bar->isVisible());
    QTest::keyClicks(stage.shown.editor, u"a cat"_s);
    QTRY_COMPARE(stage.status(), u"1 match"_s);
}

void FindInNoteTest::nothingStaysWithoutANote()
{
    FindStage stage("cat and cat");
    stage.find(u"cat"_s);
    stage.replaceWith(u"dog"_s);
    stage.shown.triggerNamed(u"Move to Trash"_s);
    QTRY_VERIFY(!stage.bar->isVisible());
    QVERIFY(stage.field->text().isEmpty());
    QVERIFY(!stage.field->isUndoAvailable());
    QVERIFY(stage.with->text().isEmpty());
    for (QAction* action : stage.shown.window.actions())
        for (const QString& keys : {u"Ctrl+F"_s, u"F3"_s, u"Shift+F3"_s, u"Ctrl+H"_s})
            if (action->shortcut() == QKeySequence(keys))
                QVERIFY(!action->isEnabled());
}

void FindInNoteTest::nothingStaysAfterALock()
{
    FindStage stage("secret and secret");
    stage.find(u"secret"_s);
    stage.replaceWith(u"other"_s);
    QVERIFY(stage.shown.lock());
    QVERIFY(!stage.bar->isVisible());
    QVERIFY(stage.field->text().isEmpty());
    QVERIFY(!stage.field->isUndoAvailable());
    QVERIFY(stage.with->text().isEmpty());
    QVERIFY(!stage.with->isUndoAvailable());
    QVERIFY(stage.status().isEmpty());
    QCOMPARE(stage.shown.editor->hits().count(), 0);
}

void FindInNoteTest::largeNoteIsSearchedNotReplaced()
{
    std::string text = "# Large\n";
    while (text.size() < 5'100'000)
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

void FindInNoteTest::longLinesOfALargeNote()
{
    // Such a line is shown in pieces; places count in what is shown.
    const std::string text = std::string(1'500'000, 'x') + "\xE2\x82\xAC needle\nsecond\n";
    FindStage stage(text);
    QTRY_VERIFY(stage.large()->isVisible());
    stage.find(u"needle"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(), u"1 of 1"_s, 120'000);
    QCOMPARE(stage.large()->textCursor().selectedText(), u"needle"_s);
}

void FindInNoteTest::manyHitsDecorateWhatIsSeen()
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

void FindInNoteTest::nothingIsClipped_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<double>("scale");
    for (const int width : {320, 360, 420, 500, 640, 860})
        for (const double scale : {1.0, 1.5, 2.0})
            QTest::addRow("%d wide, text x %.1f", width, scale) << width << scale;
}

void FindInNoteTest::nothingIsClipped()
{
    QFETCH(int, width);
    QFETCH(double, scale);
    const QFont before = QApplication::font();
    QFont larger = before;
    larger.setPointSizeF(10.5 * scale);
    QApplication::setFont(larger);
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        QWidget window;
        window.setLayoutDirection(direction);
        window.resize(width, 600);
        FindBar bar(&window);
        bar.setReplacing(true);
        bar.resize(width, 10);
        window.show();
        for (const QString& words : {u"2 of 5"_s, u"Unknown property after \\P or \\p at 7"_s,
                                     u"999,999 of more than 1,000,000"_s}) {
            bar.setStatus(words);
            const QList<QWidget*> parts = bar.findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
            QCOMPARE(parts.size(), 11);
            for (const QWidget* part : parts) {
                QVERIFY2(bar.rect().contains(part->geometry()), qPrintable(part->accessibleName()));
                const auto* label = qobject_cast<const QLabel*>(part);
                const bool wraps = label && label->wordWrap();
                const int least =
                    wraps ? label->heightForWidth(part->width()) : part->minimumSizeHint().height();
                QVERIFY2(part->height() >= least, qPrintable(part->accessibleName()));
                if (!wraps)
                    QVERIFY2(part->width() >= part->minimumSizeHint().width(),
                             qPrintable(part->accessibleName()));
                for (const QWidget* other : parts)
                    QVERIFY(other == part || !other->geometry().intersects(part->geometry()));
            }
        }
    }
    QApplication::setFont(before);
}

/// While nothing is looked for, before a search and after it, marks cost a key press nothing.
void FindInNoteTest::typingPaintsItsLineAlone()
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

void FindInNoteTest::everyControlHasAName()
{
    FindStage stage("text");
    stage.shown.trigger(u"Ctrl+H"_s);
    for (QWidget* part : stage.bar->findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
        if (qobject_cast<QLabel*>(part))
            continue;
        const auto* button = qobject_cast<QAbstractButton*>(part);
        QVERIFY(!part->accessibleName().isEmpty() || (button && !button->text().isEmpty()));
        QVERIFY(part->focusPolicy() & Qt::TabFocus);
    }
}

QTEST_MAIN(FindInNoteTest)
#include "find_in_note_test.moc"
