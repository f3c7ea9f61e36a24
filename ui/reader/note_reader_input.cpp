// SPDX-License-Identifier: GPL-3.0-or-later
// The part of NoteReader that draws, takes keys and clicks, and marks hits.
#include "ui/reader/note_reader.h"

#include "ui/reader/reader_marks.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>
#include <QTextBlock>

#include <algorithm>
#include <utility>

namespace lockleaf::ui {

namespace {

constexpr int ReaderHeadMiddle = 29; ///< Below the top of the text's own room.
constexpr qsizetype MostReaderMarks = 1000;

} // namespace

void NoteReader::setDateLine(const QString& sentence)
{
    if (std::exchange(m_dateLine, sentence) == sentence)
        return;
    viewport()->update();
    Q_EMIT headMoved();
}

void NoteReader::setHeadNeed(int width)
{
    if (std::exchange(m_headNeed, width) == width)
        return;
    viewport()->update();
    Q_EMIT headMoved();
}

int NoteReader::dateLineWidth() const
{
    const int wide = QFontMetrics(typography::font(TextRole::Caption)).horizontalAdvance(m_dateLine);
    const int room = viewport()->width() - (m_headNeed > 0 ? m_headNeed + metrics::Space4 : 0);
    return wide <= room ? wide : 0;
}

QRect NoteReader::headRect() const
{
    const int dateLine = dateLineWidth();
    const QRect whole(0, ReaderHeadMiddle - metrics::IconButtonSize / 2 - verticalScrollBar()->value(),
                      viewport()->width(), metrics::IconButtonSize);
    QRect head = whole;
    head.setWidth(std::max(0, whole.width() - (dateLine > 0 ? dateLine + metrics::Space4 : 0)));
    return QStyle::visualRect(layoutDirection(), whole, head).translated(viewport()->pos());
}

void NoteReader::paintDateLine(QPainter& painter) const
{
    if (dateLineWidth() == 0)
        return;
    painter.setPen(currentTheme().color(Token::TextSecondary));
    painter.setFont(typography::font(TextRole::Caption));
    const int height = painter.fontMetrics().height();
    painter.drawText(QRect(0, ReaderHeadMiddle - height / 2, viewport()->width(), height),
                     static_cast<int>(isRightToLeft() ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter |
                         Qt::TextSingleLine,
                     m_dateLine);
}

void NoteReader::paintEvent(QPaintEvent* event)
{
    {
        QPainter painter(viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(0, -verticalScrollBar()->value());
        const int bottom = verticalScrollBar()->value() + viewport()->height();
        ReaderMarks(m_style, currentTheme())
            .paint(painter, cursorForPosition(QPoint(0, 0)).block(), bottom, viewport()->width());
        paintDateLine(painter);
    }
    QTextBrowser::paintEvent(event);
}

void NoteReader::resizeEvent(QResizeEvent* event)
{
    placeColumn();
    QTextBrowser::resizeEvent(event);
    refreshHits();
    Q_EMIT headMoved();
}

void NoteReader::scrollContentsBy(int dx, int dy)
{
    QTextBrowser::scrollContentsBy(dx, dy);
    refreshHits();
    Q_EMIT headMoved();
}

bool NoteReader::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        placeColumn();
    return QTextBrowser::event(event);
}

void NoteReader::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        refreshLook();
}

void NoteReader::keyPressEvent(QKeyEvent* event)
{
    const bool tab = event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab;
    if (tab && event->modifiers().testFlag(Qt::ControlModifier))
        Q_EMIT leaveRequested(event->key() == Qt::Key_Tab);
    else
        QTextBrowser::keyPressEvent(event);
}

/// Ctrl and the wheel change the size of the text for the whole window, not here alone.
void NoteReader::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier))
        event->ignore();
    else
        QTextBrowser::wheelEvent(event);
}

const HtmlTarget* NoteReader::targetAt(const QPoint& point) const
{
    const QString anchor = anchorAt(point);
    if (!anchor.isEmpty())
        return m_page.target(anchor);
    const QTextFormat format =
        document()->documentLayout()->formatAt(QPointF(point.x(), point.y() + verticalScrollBar()->value()));
    return format.isImageFormat() ? m_page.target(format.toImageFormat().name()) : nullptr;
}

void NoteReader::contextMenuEvent(QContextMenuEvent* event)
{
    const HtmlTarget* const target = targetAt(event->pos());
    const bool isWeb = target && target->kind == HtmlTarget::Kind::Web;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* const copySelected = menu->addAction(tr("Copy"), this, &QTextEdit::copy);
    copySelected->setEnabled(textCursor().hasSelection());
    if (isWeb) {
        const QString address = QString::fromStdString(target->written);
        menu->addAction(tr("Copy address"), this,
                        [address] { QGuiApplication::clipboard()->setText(address); });
    }
    menu->addAction(tr("Select all"), this, &QTextEdit::selectAll);
    menu->popup(event->globalPos());
}

std::function<QString()> NoteReader::textReader() const
{
    return [text = document()->toRawText()] { return text; };
}

int NoteReader::rawLength() const
{
    return document()->characterCount() - 1;
}

FoundRange NoteReader::selected() const
{
    const QTextCursor cursor = textCursor();
    return {cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart()};
}

QString NoteReader::selectedInLine() const
{
    const QString text = textCursor().selectedText();
    return text.contains(QChar(QChar::ParagraphSeparator)) ? QString() : text;
}

void NoteReader::showRange(const FoundRange& range)
{
    const int last = rawLength();
    QTextCursor cursor(document());
    cursor.setPosition(std::min(range.start, last));
    cursor.setPosition(std::min(range.end(), last), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
}

void NoteReader::setHits(std::vector<FoundRange> hits)
{
    m_hits.set(std::move(hits));
    refreshHits();
}

void NoteReader::setPresentHit(int index)
{
    m_hits.setPresent(index); // it is selected, which shows
}

/// Those on screen; a text may have thousands.
void NoteReader::refreshHits()
{
    if (m_hits.count() == 0 && extraSelections().isEmpty())
        return;
    QList<QTextEdit::ExtraSelection> marks;
    QTextCharFormat look;
    look.setBackground(currentTheme().color(Token::Mark));
    look.setForeground(currentTheme().color(Token::Text));
    const int from = cursorForPosition(QPoint(0, 0)).block().position();
    const QPoint corner(viewport()->width() - 1, viewport()->height() - 1);
    const QTextBlock lastBlock = cursorForPosition(corner).block();
    for (const FoundRange& hit : m_hits.within(from, lastBlock.position() + lastBlock.length() - 1)) {
        if (marks.size() >= MostReaderMarks)
            break;
        QTextCursor cursor(document());
        cursor.setPosition(std::min(hit.start, rawLength()));
        cursor.setPosition(std::min(hit.end(), rawLength()), QTextCursor::KeepAnchor);
        marks.append({cursor, look});
    }
    setExtraSelections(marks);
}

} // namespace lockleaf::ui
