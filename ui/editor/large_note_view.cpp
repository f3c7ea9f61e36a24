// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/large_note_view.h"

#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"

#include <QKeyEvent>
#include <QTextBlock>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr std::size_t PieceBytes = std::size_t{64} * 1024;
constexpr qsizetype LongestLine = 10'000;
constexpr int LargeNoteMargin = 28;
constexpr qsizetype MostMarksShown = 1000;

} // namespace

LargeNoteView::LargeNoteView(QWidget* parent) : QPlainTextEdit(parent), m_decoder(QStringDecoder::Utf8)
{
    setFrameShape(QFrame::NoFrame);
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(LargeNoteMargin);
    setAccessibleName(tr("Note text"));
    connect(&m_more, &QTimer::timeout, this, &LargeNoteView::handleMore);
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, &LargeNoteView::refreshLook);
    refreshLook();
}

void LargeNoteView::refreshLook()
{
    setFont(typography::font(TextRole::NoteBody));
    QPalette colors = palette();
    const Theme& theme = currentTheme();
    colors.setColor(QPalette::Base, theme.color(Token::Paper));
    colors.setColor(QPalette::Text, theme.color(Token::Text));
    colors.setColor(QPalette::Highlight, theme.color(Token::Selection));
    colors.setColor(QPalette::HighlightedText, theme.color(Token::Text));
    setPalette(colors);
    refreshHits();
}

void LargeNoteView::setBody(std::shared_ptr<const SecureBytes> body)
{
    if (body == m_body)
        return;
    m_body = std::move(body);
    m_shown = 0;
    m_lineLength = 0;
    m_decoder.resetState();
    ++m_loads;
    setHits({});
    clear();
    if (m_body)
        m_more.start(0);
    else
        m_more.stop();
}

void LargeNoteView::handleMore()
{
    const ByteView all = m_body->view();
    const std::size_t size = std::min(PieceBytes, all.size() - m_shown);
    const QString text = m_decoder.decode(
        QByteArrayView(reinterpret_cast<const char*>(all.data()) + m_shown, static_cast<qsizetype>(size)));
    const bool first = m_shown == 0;
    m_shown += size;
    QTextCursor end(document());
    end.movePosition(QTextCursor::End);
    end.insertText(withShortLines(text, m_lineLength));
    if (first)
        moveCursor(QTextCursor::Start); // it was carried along
    if (m_shown < all.size())
        return;
    m_more.stop();
    Q_EMIT completed();
}

QString LargeNoteView::withShortLines(const QString& text, qsizetype& lineLength)
{
    QString out;
    out.reserve(text.size() + text.size() / LongestLine + 1);
    for (const QChar c : text) {
        if (c == u'\n') {
            lineLength = 0;
        } else if (++lineLength > LongestLine && !c.isLowSurrogate() && !c.isMark()) {
            out += u'\n';
            lineLength = 1;
        }
        out += c;
    }
    return out;
}

std::function<QString()> LargeNoteView::textReader() const
{
    // Made from the body once more: a copy of what the document holds would take longer than a frame.
    return [body = m_body] {
        QStringDecoder decoder(QStringDecoder::Utf8);
        qsizetype lineLength = 0;
        const ByteView all = body ? body->view() : ByteView{};
        return withShortLines(decoder.decode(QByteArrayView(reinterpret_cast<const char*>(all.data()),
                                                            static_cast<qsizetype>(all.size()))),
                              lineLength);
    };
}

int LargeNoteView::rawLength() const
{
    return document()->characterCount() - 1;
}

FoundRange LargeNoteView::selected() const
{
    const QTextCursor cursor = textCursor();
    return {cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart()};
}

QString LargeNoteView::selectedInLine() const
{
    const QString text = textCursor().selectedText();
    return text.contains(QChar(QChar::ParagraphSeparator)) ? QString() : text;
}

void LargeNoteView::showRange(const FoundRange& range)
{
    QTextCursor cursor(document());
    const int last = rawLength();
    cursor.setPosition(std::min(range.start, last));
    cursor.setPosition(std::min(range.end(), last), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
}

void LargeNoteView::setHits(std::vector<FoundRange> hits)
{
    m_hits.set(std::move(hits));
    refreshHits();
}

void LargeNoteView::setPresentHit(int index)
{
    m_hits.setPresent(index); // it is selected, which shows
}

/// Those on screen; a text may have a million.
void LargeNoteView::refreshHits()
{
    QList<QTextEdit::ExtraSelection> marks;
    QTextCharFormat look;
    look.setBackground(currentTheme().color(Token::Mark));
    look.setForeground(currentTheme().color(Token::Text));
    double top = contentOffset().y();
    for (QTextBlock block = firstVisibleBlock();
         m_hits.count() > 0 && block.isValid() && top < viewport()->height(); block = block.next()) {
        for (const FoundRange& hit : m_hits.within(block.position(), block.position() + block.length() - 1)) {
            if (marks.size() >= MostMarksShown)
                break;
            QTextCursor cursor(document());
            cursor.setPosition(std::max(hit.start, block.position()));
            cursor.setPosition(std::min(hit.end(), block.position() + block.length() - 1),
                               QTextCursor::KeepAnchor);
            if (cursor.hasSelection())
                marks.append({cursor, look});
        }
        top += blockBoundingRect(block).height();
    }
    if (!marks.isEmpty() || !extraSelections().isEmpty())
        setExtraSelections(marks);
}

void LargeNoteView::scrollContentsBy(int dx, int dy)
{
    QPlainTextEdit::scrollContentsBy(dx, dy);
    refreshHits();
}

void LargeNoteView::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    refreshHits();
}

void LargeNoteView::keyPressEvent(QKeyEvent* event)
{
    const bool tab = event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab;
    if (tab && event->modifiers().testFlag(Qt::ControlModifier))
        Q_EMIT leaveRequested(event->key() == Qt::Key_Tab);
    else
        QPlainTextEdit::keyPressEvent(event);
}

} // namespace lockleaf::ui
