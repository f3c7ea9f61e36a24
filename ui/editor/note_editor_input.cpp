// SPDX-License-Identifier: GPL-3.0-or-later
// The part of NoteEditor that understands keys and the pointer.
#include "ui/editor/markdown_styler.h"
#include "ui/editor/note_decorations.h"
#include "ui/editor/note_editor.h"
#include "ui/editor/text_commands.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

namespace lockleaf::ui {

namespace {

bool isEnter(const QKeyEvent& event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

} // namespace

/// The margins beside the column belong to the text: a click there goes to the nearest place in it.
bool NoteEditor::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        QMouseEvent inside(mouse->type(), viewport()->mapFrom(this, mouse->position()),
                           mouse->globalPosition(), mouse->button(), mouse->buttons(), mouse->modifiers());
        return QCoreApplication::sendEvent(viewport(), &inside);
    }
    case QEvent::Wheel: {
        const auto* wheel = static_cast<QWheelEvent*>(event);
        QWheelEvent inside(viewport()->mapFrom(this, wheel->position()), wheel->globalPosition(),
                           wheel->pixelDelta(), wheel->angleDelta(), wheel->buttons(), wheel->modifiers(),
                           wheel->phase(), wheel->inverted());
        return QCoreApplication::sendEvent(viewport(), &inside);
    }
    default:
        return QTextEdit::event(event);
    }
}

void NoteEditor::keyPressEvent(QKeyEvent* event)
{
    arrive(); // what is typed belongs to where one was writing
    m_loadScroll = -1;
    if (isReadOnly()) {
        if (handleReadingKey(*event))
            event->accept();
        else
            QTextEdit::keyPressEvent(event);
    } else if (event->matches(QKeySequence::Undo)) {
        undoTyping();
    } else if (event->matches(QKeySequence::Redo)) {
        redoTyping();
    } else if (!handleEditingKey(*event) && !handleListMarkKey(*event)) {
        QTextEdit::keyPressEvent(event);
    } else {
        event->accept();
    }
}

bool NoteEditor::handleReadingKey(const QKeyEvent& event)
{
    const bool control = (event.modifiers() & ~Qt::KeypadModifier).testFlag(Qt::ControlModifier);
    if (control && (event.key() == Qt::Key_Tab || event.key() == Qt::Key_Backtab)) {
        Q_EMIT leaveRequested(event.key() == Qt::Key_Tab);
        return true;
    }
    const auto link = control && isEnter(event) ? linkAtCaret() : std::nullopt;
    if (link)
        activate(*link);
    return link.has_value();
}

bool NoteEditor::handleEditingKey(const QKeyEvent& event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool tab = event.key() == Qt::Key_Tab || event.key() == Qt::Key_Backtab;
    if (tab && modifiers.testFlag(Qt::ControlModifier)) {
        Q_EMIT leaveRequested(event.key() == Qt::Key_Tab);
        return true;
    }
    if (tab && (event.key() == Qt::Key_Backtab || text_commands::isInList(textCursor()))) {
        apply([&](QTextCursor& cursor) { text_commands::changeDepth(cursor, event.key() == Qt::Key_Tab); });
        return true;
    }
    if (isEnter(event) && modifiers == Qt::ControlModifier) {
        if (const auto link = linkAtCaret()) {
            activate(*link);
            return true;
        }
        apply([](QTextCursor& cursor) { text_commands::toggleTaskDone(cursor); });
        return true;
    }
    if (isEnter(event) && (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier)) {
        // Shift: a line break and nothing else. Qt would put in a separator that no other program knows.
        const bool plain = modifiers == Qt::ShiftModifier;
        apply([plain](QTextCursor& cursor) {
            plain ? cursor.insertBlock() : text_commands::breakLine(cursor);
        });
        return true;
    }
    return false;
}

bool NoteEditor::handleListMarkKey(const QKeyEvent& event)
{
    const QTextCursor cursor = textCursor();
    const int prefix = text_commands::listPrefix(cursor.block());
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (prefix == 0 || (modifiers & ~Qt::ShiftModifier))
        return false;
    const auto mode =
        modifiers.testFlag(Qt::ShiftModifier) ? QTextCursor::KeepAnchor : QTextCursor::MoveAnchor;
    const auto moveTo = [&](int position) {
        QTextCursor moved = cursor;
        moved.setPosition(position, mode);
        setTextCursor(moved);
        return true;
    };
    const int column = cursor.positionInBlock();
    const int start = cursor.block().position();
    if (event.key() == Qt::Key_Backspace && !cursor.hasSelection() && column > 0 && column <= prefix) {
        apply([&](QTextCursor& changed) {
            changed.setPosition(start);
            changed.setPosition(start + prefix, QTextCursor::KeepAnchor);
            changed.removeSelectedText();
        });
        return true;
    }
    if (event.key() == Qt::Key_Home && column > prefix)
        return moveTo(start + prefix);
    if (event.key() == Qt::Key_Left && column > 0 && column <= prefix)
        return start > 0 ? moveTo(start - 1) : true;
    if (event.key() == Qt::Key_Right && column < prefix)
        return moveTo(start + prefix);
    return false;
}

