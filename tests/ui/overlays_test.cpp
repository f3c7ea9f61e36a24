// SPDX-License-Identifier: GPL-3.0-or-later
// What lies over the panes of a window: sheets, toasts, and the countdown.
#include "tests/ui/widgets_fixture.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/countdown_pill.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toast.h"

#include <QShortcut>
#include <QSignalSpy>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace lockleaf;
using namespace lockleaf::ui;
using test::accessibleName;

namespace {

/// A window with a field behind and a sheet over it.
struct SheetStage
{
    QWidget window;
    TextField* behind = new TextField(u"Behind"_s, &window);
    Sheet* sheet = new Sheet(u"Export"_s, &window);
    TextField* first = new TextField(u"First"_s, sheet);
    Button* second = new Button(u"Second"_s, Button::Kind::Primary, sheet);

    SheetStage()
    {
        window.resize(800, 600);
        sheet->contentLayout()->addWidget(first);
        sheet->contentLayout()->addWidget(second);
        window.show();
        window.activateWindow();
        behind->setFocus();
    }
};

} // namespace

class OverlaysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sheetKeepsTheFocusAndGivesItBack();
    void sheetClosesOnEscapeOnlyWhenItMay();
    void sheetKeepsKeysFromTheWindowBehind();
    void toastGoesByItselfAndWaitsUnderThePointer();
    void toastActionIsTakenOnce();
    void toastForgetsItsSentence();
    void toastGivesTheFocusBack();
    void toastStandsOverItsPane();
    void countdownPillTakesNoFocus();
};

void OverlaysTest::sheetKeepsTheFocusAndGivesItBack()
{
    SheetStage stage;
    QTRY_COMPARE(QApplication::focusWidget(), stage.behind);
    stage.sheet->openSheet();
    QCOMPARE(QApplication::focusWidget(), stage.first);
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(stage.sheet->isAncestorOf(QApplication::focusWidget()));
    }
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(stage.sheet->isAncestorOf(QApplication::focusWidget()));
    }
    stage.behind->setFocus();
    QVERIFY(stage.sheet->isAncestorOf(QApplication::focusWidget()));
    stage.sheet->closeSheet();
    QCOMPARE(QApplication::focusWidget(), stage.behind);
}

void OverlaysTest::sheetClosesOnEscapeOnlyWhenItMay()
{
    SheetStage stage;
    QSignalSpy rejected(stage.sheet, &Sheet::rejected);
    QSignalSpy closed(stage.sheet, &Sheet::closed);
    stage.sheet->openSheet();
    stage.sheet->setClosable(false);
    QTest::keyClick(stage.first, Qt::Key_Escape);
    QVERIFY(stage.sheet->isOpen());
    stage.sheet->setClosable(true);
    QTest::keyClick(stage.first, Qt::Key_Escape);
    QVERIFY(!stage.sheet->isOpen());
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(closed.count(), 1);

    stage.sheet->openSheet();
    QTest::mouseClick(stage.sheet, Qt::LeftButton, Qt::NoModifier, QPoint(3, 3));
    QVERIFY(!stage.sheet->isOpen());
    QCOMPARE(rejected.count(), 2);
}

