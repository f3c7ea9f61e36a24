// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/markdown_styler.h"

#include "ui/theme/typography.h"

#include <QScopedValueRollback>
#include <QTextCursor>

#include <algorithm>

namespace lockleaf::ui {

using markdown::LineState;

namespace {

/// Lines of a long text that are styled with one change of it.
constexpr int mostStyledAtOnce = 500;

} // namespace

MarkdownStyler::MarkdownStyler(QTextDocument& document) : m_document(document)
{
    setFonts(1.0);
}

void MarkdownStyler::setFonts(double scale)
{
    m_otherFonts = m_otherFonts || scale != m_scale || typography::font(TextRole::NoteBody) != m_base;
    m_base = typography::font(TextRole::NoteBody);
    m_scale = scale;
    const auto scaledFont = [scale](TextRole role) {
        QFont font = typography::font(role);
        if (font.pointSizeF() > 0)
            font.setPointSizeF(font.pointSizeF() * scale);
        else
            font.setPixelSize(std::max(1, qRound(font.pixelSize() * scale)));
        return font;
    };
    m_body = scaledFont(TextRole::NoteBody);
    m_heading[0] = scaledFont(TextRole::NoteHeading1);
    m_heading[1] = scaledFont(TextRole::NoteHeading2);
    m_heading[2] = scaledFont(TextRole::NoteHeading3);
    m_code = scaledFont(TextRole::Code);
}

QTextBlockFormat MarkdownStyler::bodyFormat() const
{
    QTextBlockFormat format;
    format.setLineHeight(typography::lineHeightPercent(m_body, typography::BodyLineHeight),
                         QTextBlockFormat::ProportionalHeight);
    return format;
}

const LineData* MarkdownStyler::dataOf(const QTextBlock& block)
{
    return static_cast<const LineData*>(block.userData());
}

bool MarkdownStyler::wantsBlockFormats() const
{
    return m_document.characterCount() <= largestWithBlockFormats;
}

LineData& MarkdownStyler::scan(const QTextBlock& block, const LineState& before)
{
    auto* data = static_cast<LineData*>(block.userData());
    if (!data) {
        data = new LineData; // the block owns it
        QTextBlock(block).setUserData(data);
    }
    data->before = before;
    const QString text = block.text();
    data->line = markdown::scanLine(text, before);
    data->pictures = picturesIn(text, data->line);
    QTextBlock(block).setUserState(data->line.after.packed());
    data->styled = false;
    return *data;
}

bool MarkdownStyler::isPlain() const
{
    return m_document.characterCount() > largestStyled;
}

void MarkdownStyler::restyleAll()
{
    const bool eager = m_document.characterCount() <= eagerCharacters;
    const bool formats = wantsBlockFormats();
    if (eager || formats) {
        LineState state;
        for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
            state = scan(block, state).line.after;
            if (eager)
                style(block, false);
        }
    } else {
        scanAgain(m_document.begin(), {});
    }
    m_unsettled.clear();
    settleUnasked([this] { settleAll(); });
    const QScopedValueRollback changing(m_changing, true);
    m_document.markContentsDirty(0, m_document.characterCount());
}

/// Gives formats that no change of the text asks for, by `settleThem`, without a step of undo of their own
/// and without ending what can be redone.
void MarkdownStyler::settleUnasked(const std::function<void()>& settleThem)
{
    const bool loading = !m_document.isUndoRedoEnabled();
    const bool nothingToUndo = !m_document.isUndoAvailable() && !m_document.isRedoAvailable();
    if (loading || nothingToUndo) {
        m_document.setUndoRedoEnabled(false);
        settleThem();
        m_document.setUndoRedoEnabled(!loading);
        m_otherFonts = false;
    } else if (m_document.isRedoAvailable()) {
        m_formatsStale = true;
    } else {
        settleThem();
    }
}

PictureRoom MarkdownStyler::roomOf(const QTextBlock& block) const
{
    const LineData* data = dataOf(block);
    const bool hasPictures = m_rooms && data && !data->pictures.empty() && wantsBlockFormats();
    return hasPictures ? m_rooms(block) : PictureRoom{};
}