QTextBlock NoteEditor::taskAt(const QPoint& point) const
{
    const QPointF place = QPointF(point) + QPointF(0, verticalScrollBar()->value());
    const QTextBlock block = blockAt(place.y());
    const QRectF box = NoteDecorations::taskBox(block, *m_styler);
    constexpr int Reach = 5; // the box is 18 px, what takes the click 28
    return box.adjusted(-Reach, -Reach, Reach, Reach).contains(place) ? block : QTextBlock();
}

void NoteEditor::wheelEvent(QWheelEvent* event)
{
    forgetAwaitedPlace();
    QTextEdit::wheelEvent(event);
}

void NoteEditor::mousePressEvent(QMouseEvent* event)
{
    forgetAwaitedPlace();
    m_pressedLink.reset();
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::ControlModifier) {
        m_pressedLink = linkAt(event->position().toPoint());
        if (m_pressedLink)
            return;
    }
    const QTextBlock task = event->button() == Qt::LeftButton && !isReadOnly()
                                ? taskAt(event->position().toPoint())
                                : QTextBlock();
    if (!task.isValid()) {
        QTextEdit::mousePressEvent(event);
        return;
    }
    QTextCursor cursor(task);
    cursor.beginEditBlock();
    text_commands::toggleTaskDone(cursor);
    cursor.endEditBlock();
}

void NoteEditor::mouseMoveEvent(QMouseEvent* event)
{
    const bool overBox =
        event->buttons() == Qt::NoButton && !isReadOnly() && taskAt(event->position().toPoint()).isValid();
    const bool overLink = event->buttons() == Qt::NoButton && event->modifiers() == Qt::ControlModifier &&
                          linkAt(event->position().toPoint());
    viewport()->setCursor(overBox || overLink ? Qt::PointingHandCursor : Qt::IBeamCursor);
    QTextEdit::mouseMoveEvent(event);
}

void NoteEditor::mouseReleaseEvent(QMouseEvent* event)
{
    if (const auto pressed = std::exchange(m_pressedLink, std::nullopt)) {
        const auto released = linkAt(event->position().toPoint());
        if (released && released->kind == pressed->kind && released->text == pressed->text)
            activate(*pressed);
        return;
    }
    QTextEdit::mouseReleaseEvent(event);
    // A click into the slot of a list means the beginning of its text.
    const QTextCursor cursor = textCursor();
    const int prefix = text_commands::listPrefix(cursor.block());
    if (!cursor.hasSelection() && cursor.positionInBlock() < prefix) {
        QTextCursor moved = cursor;
        moved.setPosition(cursor.block().position() + prefix);
        setTextCursor(moved);
    }
}

std::optional<LinkSpot> NoteEditor::linkAt(const QPoint& point) const
{
    const QPointF place = QPointF(point) + QPointF(0, verticalScrollBar()->value());
    const QTextBlock block = blockAt(place.y());
    const LineData* known = MarkdownStyler::dataOf(block);
    if (!known || !block.layout())
        return std::nullopt;
    const QPointF within = place - block.layout()->position();
    for (int i = 0; i < block.layout()->lineCount(); ++i) {
        const QTextLine line = block.layout()->lineAt(i);
        if (line.naturalTextRect().contains(within))
            return spotAt(block.text(), known->line,
                          line.xToCursor(within.x(), QTextLine::CursorOnCharacter));
    }
    return std::nullopt;
}

/// In a task Ctrl+Enter means its box.
std::optional<LinkSpot> NoteEditor::linkAtCaret() const
{
    const QTextCursor cursor = textCursor();
    const LineData* known = MarkdownStyler::dataOf(cursor.block());
    if (cursor.hasSelection() || !known || known->line.kind == markdown::LineKind::Task)
        return std::nullopt;
    const QString text = cursor.block().text();
    const int column = cursor.positionInBlock();
    const auto here = spotAt(text, known->line, column);
    return here ? here : spotAt(text, known->line, column - 1);
}

void NoteEditor::activate(const LinkSpot& spot)
{
    switch (spot.kind) {
    case LinkSpot::Kind::Note:
        Q_EMIT linkActivated(spot.text);
        break;
    case LinkSpot::Kind::Tag:
        Q_EMIT tagActivated(spot.text);
        break;
    case LinkSpot::Kind::Target:
    case LinkSpot::Kind::Address:
        Q_EMIT targetActivated(spot.text);
        break;
    }
}

} // namespace lockleaf::ui
