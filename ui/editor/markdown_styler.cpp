// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/markdown_styler.h"

#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"

#include <QFontMetricsF>
#include <QScopedValueRollback>
#include <QTextCursor>

#include <algorithm>

namespace lockleaf::ui {

using markdown::Line;
using markdown::LineKind;
using markdown::LineState;

namespace {

/// Marks that are not shown keep their places at this size, drawn in nothing.
constexpr int HiddenPixels = 1;
/// A fence that is not shown leaves this much of its line, as the padding of its block of code.
constexpr int HiddenFencePixels = 7;
constexpr double HiddenSpacingPercent = 1;
constexpr int HeadingGap = 4;
constexpr double InlineCodeGap = 4;

QColor token(Token name)
{
    return currentTheme().color(name);
}

bool isList(LineKind kind)
{
    return kind == LineKind::Bullet || kind == LineKind::Number || kind == LineKind::Task;
}

QTextCharFormat hidden(int pixels)
{
    QTextCharFormat format;
    format.setProperty(QTextFormat::FontPixelSize, pixels);
    format.setFontLetterSpacingType(QFont::PercentageSpacing);
    format.setFontLetterSpacing(HiddenSpacingPercent);
    format.setForeground(Qt::transparent);
    return format;
}

void setFontSize(QTextCharFormat& format, const QFont& font)
{
    if (font.pointSizeF() > 0)
        format.setFontPointSize(font.pointSizeF());
    else
        format.setProperty(QTextFormat::FontPixelSize, font.pixelSize());
}

} // namespace

MarkdownStyler::MarkdownStyler(QTextDocument& document) : m_document(document)
{
    setFonts(1.0);
}

void MarkdownStyler::setFonts(double scale)
{
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
    data->line = markdown::scanLine(block.text(), before);
    QTextBlock(block).setUserState(data->line.after.packed());
    data->styled = false;
    return *data;
}

void MarkdownStyler::restyleAll()
{
    const QScopedValueRollback changing(m_changing, true);
    const bool eager = m_document.characterCount() <= eagerCharacters;
    const bool formats = wantsBlockFormats();
    QTextCursor cursor(&m_document);
    cursor.beginEditBlock();
    LineState state;
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
        if (!eager && !formats) {
            state = markdown::stateAfter(block.text(), state);
            block.setUserState(state.packed());
            block.setUserData(nullptr);
            continue;
        }
        const LineData& data = scan(block, state);
        state = data.line.after;
        if (formats) {
            const QTextBlockFormat wanted = formatFor(block, data.line);
            if (block.blockFormat() != wanted) {
                cursor.setPosition(block.position());
                cursor.setBlockFormat(wanted);
            }
        }
        if (eager)
            style(block, false);
    }
    cursor.endEditBlock();
    m_document.markContentsDirty(0, m_document.characterCount());
    m_unsettled.clear();
}

