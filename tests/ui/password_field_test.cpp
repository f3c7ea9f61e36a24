// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/typed_text.h"
#include "tests/ui/widgets_fixture.h"
#include "ui/sheets/memory_notice.h"
#include "ui/widgets/password_field.h"

#include <QClipboard>
#include <QInputMethodEvent>
#include <QSignalSpy>

#include <clocale>
#include <xkbcommon/xkbcommon-keysyms.h>

using namespace Qt::StringLiterals;
using namespace lockleaf;
using namespace lockleaf::ui;
using test::typed;

namespace {

void press(PasswordField& field, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
{
    QTest::keyClick(&field, key, modifiers);
}

/// As the X server tells of a key.
void pressNative(PasswordField& field, Qt::Key key, quint32 keysym, const QString& text = {})
{
    QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier, 0, keysym, 0, text);
    QApplication::sendEvent(&field, &event);
}

} // namespace

class PasswordFieldTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isALineEditThatHoldsNothing();
    void takesOutWhatReachedTheLineEdit();
    void keysMoveAndDelete();
    void wordsHaveNoBordersWhileHidden();
    void stepsOverWholeCharacters();
    void takesNoMoreThanFits();
    void composesWithoutAnInputMethod();
    void takesNoPartInInputMethods();
    void pastesAndNeverCopies();
    void tellsScreenReadersNothing();
    void pointerFindsItsPlace();
    void mirrors();
    void paintsDotsOrText();
    void saysWhatChanged();
    void noticeOfMemoryIsCalm();
};

void PasswordFieldTest::isALineEditThatHoldsNothing()
{
    PasswordField field;
    QTest::keyClicks(&field, u"swordfish"_s);
    QCOMPARE(typed(field), u"swordfish"_s);
    const QLineEdit& base = field;
    QVERIFY(base.text().isEmpty());
    QVERIFY(base.displayText().isEmpty());
    QVERIFY(!base.isUndoAvailable());
}

void PasswordFieldTest::takesOutWhatReachedTheLineEdit()
{
    PasswordField field;
    QLineEdit& base = field;
    QString seen;
    connect(&field, &QLineEdit::textChanged, &field, [&] { seen = typed(field); });
    base.setText(u"swordfish"_s);
    QVERIFY(base.text().isEmpty());
    QVERIFY(!base.isUndoAvailable());
    QCOMPARE(typed(field), u"swordfish"_s);
    QCOMPARE(seen, u"swordfish"_s);
}

