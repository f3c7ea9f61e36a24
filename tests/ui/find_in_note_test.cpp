// SPDX-License-Identifier: GPL-3.0-or-later
// Finding in the note that is open, as it is done at the bar over it.
#include "tests/ui/find_stage.h"
#include "ui/main/note_search.h"

#include <QApplication>

using namespace lockleaf;
using namespace lockleaf::ui;
using namespace Qt::StringLiterals;
using test::FindStage;

class FindInNoteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAndSteps();
    void keysOfTheBar();
    void selectionBecomesTheText();
    void explodingExpressionIsTold();
    void wrongExpressionIsTold();
    void searchTermsAreMarked();
    void anotherNoteIsSearched();
    void nothingStaysWithoutANote();
    void nothingStaysAfterALock();
    void nothingIsClipped_data();
    void nothingIsClipped();
    void comesAtItsHeight();
    void everyControlHasAName();
};

void FindInNoteTest::countsAndSteps()
{
    FindStage stage(FindStage::lisbon);
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
    FindStage stage(FindStage::lisbon);
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

/// Or the text under it would be laid out twice, and be seen to jump.
void FindInNoteTest::comesAtItsHeight()
{
    for (const bool bySearch : {true, false}) {
        FindStage stage(FindStage::lisbon);
        if (bySearch)
            stage.pane->search().showHits({{u"lisbon"_s, false}}, u"lisbon"_s);
        else
            stage.shown.trigger(u"Ctrl+F"_s);
        const QRect bar = stage.bar->geometry();
        const QRect text = stage.shown.editor->geometry();
        QCOMPARE(text.top(), bar.bottom() + 1);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QCOMPARE(stage.bar->geometry(), bar);
        QCOMPARE(stage.shown.editor->geometry(), text);
        QVERIFY(bar.height() < 60); // one line has room there
    }
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
