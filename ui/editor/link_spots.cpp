// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/link_spots.h"

#include "core/vault/note_markup.h"
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

/// `[words](target)` around `column`.
std::optional<LinkSpot> inlineLinkAt(QStringView line, const markdown::Line& looks, qsizetype column)
{
    const qsizetype open = line.left(column + 1).lastIndexOf(u'[');
    const qsizetype middle = open < 0 ? -1 : line.indexOf(QStringView(u"]("), open + 1);
    const qsizetype end = middle < 0 ? -1 : line.indexOf(u')', middle + 2);
    const bool isLink = end >= column && (lookAt(looks, open) & markdown::Mark) &&
                        (lookAt(looks, middle) & markdown::Mark) && (lookAt(looks, end) & markdown::Mark);
    if (!isLink)
        return std::nullopt;
    const std::string inner = line.mid(middle + 2, end - middle - 2).toString().toStdString();
    const QString target = QString::fromStdString(std::string(targetIn(inner)));
    if (target.isEmpty() || target.startsWith(u'#'))
        return std::nullopt;
    return LinkSpot{LinkSpot::Kind::Target, middle + 2, target};
}

std::optional<LinkSpot> addressAt(QStringView line, const markdown::Line& looks, qsizetype column)
{
    const auto belongs = [&](qsizetype at) {
        return (lookAt(looks, at) & markdown::Link) && !line[at].isSpace();
    };
    if (column >= line.size() || !belongs(column))
        return std::nullopt;
    qsizetype begin = column;
    while (begin > 0 && belongs(begin - 1))
        --begin;
    qsizetype end = column + 1;
    while (end < line.size() && belongs(end))
        ++end;
    const QStringView address = line.mid(begin, end - begin);
    if (!address.startsWith(QStringView(u"http://")) && !address.startsWith(QStringView(u"https://")))
        return std::nullopt;
    return LinkSpot{LinkSpot::Kind::Address, begin, address.toString()};
}

std::optional<LinkSpot> outwardAt(QStringView line, const markdown::Line& looks, qsizetype column)
{
    const auto link = inlineLinkAt(line, looks, column);
    return link ? link : addressAt(line, looks, column);
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
        return outwardAt(line, looks, column);
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
