// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/markdown_inline.h"

#include "ui/editor/markdown_scanner.h"

#include <algorithm>

namespace lockleaf::ui::markdown {

namespace {

/// Emphasis deeper than this in one line is shown plain.
constexpr std::size_t MostOpen = 64;

class InlineScanner
{
public:
    InlineScanner(QStringView text, qsizetype from)
        : m_text(text), m_at(from), m_looks(static_cast<std::size_t>(text.size()), 0)
    {
    }

    std::vector<std::uint16_t> run()
    {
        while (m_at < m_text.size())
            step();
        const bool plain = std::ranges::all_of(m_looks, [](std::uint16_t look) { return look == 0; });
        return plain ? std::vector<std::uint16_t>() : std::move(m_looks);
    }

private:
    struct Opener
    {
        QChar mark;
        int length;
        qsizetype at;
    };

    void step()
    {
        const QChar c = m_text[m_at];
        if (c == u'\\' && m_at + 1 < m_text.size() && m_text[m_at + 1].isPunct())
            m_at += 2;
        else if (c == u'`')
            code();
        else if (c == u'[' || c == u'!')
            link();
        else if (c == u'*' || c == u'_' || c == u'~')
            emphasis();
        else if (c == u'#')
            tag();
        else if (c == u'h')
            address();
        else
            ++m_at;
    }

    [[nodiscard]] QChar at(qsizetype i) const
    {
        return i >= 0 && i < m_text.size() ? m_text[i] : QChar(u' ');
    }
    void add(qsizetype from, qsizetype to, int look)
    {
        for (qsizetype i = from; i < to; ++i)
            m_looks[static_cast<std::size_t>(i)] |= static_cast<std::uint16_t>(look);
    }

    void code()
    {
        qsizetype length = 0;
        while (at(m_at + length) == u'`')
            ++length;
        for (qsizetype i = m_at + length; i < m_text.size();) {
            if (m_text[i] != u'`') {
                ++i;
                continue;
            }
            qsizetype close = 0;
            while (at(i + close) == u'`')
                ++close;
            if (close == length) {
                add(m_at, m_at + length, Mark);
                add(m_at + length, i, InlineCode);
                add(i, i + close, Mark);
                m_at = i + close;
                return;
            }
            i += close;
        }
        m_at += length;
    }

    void link()
    {
        const qsizetype open = m_text[m_at] == u'!' ? m_at + 1 : m_at;
        if (at(open) != u'[') {
            ++m_at;
            return;
        }
        if (open == m_at && at(open + 1) == u'[') {
            const qsizetype close = m_text.indexOf(QStringView(u"]]"), open + 2);
            if (close > open + 2) {
                add(open, open + 2, Mark);
                add(open + 2, close, Link);
                add(close, close + 2, Mark);
                m_at = close + 2;
                return;
            }
        }
        const qsizetype middle = m_text.indexOf(QStringView(u"]("), open + 1);
        const qsizetype nested = m_text.indexOf(u'[', open + 1);
        const qsizetype end = middle < 0 ? -1 : m_text.indexOf(u')', middle + 2);
        if (middle <= open + 1 || end < 0 || (nested >= 0 && nested < middle)) {
            m_at = open + 1;
            return;
        }
        add(m_at, open + 1, Mark);
        add(open + 1, middle, Link);
        add(middle, end + 1, Mark);
        m_at = end + 1;
    }

    void emphasis()
    {
        const QChar mark = m_text[m_at];
        int length = 0;
        while (at(m_at + length) == mark)
            ++length;
        const QChar before = at(m_at - 1);
        const QChar after = at(m_at + length);
        const bool word = mark == u'_'; // inside words it is a part of the name
        const bool canOpen = !after.isSpace() && !(word && before.isLetterOrNumber());
        const bool canClose = !before.isSpace() && m_at > 0 && !(word && after.isLetterOrNumber());
        const bool fits = mark == u'~' ? length == 2 : length <= 3;
        const qsizetype here = m_at;
        m_at += length;
        if (!fits)
            return;
        if (canClose) {
            const auto opener = std::find_if(m_open.rbegin(), m_open.rend(), [&](const Opener& candidate) {
                return candidate.mark == mark && candidate.length == length;
            });
            if (opener != m_open.rend()) {
                add(opener->at, opener->at + length, Mark);
                add(opener->at + length, here, lookOf(mark, length));
                add(here, here + length, Mark);
                m_open.erase(std::prev(opener.base()), m_open.end());
                return;
            }
        }
        if (canOpen && m_open.size() < MostOpen)
            m_open.push_back({mark, length, here});
    }

    static int lookOf(QChar mark, int length)
    {
        if (mark == u'~')
            return Strike;
        return length == 1 ? Italic : length == 2 ? Bold : Bold | Italic;
    }

    void tag()
    {
        const qsizetype end = tagEnd(m_text, m_at);
        add(m_at, end, Tag);
        m_at = std::max(end, m_at + 1);
    }

    void address()
    {
        const QStringView rest = m_text.mid(m_at);
        const bool begins = !at(m_at - 1).isLetterOrNumber() && (rest.startsWith(QStringView(u"https://")) ||
                                                                 rest.startsWith(QStringView(u"http://")));
        if (!begins) {
            ++m_at;
            return;
        }
        qsizetype end = m_at;
        while (end < m_text.size() && !m_text[end].isSpace() && m_text[end] != u'<' && m_text[end] != u'>' &&
               m_text[end] != u'"')
            ++end;
        while (end > m_at && (QStringView(u".,;:!?)'").contains(m_text[end - 1])))
            --end;
        add(m_at, end, Link);
        m_at = end;
    }

    QStringView m_text;
    qsizetype m_at;
    std::vector<std::uint16_t> m_looks;
    std::vector<Opener> m_open;
};

} // namespace

std::vector<std::uint16_t> inlineLooks(QStringView text, int from)
{
    return InlineScanner(text, from).run();
}

qsizetype tagEnd(QStringView text, qsizetype at)
{
    const QChar before = at > 0 ? text[at - 1] : QChar(u' ');
    if (at + 1 >= text.size() || !text[at + 1].isLetter() || before.isLetterOrNumber() || before == u'#' ||
        before == u'/' || before == u'&')
        return at;
    qsizetype end = at + 1;
    while (end < text.size() && (text[end].isLetterOrNumber() || text[end] == u'-' || text[end] == u'_' ||
                                 text[end] == u'/' || text[end].isMark() || text[end].isSurrogate()))
        ++end;
    while (end > at + 2 && (text[end - 1] == u'/' || text[end - 1] == u'-'))
        --end;
    return end;
}

} // namespace lockleaf::ui::markdown
