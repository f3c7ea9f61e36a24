// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/note_editor.h"

#include "ui/editor/editor_pictures.h"
#include "ui/editor/markdown_styler.h"
#include "ui/editor/note_decorations.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"

#include <QAbstractTextDocumentLayout>
#include <QGuiApplication>
#include <QInputMethod>
#include <QMimeData>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int SideMargin = 28;
constexpr int CaretWidth = 2;
constexpr int LayOutDelay = 200; // milliseconds without a change

} // namespace

NoteEditor::NoteEditor(QWidget* parent)
    : QTextEdit(parent), m_styler(std::make_unique<MarkdownStyler>(*document())),
      m_decorations(std::make_unique<NoteDecorations>(*m_styler)),
      m_pictures(std::make_unique<EditorPictures>())
{
    m_styler->setPictureRooms([this](const QTextBlock& block) { return m_pictures->roomFor(block); });
    setFrameShape(QFrame::NoFrame);
    setAcceptRichText(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("Note text"));
    connect(document(), &QTextDocument::contentsChange, this, &NoteEditor::handleContentsChange);
    connect(document(), &QTextDocument::contentsChanged, this, &NoteEditor::handleContentsChanged);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &NoteEditor::showAwaitedPlace);
    m_layOutSoon.setSingleShot(true);
    m_layOutSoon.setInterval(LayOutDelay);
    connect(&m_layOutSoon, &QTimer::timeout, this, &NoteEditor::finishLayout);
    connect(verticalScrollBar(), &QAbstractSlider::actionTriggered, this, &NoteEditor::forgetAwaitedPlace);
    connect(this, &QTextEdit::cursorPositionChanged, this, &NoteEditor::showActiveLine);
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, &NoteEditor::refreshLook);
    refreshLook();
    setBody({});
}

NoteEditor::~NoteEditor()
{
    // The document outlives the members and would tell a styler that is gone.
    disconnect(document(), nullptr, this, nullptr);
    disconnect(document()->documentLayout(), nullptr, this, nullptr);
}

SecureBytes NoteEditor::body() const
{
    return m_bodyText.toBody(*document());
}

bool NoteEditor::isBlank() const
{
    return document()->isEmpty();
}

void NoteEditor::forget()
{
    m_dateLine.clear();
    m_pressedLink.reset();
    setBody({});
    document()->clearUndoRedoStacks();
}

QRect NoteEditor::column() const
{
    return viewport()->geometry();
}

void NoteEditor::placeColumn()
{
    const int sentence = static_cast<int>(std::ceil(typography::measure(m_styler->bodyFont())));
    const int room = width() - (verticalScrollBar()->isVisible() ? verticalScrollBar()->width() : 0);
    const int wide = std::max(1, std::min(sentence, width() - 2 * SideMargin));
    // Centred in the whole width, so that it stays where it is when the scroll bar comes.
    const int left = (width() - wide) / 2;
    const QMargins margins(left, 0, std::max(0, room - left - wide - CaretRoom), 0);
    if (viewportMargins() == margins)
        return;
    setViewportMargins(margins);
    placePictures();
    Q_EMIT headMoved();
}

void NoteEditor::resizeEvent(QResizeEvent* event)
{
    placeColumn();
    QTextEdit::resizeEvent(event);
    styleVisible();
    refreshHits();
    Q_EMIT headMoved();
}

void NoteEditor::handleContentsChange(int position, int removed, int added)
{
    if (m_loading || m_styler->isChanging())
        return;
    if (!m_showsPreedit && (removed > 0 || added > 0)) {
        m_touched = true;
        ++m_revision;
        noteHitsMoved(position, removed, added);
    }
    if (m_composing) {
        m_deferredFrom = m_deferredFrom < 0 ? position : std::min(m_deferredFrom, position);
        m_deferredTo = std::max(m_deferredTo, position + added);
        return;
    }
    m_styler->contentsChanged(position, added);
}