void MarkdownStyler::contentsChanged(int position, int added)
{
    if (m_changing)
        return;
    QTextBlock block = m_document.findBlock(position);
    const QTextBlock last = m_document.findBlock(position + added);
    const int lastNumber = last.isValid() ? last.blockNumber() : m_document.blockCount() - 1;
    LineState state = LineState::unpacked(block.previous().isValid() ? block.previous().userState() : -1);
    while (block.isValid()) {
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

void MarkdownStyler::settleBlockFormats()
{
    if (m_changing || m_unsettled.empty())
        return;
    const std::vector<QTextBlock> blocks = std::exchange(m_unsettled, {});
    if (!wantsBlockFormats())
        return;
    const QScopedValueRollback changing(m_changing, true);
    QTextCursor cursor(&m_document);
    bool joined = false;
    for (const QTextBlock& block : blocks) {
        const LineData* data = block.isValid() ? dataOf(block) : nullptr;
        if (!data)
            continue;
        const QTextBlockFormat wanted = formatFor(block, data->line);
        if (block.blockFormat() == wanted)
            continue;
        if (!std::exchange(joined, true))
            cursor.joinPreviousEditBlock();
        cursor.setPosition(block.position());
        cursor.setBlockFormat(wanted);
    }
    if (joined)
        cursor.endEditBlock();
}

QTextBlockFormat MarkdownStyler::formatFor(const QTextBlock& block, const Line& line) const
{
    QTextBlockFormat format = bodyFormat();
    const auto heading = [&](const QFont& font) {
        format.setLineHeight(typography::lineHeightPercent(font, typography::HeadingLineHeight),
                             QTextBlockFormat::ProportionalHeight);
        format.setBottomMargin(scaled(HeadingGap));
    };
    const bool rightToLeft = block.textDirection() == Qt::RightToLeft;
    const auto indent = [&](int pixels) {
        rightToLeft ? format.setRightMargin(pixels) : format.setLeftMargin(pixels);
    };
    switch (line.kind) {
    case LineKind::Title:
    case LineKind::Heading1:
        heading(m_heading[0]);
        break;
    case LineKind::Heading2:
        heading(m_heading[1]);
        break;
    case LineKind::Heading3:
        heading(m_heading[2]);
        break;
    case LineKind::Bullet:
    case LineKind::Number:
    case LineKind::Task:
        indent(scaled(ListSlot) * (line.depth + 1));
        format.setTextIndent(-scaled(ListSlot));
        break;
    case LineKind::Quote:
        indent(scaled(QuoteIndent));
        break;
    case LineKind::Fence:
    case LineKind::CodeLine:
        format.setLineHeight(typography::lineHeightPercent(m_code, typography::CodeLineHeight),
                             QTextBlockFormat::ProportionalHeight);
        format.setLeftMargin(scaled(CodeIndent));
        format.setRightMargin(scaled(CodeIndent));
        break;
    case LineKind::Paragraph:
    case LineKind::Rule:
    case LineKind::FrontMatter:
        break;
    }
    return format;
}

void MarkdownStyler::style(const QTextBlock& block, bool tellLayout)
{
    auto* data = static_cast<LineData*>(block.userData());
    data->active = block == m_active;
    data->styled = true;
    QList<QTextLayout::FormatRange> ranges;
    const int length = block.length() - 1;
    const Line& line = data->line;
    const int prefix = std::min(line.prefix, length);
    if (prefix > 0)
        appendPrefix(ranges, block, *data);
    const QTextCharFormat base = lineLook(*data);
    if (line.looks.empty()) {
        if (length > prefix && !base.isEmpty())
            ranges.append({prefix, length - prefix, base});
    } else {
        for (int at = prefix; at < length;) {
            const std::uint16_t same = line.looks[static_cast<std::size_t>(at)];
            int end = at + 1;
            while (end < length && line.looks[static_cast<std::size_t>(end)] == same)
                ++end;
            QTextCharFormat format = base;
            format.merge(look(same, *data));
            const auto isCodeAt = [&](int i) {
                return i >= prefix && i < length &&
                       (line.looks[static_cast<std::size_t>(i)] & markdown::InlineCode);
            };
            if ((same & markdown::Mark) && !data->active && (isCodeAt(at - 1) || isCodeAt(end))) {
                // A hidden backtick leaves the padding of the code's ground.
                format.setFontLetterSpacingType(QFont::AbsoluteSpacing);
                format.setFontLetterSpacing(InlineCodeGap / static_cast<double>(end - at));
            }
            if (!format.isEmpty())
                ranges.append({at, end - at, format});
            at = end;
        }
    }
    if (block.layout()->formats() == ranges)
        return;
    block.layout()->setFormats(ranges);
    if (tellLayout)
        m_document.markContentsDirty(block.position(), block.length());
}

QTextCharFormat MarkdownStyler::lineLook(const LineData& data) const
{
    QTextCharFormat format;
    const auto heading = [&](const QFont& font) {
        setFontSize(format, font);
        format.setFontWeight(font.weight());
    };
    const auto code = [&] {
        format.setFontFamilies(m_code.families().isEmpty() ? QStringList(m_code.family())
                                                           : m_code.families());
        format.setFontFixedPitch(true);
        setFontSize(format, m_code);
    };
    switch (data.line.kind) {
    case LineKind::Title:
    case LineKind::Heading1:
        heading(m_heading[0]);
        break;
    case LineKind::Heading2:
        heading(m_heading[1]);
        break;
    case LineKind::Heading3:
        heading(m_heading[2]);
        break;
    case LineKind::Task:
        if (data.line.done) {
            format.setForeground(token(Token::TextSecondary));
            format.setFontStrikeOut(true);
        }
        break;
    case LineKind::Quote:
        format.setFontItalic(true);
        format.setForeground(token(Token::TextSecondary));
        break;
    case LineKind::Fence:
        if (!data.active)
            return hidden(scaled(HiddenFencePixels));
        code();
        format.setForeground(token(Token::TextTertiary));
        break;
    case LineKind::CodeLine:
        code();
        break;
    case LineKind::FrontMatter:
        code();
        format.setForeground(token(Token::TextTertiary));
        break;
    case LineKind::Rule:
        format.setForeground(data.active ? token(Token::TextTertiary) : QColor(Qt::transparent));
        break;
    case LineKind::Paragraph:
    case LineKind::Bullet:
    case LineKind::Number:
        break;
    }
    return format;
}

QTextCharFormat MarkdownStyler::look(std::uint16_t look, const LineData& data) const
{
    if (look & markdown::Mark) {
        if (!data.active)
            return hidden(HiddenPixels);
        QTextCharFormat format;
        format.setForeground(token(Token::TextTertiary));
        return format;
    }
    QTextCharFormat format;
    if (look & markdown::Bold)
        format.setFontWeight(QFont::Bold);
    if (look & markdown::Italic)
        format.setFontItalic(true);
    if (look & markdown::Strike) {
        format.setFontStrikeOut(true);
        format.setForeground(token(Token::TextSecondary));
    }
    if (look & markdown::InlineCode) {
        format.setFontFamilies(m_code.families().isEmpty() ? QStringList(m_code.family())
                                                           : m_code.families());
        format.setFontFixedPitch(true);
        if (data.line.kind != LineKind::Title && data.line.kind != LineKind::Heading1)
            setFontSize(format, m_code);
    }
    if (look & markdown::Link) {
        format.setForeground(token(Token::Link));
        format.setFontUnderline(true);
    }
    if (look & markdown::Tag)
        format.setForeground(token(Token::AccentText));
    return format;
}

void MarkdownStyler::appendPrefix(QList<QTextLayout::FormatRange>& ranges, const QTextBlock& block,
                                  const LineData& data) const
{
    const int prefix = data.line.prefix;
    if (!isList(data.line.kind)) {
        if (data.active) {
            QTextCharFormat mark = lineLook(data);
            mark.setForeground(token(Token::TextTertiary));
            ranges.append({0, prefix, mark});
        } else {
            ranges.append({0, prefix, hidden(HiddenPixels)});
        }
        return;
    }
    // The mark of a list always is what is drawn in its slot; a number stands there itself.
    const int slot = scaled(ListSlot);
    double used = 0;
    int visibleFrom = prefix;
    if (data.line.kind == LineKind::Number) {
        visibleFrom = 0;
        while (visibleFrom < prefix && block.text()[visibleFrom].isSpace())
            ++visibleFrom;
        used = QFontMetricsF(m_body).horizontalAdvance(block.text().mid(visibleFrom, prefix - visibleFrom));
    }
    if (visibleFrom > 0)
        ranges.append({0, std::min(visibleFrom, prefix - 1), hidden(HiddenPixels)});
    QTextCharFormat last = data.line.kind == LineKind::Number ? QTextCharFormat() : hidden(HiddenPixels);
    if (data.line.kind == LineKind::Number) {
        last.setForeground(token(Token::TextSecondary));
        if (prefix - 1 > visibleFrom)
            ranges.append({visibleFrom, prefix - 1 - visibleFrom, last});
    }
    last.setFontLetterSpacingType(QFont::AbsoluteSpacing);
    last.setFontLetterSpacing(std::max(0.0, slot - used));
    ranges.append({prefix - 1, 1, last});
}

} // namespace lockleaf::ui
