// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/link_spots.h"

#include "ui/editor/markdown_inline.h"

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr QStringView LinkOpen = u"[[";
constexpr QStringView LinkClose = u"]]";
/// Nobody looks for a note by more than this.
constexpr qsizetype LongestWritten = 200;

bool isCode(const markdown::Line& line)
{
    return line.kind == markdown::LineKind::Fence || line.kind == markdown::LineKind::CodeLine ||
           line.kind == markdown::LineKind::FrontMatter;
}

std::uint16_t lookAt(const markdown::Line& line, qsizetype column)
{
    const auto at = static_cast<std::size_t>(column);
    return column >= 0 && at < line.looks.size() ? line.looks[at] : std::uint16_t{0};
}

bool containsAnyOf(QStringView text, QStringView characters)
{
    return std::ranges::any_of(text, [characters](QChar c) { return characters.contains(c); });
}

/// What a link says before its words; in a table the bar is written with a backslash before it.
QStringView withoutWords(QStringView inner)
{
    const qsizetype bar = inner.indexOf(u'|');
    if (bar < 0)
        return inner.trimmed();
    return inner.left(bar > 0 && inner[bar - 1] == u'\\' ? bar - 1 : bar).trimmed();
}

std::optional<LinkSpot> tagBeingWritten(QStringView line, qsizetype caret)
{
    qsizetype hash = caret - 1;
    while (hash >= 0 && line[hash] != u'#') {
        if (line[hash].isSpace() || caret - hash > LongestWritten)
            return std::nullopt;
        --hash;
    }
    if (hash < 0 || caret - hash < 2)
        return std::nullopt;
    const QStringView before = line.left(caret);
    qsizetype end = markdown::tagEnd(before, hash);
    if (end > hash)
        while (end < caret && (before[end] == u'/' || before[end] == u'-')) // a part is still to come
            ++end;
    if (end != caret)
        return std::nullopt;
    return LinkSpot{LinkSpot::Kind::Tag, hash + 1, before.mid(hash + 1).toString()};
}

} // namespace

std::optional<LinkSpot> spotBeingWritten(QStringView line, const markdown::Line& looks, qsizetype caret)
{
    if (isCode(looks) || caret > line.size() || (lookAt(looks, caret - 1) & markdown::InlineCode))
        return std::nullopt;
    const QStringView before = line.left(caret);
    const qsizetype open = before.lastIndexOf(LinkOpen);
    if (open >= 0 && !(lookAt(looks, open) & markdown::InlineCode)) {
        const QStringView typed = before.mid(open + LinkOpen.size());
        const bool still =
            !containsAnyOf(typed, u"[]|") && typed.size() <= LongestWritten && !typed.startsWith(u' ');
        if (still)
            return LinkSpot{LinkSpot::Kind::Note, open + LinkOpen.size(), typed.toString()};
    }
    return tagBeingWritten(line, caret);
}

std::optional<LinkSpot> spotAt(QStringView line, const markdown::Line& looks, qsizetype column)
{
    const std::uint16_t look = lookAt(looks, column);
    if (look & markdown::Tag) {
        const qsizetype hash = line.left(column + 1).lastIndexOf(u'#');
        const qsizetype end = hash < 0 ? -1 : markdown::tagEnd(line, hash);
        if (end <= column)
            return std::nullopt;
        return LinkSpot{LinkSpot::Kind::Tag, hash + 1, line.mid(hash + 1, end - hash - 1).toString()};
    }
    if (!(look & (markdown::Link | markdown::Mark)))
        return std::nullopt;
    const qsizetype open = line.left(column + LinkOpen.size()).lastIndexOf(LinkOpen);
    const qsizetype close = open < 0 ? -1 : line.indexOf(LinkClose, open + LinkOpen.size());
    const bool isLink = close > open + LinkOpen.size() && column < close + LinkClose.size() &&
                        (lookAt(looks, open) & markdown::Mark) &&
                        (lookAt(looks, open + LinkOpen.size()) & markdown::Link);
    if (!isLink)
        return std::nullopt;
    const qsizetype begin = open + LinkOpen.size();
    const QStringView target = withoutWords(line.mid(begin, close - begin));
    if (target.isEmpty() || target.startsWith(u'#')) // a place in the same note
        return std::nullopt;
    return LinkSpot{LinkSpot::Kind::Note, begin, target.toString()};
}

bool isLinkable(QStringView title)
{
    return !title.trimmed().isEmpty() && !containsAnyOf(title, u"[]|#\\");
}

} // namespace lockleaf::ui
