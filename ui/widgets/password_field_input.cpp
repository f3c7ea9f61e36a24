// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, pointer and the caret of PasswordField, as QLineEdit has them.
#include "ui/widgets/password_field.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QStyleHints>

namespace lockleaf::ui {

namespace {

/// Whether the key would carry text out of the field or bring old text back.
bool isForbidden(const QKeyEvent& key)
{
    return key.matches(QKeySequence::Copy) || key.matches(QKeySequence::Cut) ||
           key.matches(QKeySequence::Undo) || key.matches(QKeySequence::Redo);
}

/// Whether the key writes something; Ctrl alone makes commands, Ctrl with Alt is AltGr.
bool isWriting(const QKeyEvent& key)
{
    const QString text = key.text();
    if (text.isEmpty())
        return false;
    const QChar first = text.front();
    if (first.category() == QChar::Other_Format)
        return true; // joiners and marks of direction
    if (key.modifiers() == Qt::ControlModifier ||
        key.modifiers() == (Qt::ShiftModifier | Qt::ControlModifier))
        return false;
    return first.isPrint() || first.category() == QChar::Other_PrivateUse ||
           (first.isHighSurrogate() && text.size() > 1 && text[1].isLowSurrogate());
}

} // namespace

bool PasswordField::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && isForbidden(*static_cast<QKeyEvent*>(event))) {
        event->accept(); // keep it from a menu's Copy or Undo as well; keyPressEvent drops it
        return true;
    }
    return TextField::event(event);
}

void PasswordField::noteEdit(bool changed)
{
    showCaret();
    if (!changed)
        return;
    Q_EMIT textEdited(QString());
    Q_EMIT textChanged(QString());
}

void PasswordField::keyPressEvent(QKeyEvent* event)
{
    event->accept();
    if (isForbidden(*event))
        return;
    if (!isReadOnly() && composeByKey(*event))
        return;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT returnPressed();
        event->ignore(); // for the default button of a dialog
        return;
    }
    if (moveByKey(*event) || (!isReadOnly() && editByKey(*event)))
        return;
    if (isReadOnly() || !isWriting(*event)) {
        event->ignore();
        return;
    }
    noteEdit(m_text.insert(event->text()));
}

qsizetype PasswordField::stepFrom(qsizetype position, bool forward, bool word) const
{
    // While it is hidden, nothing tells where its words end.
    if (word && !m_revealed)
        return forward ? m_text.size() : 0;
    const auto step = word         ? PasswordText::Step::Word
                      : m_revealed ? PasswordText::Step::Grapheme
                                   : PasswordText::Step::Character;
    return forward ? m_text.after(position, step) : m_text.before(position, step);
}

void PasswordField::move(qsizetype position, bool select)
{
    m_text.moveTo(position, select);
    showCaret();
}

