// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/markdown_scanner.h"

#include "ui/editor/markdown_inline.h"

#include <algorithm>

namespace lockleaf::ui::markdown {

namespace {

constexpr int SpacesPerLevel = 2;
constexpr int DeepestLevel = 8;
constexpr int LongestNumber = 9; // CommonMark's limit for ordered lists

/// Length of the run of `c` at `at`.
int runLength(QStringView text, qsizetype at, QChar c)
{
    qsizetype end = at;
    while (end < text.size() && text[end] == c)
        ++end;
    return static_cast<int>(end - at);
}

bool isBlank(QStringView text)
{
    return text.trimmed().isEmpty();
}

struct FenceMark
{
    int length = 0; ///< 0: no fence.
    bool tilde = false;
    bool bare = false; ///< Nothing after it: it may close.
};

FenceMark fenceIn(QStringView text)
{
    const int indent = runLength(text, 0, u' ');
    if (indent > 3 || indent >= text.size())
        return {};
    const QChar c = text[indent];
    if (c != u'`' && c != u'~')
        return {};
    const int length = runLength(text, indent, c);
    const QStringView rest = text.mid(indent + length);
    if (length < 3 || (c == u'`' && rest.contains(u'`')))
        return {};
    return {std::min(length, 255), c == u'~', isBlank(rest)};
}

bool closes(const FenceMark& fence, const LineState& open)
{
    return fence.length >= open.fenceLength && fence.length > 0 && fence.tilde == open.tilde && fence.bare;
}

bool isRule(QStringView text)
{
    QChar mark;
    int count = 0;
    for (const QChar c : text) {
        if (c == u' ' || c == u'\t')
            continue;
        if (c != u'-' && c != u'*' && c != u'_')
            return false;
        if (!mark.isNull() && c != mark)
            return false;
        mark = c;
        ++count;
    }
    return count >= 3;
}

/// Indentation of a list in spaces, a tab counting as a level.
int indentOf(QStringView text, int& characters)
{
    int width = 0;
    characters = 0;
    for (const QChar c : text) {
        if (c == u' ')
            ++width;
        else if (c == u'\t')
            width += SpacesPerLevel;
        else
            break;
        ++characters;
    }
    return width;
}

void readList(QStringView text, Line& line)
{
    int at = 0;
    const int indent = indentOf(text, at);
    if (at >= text.size())
        return;
    const QChar c = text[at];
    if (c == u'-' || c == u'*' || c == u'+') {
        if (at + 1 >= text.size() || text[at + 1] != u' ')
            return;
        line.kind = LineKind::Bullet;
        line.prefix = at + 2;
        const QStringView box = text.mid(at + 2, 4);
        const bool boxed = box.size() == 4 && box[0] == u'[' && box[2] == u']' && box[3] == u' ';
        if (boxed && (box[1] == u' ' || box[1] == u'x' || box[1] == u'X')) {
            line.kind = LineKind::Task;
            line.done = box[1] != u' ';
            line.prefix = at + 6;
        }
    } else {
        int digits = 0;
        while (at + digits < text.size() && text[at + digits] >= u'0' && text[at + digits] <= u'9')
            ++digits;
        const int dot = at + digits;
        if (digits == 0 || digits > LongestNumber || dot + 1 >= text.size() ||
            (text[dot] != u'.' && text[dot] != u')') || text[dot + 1] != u' ')
            return;
        line.kind = LineKind::Number;
        line.prefix = dot + 2;
    }
    line.depth = std::min(indent / SpacesPerLevel, DeepestLevel);
}

void readHeadingOrQuote(QStringView text, Line& line)
{
    const int hashes = runLength(text, 0, u'#');
    if (hashes >= 1 && hashes <= 6 && hashes < text.size() && text[hashes] == u' ') {
        constexpr std::array kinds{LineKind::Heading1, LineKind::Heading2, LineKind::Heading3};
        line.kind = kinds[static_cast<std::size_t>(std::min(hashes, 3) - 1)];
        line.prefix = hashes + 1;
    } else if (text.startsWith(u'>')) {
        line.kind = LineKind::Quote;
        line.prefix = text.size() > 1 && text[1] == u' ' ? 2 : 1;
    }
}

} // namespace

int LineState::packed() const
{
    return mode | (titleSeen ? 4 : 0) | (tilde ? 8 : 0) | (fenceLength << 4);
}

LineState LineState::unpacked(int packed)
{
    if (packed < 0)
        return {};
    return {static_cast<Mode>(packed & 3), (packed & 4) != 0, (packed & 8) != 0,
            static_cast<std::uint8_t>((packed >> 4) & 255)};
}

LineState stateAfter(QStringView text, const LineState& before)
{
    LineState after = before;
    const auto isFrontMatterFence = [&] { return text.trimmed() == QStringView(u"---"); };
    if (before.mode == LineState::InFrontMatter) {
        if (isFrontMatterFence())
            after.mode = LineState::Text;
        return after;
    }
    if (before.mode == LineState::InFence) {
        if (closes(fenceIn(text), before))
            after = {LineState::Text, true, false, 0};
        return after;
    }
    if (before.mode == LineState::AtTop && text.startsWith(u"---") && isFrontMatterFence()) {
        after.mode = LineState::InFrontMatter;
        return after;
    }
    after.mode = LineState::Text;
    if (const FenceMark fence = fenceIn(text); fence.length > 0)
        return {LineState::InFence, true, fence.tilde, static_cast<std::uint8_t>(fence.length)};
    after.titleSeen = before.titleSeen || !isBlank(text);
    return after;
}

Line scanLine(QStringView text, const LineState& before)
{
    Line line;
    line.after = stateAfter(text, before);
    if (before.mode == LineState::InFrontMatter || line.after.mode == LineState::InFrontMatter) {
        line.kind = LineKind::FrontMatter;
        return line;
    }
    if (before.mode == LineState::InFence) {
        line.kind = line.after.mode == LineState::InFence ? LineKind::CodeLine : LineKind::Fence;
        return line;
    }
    if (line.after.mode == LineState::InFence) {
        line.kind = LineKind::Fence;
        return line;
    }
    const bool isFirst = line.after.titleSeen && !before.titleSeen;
    readHeadingOrQuote(text, line);
    if (line.kind == LineKind::Paragraph) {
        if (!isFirst && isRule(text))
            line.kind = LineKind::Rule;
        else
            readList(text, line);
    }
    const bool isHeading =
        line.kind == LineKind::Heading1 || line.kind == LineKind::Heading2 || line.kind == LineKind::Heading3;
    if (isFirst && (isHeading || line.kind == LineKind::Paragraph))
        line.kind = LineKind::Title;
    if (line.kind != LineKind::Rule && text.size() <= longestStyledLine)
        line.looks = inlineLooks(text, line.prefix);
    return line;
}

} // namespace lockleaf::ui::markdown
