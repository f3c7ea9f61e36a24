// SPDX-License-Identifier: GPL-3.0-or-later
// The part of NoteEditor that brings a text in, gives all of it its look, and finds a place in it again.
#include "ui/editor/markdown_styler.h"
#include "ui/editor/note_editor.h"
#include "ui/theme/theme_manager.h"

#include <QAbstractTextDocumentLayout>
#include <QGuiApplication>
#include <QInputMethod>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextFrame>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr double SmallestScale = 0.5;
constexpr double LargestScale = 3.0;
constexpr int BottomRoom = 120;

/// Without a page a document's layout does nothing.
constexpr QSizeF NoPage{0, 0};

} // namespace

void NoteEditor::setBody(ByteView body, int caret, int scroll)
{
    forgetAwaitedPlace();
    ++m_loads;
    setHits({});
    if (std::exchange(m_composing, false))
        QGuiApplication::inputMethod()->reset();
    {
        const QScopedValueRollback loading(m_loading, true);
        document()->setUndoRedoEnabled(false);
        m_styler->setActive({});
        document()->clear();
        document()->setPageSize(NoPage); // with one it would lay out all of the text, more than once
        QTextFrameFormat frame = document()->rootFrame()->frameFormat();
        frame.setTopMargin(MarkdownStyler::TopRoom);
        frame.setBottomMargin(BottomRoom);
        document()->rootFrame()->setFrameFormat(frame);
        QTextCursor cursor(document());
        cursor.setBlockFormat(m_styler->bodyFormat());
        cursor.insertText(m_bodyText.toDocument(body));
        m_styler->restyleAll();
        document()->setUndoRedoEnabled(true);
        document()->setModified(false);
        verticalScrollBar()->setValue(0);
        styleVisible();
        // The caret went along with what came in: left there, it would have all of it laid out.
        cursor.setPosition(0);
        setTextCursor(cursor);
        layOutAnew();
    }
    m_touched = false;
    ++m_revision;
    m_deferredFrom = -1;
    showActiveLine();
    placeColumn();
    styleVisible();
    m_awaitedCaret = std::clamp(caret, 0, document()->characterCount() - 1);
    m_awaitedScroll = scroll > 0 || caret == 0 ? scroll : -1;
    m_loadScroll = scroll > 0 ? scroll : -1;
    showAwaitedPlace();
    viewport()->update();
}

/// From the beginning on: a short text at once, a long one in steps of the event loop.
void NoteEditor::layOutAnew()
{
    document()->setPageSize(QSizeF(viewport()->width(), -1));
    if (!isLong())
        document()->documentLayout()->blockBoundingRect(document()->lastBlock());
}

/// For a long text that changes all over: else it would be laid out as a whole before anything else.
void NoteEditor::changeUnlaid(const std::function<void()>& change)
{
    const int scroll = scrolled();
    document()->setPageSize(NoPage);
    change();
    {
        const QScopedValueRollback loading(m_loading, true);
        layOutAnew();
    }
    if (m_awaitedCaret < 0)
        m_awaitedScroll = scroll;
    styleVisible();
    showAwaitedPlace();
    refreshHits();
}

bool NoteEditor::isLong() const
{
    return document()->characterCount() > MarkdownStyler::eagerCharacters;
}

bool NoteEditor::isLaidOut() const
{
    return document()->lastBlock().layout()->lineCount() > 0;
}

void NoteEditor::finishLayout()
{
    if (isLaidOut())
        return;
    // At the caret the layout ended anew, because its line shows its marks: the way there is gone once more.
    if (m_stayAtCaret) {
        m_awaitedCaret = textCursor().position();
        m_awaitedAnchor = textCursor().hasSelection() ? textCursor().anchor() : -1;
    } else if (m_awaitedCaret < 0) {
        m_awaitedScroll = scrolled();
    }
    layOutAnew();
    showAwaitedPlace();
}

void NoteEditor::showAwaitedPlace()
{
    if (m_loading)
        return;
    if (m_awaitedCaret >= 0) {
        const QTextBlock block = document()->findBlock(m_awaitedCaret);
        const bool laidOut = !block.isValid() || block.layout()->lineCount() > 0;
        if (isLong() && !laidOut)
            return; // asking for its place would lay out everything before it
        arrive();
    }
    if (m_awaitedScroll < 0)
        return;
    if (isLong() && !isLaidOut() && verticalScrollBar()->maximum() < m_awaitedScroll)
        return;
    verticalScrollBar()->setValue(std::exchange(m_awaitedScroll, -1));
}

/// Puts the caret where it is awaited, whatever that takes.
void NoteEditor::arrive()
{
    if (m_awaitedCaret < 0)
        return;
    const int scroll = std::exchange(m_awaitedScroll, -1); // moving the caret scrolls as well
    const int last = document()->characterCount() - 1;
    const int caret = std::clamp(std::exchange(m_awaitedCaret, -1), 0, last);
    const int anchor = std::exchange(m_awaitedAnchor, -1);
    QTextCursor cursor(document());
    cursor.setPosition(anchor < 0 ? caret : std::min(anchor, last));
    cursor.setPosition(caret, QTextCursor::KeepAnchor);
    const int before = verticalScrollBar()->value();
    setTextCursor(cursor);
    ensureCursorVisible();
    // What one has come to is read with what stands around it, not at the edge.
    if (anchor >= 0 && verticalScrollBar()->value() != before)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + cursorRect().top() -
                                      viewport()->height() / 3);
    m_awaitedScroll = scroll;
    m_stayAtCaret = scroll < 0;
}

void NoteEditor::forgetAwaitedPlace()
{
    m_awaitedCaret = m_awaitedAnchor = m_awaitedScroll = m_loadScroll = -1;
    m_stayAtCaret = false;
}

int NoteEditor::caret() const
{
    return m_awaitedCaret >= 0 ? m_awaitedCaret : textCursor().position();
}

int NoteEditor::scrolled() const
{
    return m_awaitedScroll >= 0 ? m_awaitedScroll : verticalScrollBar()->value();
}

void NoteEditor::setTextScale(double scale)
{
    m_scale = std::clamp(scale, SmallestScale, LargestScale);
    refreshLook();
}

void NoteEditor::refreshLook()
{
    m_awaitedScroll = scrolled();
    {
        const QScopedValueRollback loading(m_loading, true);
        document()->setPageSize(NoPage);
        m_styler->setFonts(m_scale);
        document()->setDefaultFont(m_styler->bodyFont());
        setFont(m_styler->bodyFont());
        QPalette colors = palette();
        const Theme& theme = currentTheme();
        colors.setColor(QPalette::Base, theme.color(Token::Paper));
        colors.setColor(QPalette::Text, theme.color(Token::Text));
        colors.setColor(QPalette::Highlight, theme.color(Token::Selection));
        colors.setColor(QPalette::HighlightedText, theme.color(Token::Text));
        setPalette(colors);
        refreshHighlight();
        document()->setPageSize(NoPage); // the font of the widget has brought it back
        m_styler->restyleAll();
        layOutAnew();
    }
    placeColumn();
    styleVisible();
    refreshHits();
    showAwaitedPlace();
    update();
}

} // namespace lockleaf::ui
