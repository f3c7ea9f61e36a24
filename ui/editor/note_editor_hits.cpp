// SPDX-License-Identifier: GPL-3.0-or-later
// The part of NoteEditor that marks hits of a search, brings them on screen and replaces them.
#include "ui/editor/hit_painter.h"
#include "ui/editor/markdown_styler.h"
#include "ui/editor/note_editor.h"
#include "ui/theme/theme_manager.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace lockleaf::ui {

namespace {

/// A page full of hits keeps the colours of its text beyond this many.
constexpr qsizetype MostHitTexts = 300;

/// A long text that changes at more places than this is laid out anew, step by step.
constexpr std::size_t MostLaidOutAtOnce = 100;

bool hasOwnColor(const QTextBlock& block, int from, int to)
{
    return std::ranges::any_of(block.layout()->formats(), [&](const QTextLayout::FormatRange& range) {
        return range.start < to && range.start + range.length > from &&
               range.format.hasProperty(QTextFormat::ForegroundBrush) &&
               range.format.foreground().color().alpha() > 0;
    });
}

} // namespace

std::function<QString()> NoteEditor::textReader() const
{
    return [text = document()->toRawText()] { return text; };
}

int NoteEditor::rawLength() const
{
    return document()->characterCount() - 1;
}

FoundRange NoteEditor::selected() const
{
    if (m_awaitedCaret >= 0) {
        const int anchor = m_awaitedAnchor < 0 ? m_awaitedCaret : m_awaitedAnchor;
        return {std::min(anchor, m_awaitedCaret), std::abs(m_awaitedCaret - anchor)};
    }
    const QTextCursor cursor = textCursor();
    return {cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart()};
}

QString NoteEditor::selectedInLine() const
{
    const QString text = textCursor().selectedText();
    return text.contains(QChar(QChar::ParagraphSeparator)) ? QString() : text;
}

void NoteEditor::showRange(const FoundRange& range)
{
    forgetAwaitedPlace();
    m_awaitedAnchor = range.start;
    m_awaitedCaret = range.end();
    showAwaitedPlace();
}

void NoteEditor::setHits(std::vector<FoundRange> hits)
{
    m_hits.set(std::move(hits));
    showActiveLine();
    refreshHits();
}

void NoteEditor::setPresentHit(int index)
{
    m_hits.setPresent(index);
    showActiveLine();
    refreshHits();
}

void NoteEditor::noteHitsMoved(int position, int removed, int added)
{
    if (m_hits.count() > 0)
        m_hits.adjust(position, removed, added);
}

bool NoteEditor::isPresentHitHidden() const
{
    if (m_hits.present() < 0)
        return false;
    const FoundRange hit = m_hits.at(m_hits.present());
    const QTextBlock block = document()->findBlock(hit.start);
    const LineData* known = block.isValid() ? MarkdownStyler::dataOf(block) : nullptr;
    if (!known)
        return false;
    if (known->line.kind == markdown::LineKind::Fence || known->line.kind == markdown::LineKind::Rule)
        return true;
    const auto& looks = known->line.looks;
    const int from = hit.start - block.position();
    const int to = std::min(hit.end() - block.position(), block.length() - 1);
    for (int at = from; at < to; ++at)
        if (at < known->line.prefix || (static_cast<std::size_t>(at) < looks.size() &&
                                        (looks[static_cast<std::size_t>(at)] & markdown::Mark)))
            return true;
    return false;
}

/// Links, tags and the like inside of hits, which are to be drawn in the text's own colour there.
QList<QTextEdit::ExtraSelection> NoteEditor::hitTexts() const
{
    QList<ExtraSelection> texts;
    if (m_hits.count() == 0)
        return texts;
    const double bottom = verticalScrollBar()->value() + viewport()->height();
    QTextCharFormat plain;
    plain.setForeground(currentTheme().color(Token::Text));
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QTextLayout* layout = block.layout();
        if (layout->lineCount() == 0 || layout->position().y() > bottom)
            break;
        for (const FoundRange& hit : m_hits.within(block.position(), block.position() + block.length() - 1)) {
            const int from = std::max(hit.start, block.position());
            const int to = std::min(hit.end(), block.position() + block.length() - 1);
            if (from >= to || !hasOwnColor(block, from - block.position(), to - block.position()))
                continue;
            QTextCursor cursor(document());
            cursor.setPosition(from);
            cursor.setPosition(to, QTextCursor::KeepAnchor);
            texts.append({cursor, plain});
            if (texts.size() >= MostHitTexts)
                return texts;
        }
    }
    return texts;
}

void NoteEditor::refreshHits()
{
    if (m_loading)
        return;
    // While nothing is looked for, typing paints the line that changed and no more.
    const bool any = m_hits.count() > 0;
    if (!std::exchange(m_hitsShown, any) && !any)
        return;
    const QList<ExtraSelection> texts = hitTexts();
    if (!texts.isEmpty() || !extraSelections().isEmpty())
        setExtraSelections(texts);
    refreshHighlight();
    viewport()->update();
}

/// The present hit is selected; its own ring says so, where the ground of a selection would hide it.
void NoteEditor::refreshHighlight()
{
    const bool ring = m_hits.present() >= 0 && m_hits.at(m_hits.present()) == selected();
    const QColor wanted = ring ? QColor(Qt::transparent) : currentTheme().color(Token::Selection);
    if (palette().color(QPalette::Highlight) == wanted)
        return;
    QPalette colors = palette();
    colors.setColor(QPalette::Highlight, wanted);
    setPalette(colors);
}

void NoteEditor::paintHits(QPainter& painter) const
{
    const int top = verticalScrollBar()->value();
    HitPainter(m_hits, m_styler->bodyFont())
        .paint(painter, firstVisibleBlock(), top, top + viewport()->height());
}

void NoteEditor::replaceRanges(const std::vector<FoundRange>& ranges, const std::vector<QString>& texts)
{
    if (isReadOnly())
        return;
    const auto replace = [&] {
        QTextCursor cursor(document());
        cursor.beginEditBlock();
        for (std::size_t i = std::min(ranges.size(), texts.size()); i-- > 0;) { // those before stay in place
            cursor.setPosition(ranges[i].start);
            cursor.setPosition(ranges[i].end(), QTextCursor::KeepAnchor);
            cursor.insertText(texts[i]);
        }
        cursor.endEditBlock();
    };
    if (isLong() && ranges.size() > MostLaidOutAtOnce)
        changeUnlaid(replace);
    else
        replace();
}

} // namespace lockleaf::ui