void OverlaysTest::sheetKeepsKeysFromTheWindowBehind()
{
    SheetStage stage;
    QShortcut newNote(QKeySequence(u"Ctrl+N"_s), &stage.window);
    QShortcut lock(QKeySequence(u"Ctrl+L"_s), &stage.window);
    QSignalSpy made(&newNote, &QShortcut::activated);
    QSignalSpy locked(&lock, &QShortcut::activated);
    QTRY_VERIFY(stage.window.isActiveWindow());
    QTest::keyClick(stage.behind, Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(made.count(), 1);

    stage.sheet->openSheet();
    QTest::keyClick(stage.second, Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(made.count(), 1);
    QTest::keyClick(stage.second, Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(locked.count(), 1);
}

void OverlaysTest::toastGoesByItselfAndWaitsUnderThePointer()
{
    QWidget window;
    window.resize(800, 600);
    window.show();
    Toast toast(&window);
    toast.present(u"Moved to Trash"_s, u"Undo"_s);
    auto* clock = toast.findChild<QTimer*>();
    QVERIFY(clock != nullptr);
    QVERIFY(clock->isActive());
    QVERIFY(clock->remainingTime() > 7000);
    QEnterEvent enter({}, {}, {});
    QApplication::sendEvent(&toast, &enter);
    QVERIFY(!clock->isActive());
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&toast, &leave);
    QVERIFY(clock->isActive());
    QVERIFY(window.rect().contains(toast.geometry()));
}

void OverlaysTest::toastActionIsTakenOnce()
{
    QWidget window;
    window.resize(800, 600);
    window.show();
    Toast toast(&window);
    QSignalSpy taken(&toast, &Toast::actionTriggered);
    QSignalSpy gone(&toast, &Toast::dismissed);
    toast.present(u"Moved to Trash"_s, u"Undo"_s);
    toast.findChild<LinkButton*>()->click();
    QCOMPARE(taken.count(), 1);
    QCOMPARE(gone.count(), 1);
    QVERIFY(toast.isHidden());
}

void OverlaysTest::toastForgetsItsSentence()
{
    QWidget window;
    window.show();
    Toast toast(&window);
    toast.present(u"“Old shopping list” moved to Trash"_s);
    QCOMPARE(accessibleName(toast), u"“Old shopping list” moved to Trash"_s);
    toast.dismiss();
    QVERIFY(toast.message().isEmpty());
    QVERIFY(toast.accessibleName().isEmpty());
}

void OverlaysTest::toastGivesTheFocusBack()
{
    QWidget window;
    window.resize(800, 600);
    TextField other(u"Other"_s, &window);
    TextField text(u"Text"_s, &window);
    Toast toast(&window);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto* action = toast.findChild<LinkButton*>();

    text.setFocus();
    toast.present(u"Moved to Trash"_s, u"Undo"_s);
    QTest::mouseClick(action, Qt::LeftButton);
    QVERIFY(toast.isHidden());
    QVERIFY(text.hasFocus());

    toast.present(u"Moved to Trash"_s, u"Undo"_s);
    action->setFocus(Qt::TabFocusReason);
    QVERIFY(action->hasFocus());
    QTest::keyClick(action, Qt::Key_Return);
    QVERIFY(toast.isHidden());
    QVERIFY(text.hasFocus());
    QVERIFY(!toast.findChild<QTimer*>()->isActive());
}

void OverlaysTest::toastStandsOverItsPane()
{
    QWidget window;
    window.resize(900, 600);
    QWidget pane(&window);
    pane.setGeometry(400, 0, 500, 600);
    Toast toast(&window);
    window.show();
    toast.present(u"Moved to Trash"_s, u"Undo"_s);
    QVERIFY(qAbs(toast.geometry().center().x() - 450) <= 1);
    toast.setPane(&pane);
    QVERIFY(qAbs(toast.geometry().center().x() - 650) <= 1);
    pane.setGeometry(500, 0, 400, 600);
    QVERIFY(qAbs(toast.geometry().center().x() - 700) <= 1);
    pane.setGeometry(840, 0, 60, 600);
    QVERIFY(window.rect().contains(toast.geometry()));
    pane.hide();
    QVERIFY(qAbs(toast.geometry().center().x() - 450) <= 1);
}

void OverlaysTest::countdownPillTakesNoFocus()
{
    QWidget window;
    window.resize(800, 200);
    auto* field = new TextField(u"Text"_s, &window);
    window.show();
    window.activateWindow();
    field->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), field);
    CountdownPill pill(&window);
    QSignalSpy lockNow(&pill, &CountdownPill::lockNowRequested);
    pill.setSeconds(24);
    QCOMPARE(QApplication::focusWidget(), field);
    QVERIFY(accessibleName(pill).startsWith(u"Locking in 24 s"_s));
    pill.findChild<Button*>()->click();
    QCOMPARE(lockNow.count(), 1);
    QCOMPARE(QApplication::focusWidget(), field);
}

int main(int argc, char** argv)
{
    return test::runWithTheme<OverlaysTest>(argc, argv);
}

#include "overlays_test.moc"