bool PasswordField::moveByKey(const QKeyEvent& key)
{
    const bool forward = !isRightToLeft(); // what the key to the right is
    const qsizetype caret = m_text.caret();
    if (key.matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (key.matches(QKeySequence::MoveToNextChar)) {
        move(m_text.hasSelection() ? (forward ? m_text.selectionEnd() : m_text.selectionStart())
                                   : stepFrom(caret, forward, false),
             false);
    } else if (key.matches(QKeySequence::MoveToPreviousChar)) {
        move(m_text.hasSelection() ? (forward ? m_text.selectionStart() : m_text.selectionEnd())
                                   : stepFrom(caret, !forward, false),
             false);
    } else if (key.matches(QKeySequence::SelectNextChar) || key.matches(QKeySequence::SelectPreviousChar)) {
        move(stepFrom(caret, forward == key.matches(QKeySequence::SelectNextChar), false), true);
    } else if (key.matches(QKeySequence::MoveToNextWord) || key.matches(QKeySequence::SelectNextWord)) {
        move(stepFrom(caret, forward, true), key.matches(QKeySequence::SelectNextWord));
    } else if (key.matches(QKeySequence::MoveToPreviousWord) ||
               key.matches(QKeySequence::SelectPreviousWord)) {
        move(stepFrom(caret, !forward, true), key.matches(QKeySequence::SelectPreviousWord));
    } else if (key.matches(QKeySequence::MoveToStartOfLine) ||
               key.matches(QKeySequence::MoveToStartOfBlock)) {
        move(0, false);
    } else if (key.matches(QKeySequence::MoveToEndOfLine) || key.matches(QKeySequence::MoveToEndOfBlock)) {
        move(m_text.size(), false);
    } else if (key.matches(QKeySequence::SelectStartOfLine) ||
               key.matches(QKeySequence::SelectStartOfBlock)) {
        move(0, true);
    } else if (key.matches(QKeySequence::SelectEndOfLine) || key.matches(QKeySequence::SelectEndOfBlock)) {
        move(m_text.size(), true);
    } else {
        return false;
    }
    return true;
}

bool PasswordField::editByKey(const QKeyEvent& key)
{
    const qsizetype caret = m_text.caret();
    // What is selected goes first, whichever way the key would delete.
    const auto remove = [this](qsizetype from, qsizetype to) {
        noteEdit(m_text.hasSelection() ? m_text.removeSelection() : m_text.remove(from, to));
    };
    if (key.matches(QKeySequence::Paste)) {
        paste();
    } else if (key.matches(QKeySequence::Delete)) {
        remove(caret, stepFrom(caret, true, false));
    } else if (key.matches(QKeySequence::DeleteEndOfWord)) {
        remove(caret, stepFrom(caret, true, true));
    } else if (key.matches(QKeySequence::DeleteStartOfWord)) {
        remove(stepFrom(caret, false, true), caret);
    } else if (key.matches(QKeySequence::DeleteEndOfLine)) {
        remove(caret, m_text.size());
    } else if (key.matches(QKeySequence::DeleteCompleteLine)) {
        noteEdit(m_text.wipe());
    } else if (key.key() == Qt::Key_Backspace && (key.modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier) {
        remove(m_text.before(caret, PasswordText::Step::Character), caret);
    } else {
        return false;
    }
    return true;
}

void PasswordField::paste()
{
    if (isReadOnly())
        return;
    noteEdit(m_text.insert(QGuiApplication::clipboard()->text()));
}

bool PasswordField::composeByKey(const QKeyEvent& key)
{
    const ComposeKeys::Outcome outcome = m_compose.feed(key.nativeVirtualKey());
    if (outcome != ComposeKeys::Outcome::Composed)
        return outcome == ComposeKeys::Outcome::Composing;
    QString made = m_compose.text();
    m_compose.reset();
    const bool changed = m_text.insert(made);
    lockleaf::wipe(made.data(), static_cast<std::size_t>(made.size()) * sizeof(QChar));
    noteEdit(changed);
    return true;
}

void PasswordField::inputMethodEvent(QInputMethodEvent* event)
{
    event->ignore();
}

void PasswordField::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::RightButton)
        return;
    m_compose.reset();
    const bool third =
        m_sinceDoubleClick.isValid() && m_sinceDoubleClick.elapsed() < QApplication::doubleClickInterval();
    m_sinceDoubleClick.invalidate();
    if (third && event->button() == Qt::LeftButton)
        selectAll();
    else
        move(positionAt(event->position().toPoint()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void PasswordField::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        move(positionAt(event->position().toPoint()), true);
}

void PasswordField::mouseReleaseEvent(QMouseEvent* event)
{
    // The primary selection is pasted from; nothing of ours is ever put there.
    const QClipboard* const clipboard = QGuiApplication::clipboard();
    if (event->button() == Qt::MiddleButton && clipboard->supportsSelection() && !isReadOnly()) {
        m_text.moveTo(m_text.caret(), false);
        noteEdit(m_text.insert(clipboard->text(QClipboard::Selection)));
    }
    event->accept();
}

void PasswordField::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const qsizetype place = positionAt(event->position().toPoint());
    const qsizetype from = stepFrom(m_text.after(place, PasswordText::Step::Character), false, true);
    m_text.select(from, stepFrom(from, true, true));
    m_sinceDoubleClick.start();
    showCaret();
}

void PasswordField::focusInEvent(QFocusEvent* event)
{
    TextField::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
        event->reason() == Qt::ShortcutFocusReason)
        selectAll();
    showCaret();
}

void PasswordField::focusOutEvent(QFocusEvent* event)
{
    m_blink.stop();
    m_compose.reset();
    m_caretShown = false;
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        m_text.moveTo(m_text.caret(), false);
    TextField::focusOutEvent(event);
    update();
}

/// The caret is seen at once after whatever happened, and blinks from then on.
void PasswordField::showCaret()
{
    m_caretShown = true;
    const int flash = QGuiApplication::styleHints()->cursorFlashTime();
    if (hasFocus() && flash >= 2)
        m_blink.start(flash / 2, this);
    updateMicroFocus();
    update();
}

void PasswordField::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_blink.timerId()) {
        TextField::timerEvent(event);
        return;
    }
    m_caretShown = !m_caretShown;
    update();
}

void PasswordField::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Paste"), this, &PasswordField::paste)->setEnabled(!isReadOnly() && isEnabled());
    menu->popup(event->globalPos());
}

} // namespace lockleaf::ui