bool MarkdownStyler::picturesChanged()
{
    if (!wantsBlockFormats())
        return false;
    std::vector<QTextBlock> changed;
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
        const LineData* data = dataOf(block);
        if (!data || data->pictures.empty())
            continue;
        if (data->styled)
            style(block);
        changed.push_back(block);
    }
    if (changed.empty())
        return false;
    m_otherFonts = true;
    settleUnasked([this, &changed] { settle(changed); });
    return true;
}

/// From `block` on only how lines depend on those before them; what they look like is found when they are
/// seen.
void MarkdownStyler::scanAgain(QTextBlock block, LineState state)
{
    const bool plain = isPlain();
    for (; block.isValid(); block = block.next()) {
        if (!plain) {
            state = markdown::stateAfter(block.text(), state);
            block.setUserState(state.packed());
        }
        if (!block.userData())
            continue;
        block.setUserData(nullptr);
        if (plain)
            block.layout()->clearFormats();
    }
}

void MarkdownStyler::contentsChanged(int position, int added)
{
    if (m_changing || isPlain())
        return;
    QTextBlock block = m_document.findBlock(position);
    const QTextBlock last = m_document.findBlock(position + added);
    const int lastNumber = last.isValid() ? last.blockNumber() : m_document.blockCount() - 1;
    const bool formats = wantsBlockFormats();
    LineState state = LineState::unpacked(block.previous().isValid() ? block.previous().userState() : -1);
    for (int seen = 0; block.isValid(); ++seen) {
        if (!formats && seen > mostStyledAtOnce) {
            scanAgain(block, state); // a fence that opens changes all that follows
            return;
        }
        const int formerState = block.userState();
        // A line that has moved down without changing keeps its data, its block number does not.
        const LineData& data = scan(block, state);
        state = data.line.after;
        style(block);
        m_unsettled.push_back(block);
        if (block.blockNumber() >= lastNumber && formerState == state.packed())
            break;
        block = block.next();
    }
}

void MarkdownStyler::setActive(const QTextBlock& block)
{
    if (block == m_active && dataOf(block) && dataOf(block)->active)
        return;
    const QTextBlock former = std::exchange(m_active, block);
    for (const QTextBlock& changed : {former, block})
        if (changed.isValid() && changed.document() == &m_document && dataOf(changed))
            style(changed);
}

void MarkdownStyler::styleRange(QTextBlock first, const QTextBlock& last)
{
    if (isPlain())
        return;
    for (; first.isValid(); first = first.next()) {
        if (!dataOf(first)) {
            const QTextBlock previous = first.previous();
            scan(first, LineState::unpacked(previous.isValid() ? previous.userState() : -1));
        }
        if (!dataOf(first)->styled)
            style(first);
        if (first == last)
            break;
    }
}

void MarkdownStyler::forgetUnsettled()
{
    m_unsettled.clear();
    m_formatsStale = m_formatsStale || m_otherFonts;
}

void MarkdownStyler::settleBlockFormats()
{
    if (m_changing)
        return;
    const std::vector<QTextBlock> blocks = std::exchange(m_unsettled, {});
    if (m_formatsStale)
        settleAll();
    else
        settle(blocks);
}

void MarkdownStyler::settleAll()
{
    m_formatsStale = false;
    std::vector<QTextBlock> all;
    if (wantsBlockFormats())
        for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next())
            all.push_back(block);
    settle(all);
}

void MarkdownStyler::settle(const std::vector<QTextBlock>& blocks)
{
    if (blocks.empty() || !wantsBlockFormats())
        return;
    const QScopedValueRollback changing(m_changing, true);
    QTextCursor cursor(&m_document);
    bool begun = false;
    for (const QTextBlock& block : blocks) {
        const LineData* data = block.isValid() ? dataOf(block) : nullptr;
        if (!data)
            continue;
        const QTextBlockFormat wanted = formatFor(block, data->line);
        if (block.blockFormat() == wanted)
            continue;
        if (!std::exchange(begun, true))
            m_document.isUndoAvailable() ? cursor.joinPreviousEditBlock() : cursor.beginEditBlock();
        cursor.setPosition(block.position());
        cursor.setBlockFormat(wanted);
    }
    if (begun)
        cursor.endEditBlock();
}

} // namespace lockleaf::ui