void NoteEditor::handleContentsChanged()
{
    if (m_loading || m_styler->isChanging())
        return;
    // Styling waits for the end of composing; what was committed meanwhile is text like any other.
    if (!m_composing) {
        if (m_replaying)
            m_styler->forgetUnsettled();
        else
            m_styler->settleBlockFormats();
        styleVisible();
    }
    resumeLayout();
    refreshHits();
    if (std::exchange(m_touched, false))
        Q_EMIT edited();
}

void NoteEditor::inputMethodEvent(QInputMethodEvent* event)
{
    arrive();
    m_composing = !event->preeditString().isEmpty();
    {
        // Qt tells of what is being composed as of a change.
        const bool changes =
            !event->commitString().isEmpty() || event->replacementLength() > 0 || textCursor().hasSelection();
        const QScopedValueRollback showing(m_showsPreedit, !changes);
        QTextEdit::inputMethodEvent(event);
    }
    if (!m_composing && m_deferredFrom >= 0) {
        const int last = document()->characterCount() - 1;
        const int from = std::min(std::exchange(m_deferredFrom, -1), last);
        m_styler->contentsChanged(from, std::min(std::exchange(m_deferredTo, -1), last) - from);
        handleContentsChanged();
    }
    if (!m_composing && std::exchange(m_picturesLate, false))
        handlePicturesChanged();
}

void NoteEditor::commitComposing()
{
    if (!m_composing)
        return;
    if (hasFocus())
        QGuiApplication::inputMethod()->commit();
    if (!m_composing)
        return;
    // An input method that does not answer: what is on screen counts.
    QInputMethodEvent commit;
    commit.setCommitString(textCursor().block().layout()->preeditAreaText());
    inputMethodEvent(&commit);
}

void NoteEditor::showActiveLine()
{
    if (m_loading)
        return;
    setCursorWidth(document()->isEmpty() ? 0 : CaretWidth); // see paintTitleCaret()
    if (!m_composing)
        m_styler->setActive(hasFocus() || isPresentHitHidden() ? textCursor().block() : QTextBlock());
    if (m_styler->takeLayoutTold())
        resumeLayout();
    refreshHighlight();
}

// Another look of a line ends the layout of a long text that was on its way.
void NoteEditor::resumeLayout()
{
    if (isLong() && !isLaidOut())
        m_layOutSoon.start();
}

QTextBlock NoteEditor::firstVisibleBlock() const
{
    return blockAt(verticalScrollBar()->value());
}

/// The block at `y` within the text, or the last one that is laid out. Qt's own way of finding it lays out
/// all of the text where it hits nothing.
QTextBlock NoteEditor::blockAt(double y) const
{
    int first = 0;
    int end = document()->blockCount(); // the answer lies in [first, end)
    while (end - first > 1) {
        const int middle = first + (end - first) / 2;
        const QTextLayout* layout = document()->findBlockByNumber(middle).layout();
        if (layout->lineCount() > 0 && layout->position().y() <= y)
            first = middle;
        else
            end = middle;
    }
    return document()->findBlockByNumber(first);
}

void NoteEditor::styleVisible()
{
    if (!isLong())
        return; // all of it was styled when it was loaded
    const QScopedValueRollback loading(m_loading, true);
    // As many lines as could be on screen, without asking the layout, which would have to come that far.
    const int most = viewport()->height() / std::max(1, QFontMetrics(m_styler->bodyFont()).height() / 2) + 2;
    const QTextBlock first = firstVisibleBlock();
    QTextBlock last = first;
    for (int i = 0; i < most && last.next().isValid(); ++i)
        last = last.next();
    m_styler->styleRange(first, last);
    // Not at every scroll: a layout that begins anew scrolls as well.
    if (m_styler->takeLayoutTold())
        resumeLayout();
}