void PasswordFieldTest::keysMoveAndDelete()
{
    PasswordField field;
    for (const bool revealed : {false, true}) {
        field.clear();
        field.setRevealed(revealed);
        QTest::keyClicks(&field, u"abcdef"_s);
        press(field, Qt::Key_Left);
        press(field, Qt::Key_Backspace);
        QCOMPARE(typed(field), u"abcdf"_s);
        press(field, Qt::Key_Home);
        press(field, Qt::Key_Delete);
        QCOMPARE(typed(field), u"bcdf"_s);
        press(field, Qt::Key_Right);
        press(field, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(field.selectionLength(), 1);
        QTest::keyClicks(&field, u"X"_s);
        QCOMPARE(typed(field), u"bXdf"_s);
        press(field, Qt::Key_End, Qt::ShiftModifier);
        press(field, Qt::Key_Backspace);
        QCOMPARE(typed(field), u"bX"_s);
        press(field, Qt::Key_A, Qt::ControlModifier);
        press(field, Qt::Key_Right); // to the end of what was selected
        QCOMPARE(field.cursorPosition(), 2);
        QCOMPARE(field.selectionLength(), 0);
        press(field, Qt::Key_A, Qt::ControlModifier);
        press(field, Qt::Key_Delete);
        QVERIFY(field.isEmpty());
    }
}

void PasswordFieldTest::wordsHaveNoBordersWhileHidden()
{
    PasswordField field;
    field.setText(u"correct horse battery"_s);
    press(field, Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(field.cursorPosition(), 0);
    press(field, Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(field.cursorPosition(), 21);
    press(field, Qt::Key_Backspace, Qt::ControlModifier);
    QVERIFY(field.isEmpty());
    field.setText(u"correct horse battery"_s);
    field.setRevealed(true);
    press(field, Qt::Key_Backspace, Qt::ControlModifier);
    QCOMPARE(typed(field), u"correct horse "_s);
    press(field, Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(field.cursorPosition(), 8);
    press(field, Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(field.cursorPosition(), 14);
}

void PasswordFieldTest::stepsOverWholeCharacters()
{
    const QString face = u"a\U0001F600"_s;
    PasswordField field;
    field.setText(face + u"b"_s);
    press(field, Qt::Key_Left);
    press(field, Qt::Key_Left);
    QCOMPARE(field.cursorPosition(), 1); // not inside the pair
    press(field, Qt::Key_Delete);
    QCOMPARE(typed(field), u"ab"_s);
    field.setText(face);
    press(field, Qt::Key_Backspace);
    QCOMPARE(typed(field), u"a"_s);
    field.setText(u"e\u0301x"_s);
    press(field, Qt::Key_Home);
    field.setRevealed(true);
    press(field, Qt::Key_Right);
    QCOMPARE(field.cursorPosition(), 2); // over what is seen as one
}

void PasswordFieldTest::takesNoMoreThanFits()
{
    PasswordField field;
    field.setText(QString(PasswordText::longest + 100, u'x'));
    QCOMPARE(typed(field).size(), PasswordText::longest);
    QTest::keyClicks(&field, u"y"_s);
    QCOMPARE(typed(field).size(), PasswordText::longest);
    QCOMPARE(field.passphrase().error().code, ErrorCode::PasswordTooLong);
    field.setText(QString(PasswordText::longest - 1, u'x') + u"\U0001F600"_s);
    QCOMPARE(typed(field).size(), PasswordText::longest - 1); // half a character is none
}

void PasswordFieldTest::composesWithoutAnInputMethod()
{
    std::setlocale(LC_CTYPE, "C.UTF-8");
    PasswordField field;
    for (const bool revealed : {false, true}) {
        field.setText(u"ab"_s);
        field.setRevealed(revealed);
        press(field, Qt::Key_Left);
        pressNative(field, Qt::Key_Dead_Tilde, XKB_KEY_dead_tilde);
        QCOMPARE(typed(field), u"ab"_s); // not there yet
        pressNative(field, Qt::Key_N, XKB_KEY_n, u"n"_s);
        QCOMPARE(typed(field), u"añb"_s);
        pressNative(field, Qt::Key_Dead_Acute, XKB_KEY_dead_acute);
        pressNative(field, Qt::Key_Shift, XKB_KEY_Shift_L); // is no part of it
        pressNative(field, Qt::Key_E, XKB_KEY_E, u"E"_s);
        QCOMPARE(typed(field), u"añÉb"_s);
        pressNative(field, Qt::Key_Dead_Acute, XKB_KEY_dead_acute);
        pressNative(field, Qt::Key_Backspace, XKB_KEY_BackSpace); // ends the sequence, and is a key as before
        QCOMPARE(typed(field), u"añb"_s);
    }
}

void PasswordFieldTest::takesNoPartInInputMethods()
{
    PasswordField field;
    for (const bool revealed : {false, true}) {
        field.setRevealed(revealed);
        field.setReadOnly(true);
        field.setReadOnly(false); // a line edit would turn them on
        QInputMethodQueryEvent asked(Qt::ImEnabled | Qt::ImSurroundingText);
        QApplication::sendEvent(&field, &asked);
        QCOMPARE(asked.value(Qt::ImEnabled).toBool(), false);
        QVERIFY(asked.value(Qt::ImSurroundingText).toString().isEmpty());
        QInputMethodEvent sent;
        sent.setCommitString(u"x"_s);
        QApplication::sendEvent(&field, &sent);
        QVERIFY(field.isEmpty());
    }
}

void PasswordFieldTest::pastesAndNeverCopies()
{
    QApplication::clipboard()->setText(u"horse"_s);
    PasswordField field;
    field.setText(u"correct "_s);
    press(field, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(typed(field), u"correct horse"_s);
    QApplication::clipboard()->setText(u"before"_s);
    for (const bool revealed : {false, true}) {
        field.setRevealed(revealed);
        field.selectAll();
        press(field, Qt::Key_C, Qt::ControlModifier);
        press(field, Qt::Key_X, Qt::ControlModifier);
        press(field, Qt::Key_Delete, Qt::ShiftModifier);
        const QLineEdit& base = field;
        base.copy();
        QVERIFY(base.selectedText().isEmpty());
        QCOMPARE(QApplication::clipboard()->text(), u"before"_s);
        QCOMPARE(typed(field), u"correct horse"_s);
    }
    field.setReadOnly(true);
    press(field, Qt::Key_V, Qt::ControlModifier);
    QTest::keyClicks(&field, u"x"_s);
    QCOMPARE(typed(field), u"correct horse"_s);
}

void PasswordFieldTest::tellsScreenReadersNothing()
{
    PasswordField field(u"Master password"_s);
    field.setText(u"swordfish"_s);
    for (const bool revealed : {false, true}) {
        field.setRevealed(revealed);
        QAccessibleInterface* const told = QAccessible::queryAccessibleInterface(&field);
        QCOMPARE(told->role(), QAccessible::EditableText);
        QVERIFY(told->state().passwordEdit);
        QCOMPARE(told->text(QAccessible::Name), u"Master password"_s);
        QVERIFY(told->text(QAccessible::Value).isEmpty());
        if (QAccessibleTextInterface* const text = told->textInterface()) {
            QCOMPARE(text->characterCount(), 0);
            QVERIFY(text->text(0, 9).isEmpty());
        }
    }
}

void PasswordFieldTest::pointerFindsItsPlace()
{
    PasswordField field;
    field.resize(300, 42);
    field.setText(u"swordfish"_s);
    const QPoint begin(2, 21);
    const QPoint end(240, 21);
    QTest::mouseClick(&field, Qt::LeftButton, {}, begin);
    QCOMPARE(field.cursorPosition(), 0);
    QTest::mouseClick(&field, Qt::LeftButton, {}, end);
    QCOMPARE(field.cursorPosition(), 9);
    QTest::mousePress(&field, Qt::LeftButton, {}, begin);
    QMouseEvent move(QEvent::MouseMove, end, field.mapToGlobal(end), Qt::LeftButton, Qt::LeftButton, {});
    QApplication::sendEvent(&field, &move);
    QTest::mouseRelease(&field, Qt::LeftButton, {}, end);
    QCOMPARE(field.selectionLength(), 9);
    QTest::mouseClick(&field, Qt::LeftButton, {}, end);
    QCOMPARE(field.selectionLength(), 0);
    QTest::mouseDClick(&field, Qt::LeftButton, {}, QPoint(30, 21));
    QCOMPARE(field.selectionLength(), 9);
}

void PasswordFieldTest::mirrors()
{
    PasswordField field;
    field.resize(300, 42);
    field.setLayoutDirection(Qt::RightToLeft);
    field.setText(u"abc"_s);
    QVERIFY(field.revealButton()->geometry().center().x() < 100);
    const QRect caret = field.inputMethodQuery(Qt::ImCursorRectangle).toRect();
    field.grab();
    press(field, Qt::Key_Home);
    const QRect first = field.inputMethodQuery(Qt::ImCursorRectangle).toRect();
    QVERIFY2(first.x() > 200, qPrintable(QString::number(first.x()))); // it begins on the right
    press(field, Qt::Key_Left);                                        // forward
    QCOMPARE(field.cursorPosition(), 1);
    press(field, Qt::Key_Right);
    QCOMPARE(field.cursorPosition(), 0);
    QVERIFY(caret.isValid());
}

void PasswordFieldTest::paintsDotsOrText()
{
    PasswordField field;
    field.resize(300, 42);
    field.setText(u"iiii"_s);
    const QImage hidden = field.grab().toImage();
    field.setText(u"MMMM"_s);
    QCOMPARE(field.grab().toImage(), hidden); // one dot is like the other
    field.setRevealed(true);
    const QImage wide = field.grab().toImage();
    QVERIFY(wide != hidden);
    field.setText(u"iiii"_s);
    QVERIFY(field.grab().toImage() != wide);
    field.wipe();
    const QImage empty = field.grab().toImage();
    field.setPlaceholderText(u"Password"_s);
    QVERIFY(field.grab().toImage() != empty);
    field.setPlaceholderText({});
    field.setError(true);
    QVERIFY(field.grab().toImage() != empty);
    field.setError(false);
    field.setText(QString(200, u'x')); // wider than the field: its end is in view
    press(field, Qt::Key_End);
    field.grab();
    const QRect caret = field.inputMethodQuery(Qt::ImCursorRectangle).toRect();
    QVERIFY2(field.rect().contains(caret.center()), qPrintable(QString::number(caret.x())));
    press(field, Qt::Key_Home);
    field.grab();
    QVERIFY(field.inputMethodQuery(Qt::ImCursorRectangle).toRect().x() < 40);
}

void PasswordFieldTest::saysWhatChanged()
{
    PasswordField field;
    QSignalSpy changed(&field, &QLineEdit::textChanged);
    QSignalSpy edited(&field, &QLineEdit::textEdited);
    QSignalSpy returned(&field, &QLineEdit::returnPressed);
    QTest::keyClicks(&field, u"a"_s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(edited.count(), 1);
    field.setText(u"b"_s);
    QCOMPARE(changed.count(), 2);
    QCOMPARE(edited.count(), 1);
    field.wipe();
    field.wipe();
    QCOMPARE(changed.count(), 3);
    press(field, Qt::Key_Backspace); // nothing to remove
    QCOMPARE(changed.count(), 3);
    press(field, Qt::Key_Return);
    press(field, Qt::Key_Enter, Qt::KeypadModifier);
    QCOMPARE(returned.count(), 2);
    for (const QList<QVariant>& told : changed)
        QVERIFY(told.constFirst().toString().isEmpty()); // never the text
    QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, {});
    QApplication::sendEvent(&field, &escape);
    QVERIFY(!escape.isAccepted()); // it closes the sheet
}

void PasswordFieldTest::noticeOfMemoryIsCalm()
{
    const LockedMemoryState good;
    for (const SwapState state :
         {SwapState::Off, SwapState::Memory, SwapState::Encrypted, SwapState::Unknown})
        QVERIFY(memoryNotice(state, good).isEmpty());
    QVERIFY(memoryNotice(SwapState::Plain, good).contains(u"not encrypted"_s));
    QVERIFY(memoryNotice(SwapState::Plain, good).contains(u"kept out of it"_s));
    LockedMemoryState refused;
    refused.locked = false;
    QVERIFY(memoryNotice(SwapState::Plain, refused).contains(u"refused to keep"_s));
    QVERIFY(memoryNotice(SwapState::Off, refused).contains(u"refused to lock"_s));
    LockedMemoryState hidden;
    hidden.hidden = true;
    QVERIFY(memoryNotice(SwapState::Off, hidden).contains(u"hibernate"_s));
}

int main(int argc, char** argv)
{
    return test::runWithTheme<PasswordFieldTest>(argc, argv);
}

#include "password_field_test.moc"