void NoteEditor::scrollContentsBy(int dx, int dy)
{
    QTextEdit::scrollContentsBy(dx, dy);
    styleVisible();
    refreshHits();
    viewport()->update();
    Q_EMIT headMoved();
}

void NoteEditor::paintEvent(QPaintEvent* event)
{
    {
        QPainter painter(viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        const int scrolled = verticalScrollBar()->value();
        painter.translate(0, -scrolled);
        m_decorations->paint(painter, firstVisibleBlock(), viewport()->width() - CaretRoom,
                             scrolled + viewport()->height());
        m_pictures->paint(painter, firstVisibleBlock(), scrolled + viewport()->height());
        paintHits(painter);
        paintOver(painter);
    }
    QTextEdit::paintEvent(event);
}

/// The line with the date, and the words in an empty note.
void NoteEditor::paintOver(QPainter& painter) const
{
    const Theme& theme = currentTheme();
    const int width = viewport()->width() - CaretRoom;
    paintDateLine(painter);
    if (!document()->isEmpty() || m_composing)
        return;
    paintTitleCaret(painter);
    painter.setPen(theme.color(Token::TextTertiary));
    painter.setFont(m_styler->titleFont());
    const int side = static_cast<int>(isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    const QRect title(4, MarkdownStyler::TopRoom, width - 4, painter.fontMetrics().height());
    painter.drawText(title, side | Qt::TextSingleLine, tr("Title"));
    painter.setFont(m_styler->bodyFont());
    painter.drawText(QRect(0, title.bottom() + 8, width, viewport()->height()), side | Qt::TextWordWrap,
                     tr("Start writing. Type # for a heading, - for a list, - [ ] for a task.\n"
                        "Every word is sealed as you write."));
}

/// An empty line is as high as the body's; the caret of a title that is not there yet is drawn by hand.
void NoteEditor::paintTitleCaret(QPainter& painter) const
{
    if (!hasFocus())
        return;
    const int height = QFontMetrics(m_styler->titleFont()).height();
    const int left = isRightToLeft() ? viewport()->width() - CaretRoom - CaretWidth : 0;
    painter.fillRect(left, MarkdownStyler::TopRoom, CaretWidth, height, currentTheme().color(Token::Text));
}

void NoteEditor::changeEvent(QEvent* event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange && !m_loading)
        refreshLook();
}

void NoteEditor::focusInEvent(QFocusEvent* event)
{
    QTextEdit::focusInEvent(event);
    showActiveLine();
}

void NoteEditor::focusOutEvent(QFocusEvent* event)
{
    QTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        showActiveLine();
}

QMimeData* NoteEditor::createMimeDataFromSelection() const
{
    QString text = textCursor().selectedText();
    text.replace(QChar(0x2029), u'\n');
    for (qsizetype i = text.size() - 2; i >= 0; --i)
        if (m_bodyText.isStandIn(text[i].unicode(), text[i + 1].unicode()))
            text.remove(i, 2);
    auto* copied = new QMimeData; // the clipboard takes it over
    copied->setText(text);
    return copied;
}

// Qt cannot make formats a part of the step that put in a single character: such a step of formats alone is
// passed over, since nobody has made it.

void NoteEditor::undoTyping()
{
    const QScopedValueRollback replaying(m_replaying, true);
    const QString before = formattedText();
    do
        document()->undo();
    while (document()->isUndoAvailable() && !before.isNull() && formattedText() == before);
}

void NoteEditor::redoTyping()
{
    const QScopedValueRollback replaying(m_replaying, true);
    const QString before = formattedText();
    do
        document()->redo();
    while (document()->isRedoAvailable() && !before.isNull() && formattedText() == before);
}

/// The text if its lines have formats; a null string if there is too much of it.
QString NoteEditor::formattedText() const
{
    return document()->characterCount() <= MarkdownStyler::largestWithBlockFormats ? document()->toRawText()
                                                                                   : QString();
}

} // namespace lockleaf::ui
