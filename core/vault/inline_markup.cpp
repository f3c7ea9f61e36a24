// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/inline_markup.h"

#include "core/vault/markdown_lines.h"

#include <algorithm>
#include <utf8proc.h>

namespace lockleaf {

namespace {

/// What may begin something; all other bytes are passed over.
constexpr std::array<bool, 256> markBytes = [] {
    std::array<bool, 256> table{};
    for (const char c : {'\\', '`', '[', ']', '<', ':', '#'})
        table.at(static_cast<unsigned char>(c)) = true;
    return table;
}();

constexpr std::int32_t joinsNot = 0x200C; ///< Zero width non-joiner, part of words in some scripts.
constexpr std::int32_t joins = 0x200D;

bool isPunctuation(char c)
{
    return c > ' ' && c < 127 && !isWordByte(c);
}

bool isLetter(std::int32_t c)
{
    const utf8proc_category_t category = utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/// Letters, marks, digits and other numbers, joiners.
bool isWordCharacter(std::int32_t c)
{
    const utf8proc_category_t category = utf8proc_category(c);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) || c == joins ||
           c == joinsNot;
}

struct Character
{
    std::int32_t value = -1; ///< -1: there is none, or no UTF-8.
    std::size_t size = 0;
};

Character characterAt(std::string_view text, std::size_t at)
{
    if (at >= text.size())
        return {};
    utf8proc_int32_t value = -1;
    const utf8proc_ssize_t size =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                         static_cast<utf8proc_ssize_t>(text.size() - at), &value);
    return size <= 0 ? Character{} : Character{value, static_cast<std::size_t>(size)};
}

/// Whether they are the same but for capitals of ASCII.
bool isName(std::string_view text, std::string_view name)
{
    return std::ranges::equal(text, name, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

/// The character that ends right before `at`, which is not 0.
std::int32_t characterBefore(std::string_view text, std::size_t at)
{
    std::size_t begin = at - 1;
    while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80)
        --begin;
    return characterAt(text, begin).value;
}

} // namespace

void InlineMarkup::run()
{
    while (m_at < m_line.size()) {
        if (markBytes[static_cast<unsigned char>(m_line[m_at])])
            step();
        else
            ++m_at;
    }
}

void InlineMarkup::step()
{
    switch (m_line[m_at]) {
    case '\\':
        return takeEscape();
    case '`':
        return takeCode();
    case '[':
        return takeBracket();
    case ']':
        return takeLinkTarget();
    case '<':
        return takeAngle();
    case ':':
        return takeAddress();
    default:
        return takeTag();
    }
}

void InlineMarkup::takeEscape()
{
    m_at += isPunctuation(at(m_at + 1)) ? 2U : 1U;
}

void InlineMarkup::takeCode()
{
    const auto runAt = [this](std::size_t from) {
        return std::min(m_line.find_first_not_of('`', from), m_line.size()) - from;
    };
    const std::size_t marksHere = runAt(m_at);
    m_at += marksHere;
    if (marksHere >= m_noCodeEnd.size() || m_noCodeEnd[marksHere])
        return;
    for (std::size_t end = m_line.find('`', m_at); end < m_line.size();) {
        const std::size_t closing = runAt(end);
        if (closing == marksHere) {
            m_at = end + closing;
            return;
        }
        end = m_line.find('`', end + closing);
    }
    m_noCodeEnd[marksHere] = true;
}

void InlineMarkup::takeBracket()
{
    const std::size_t begin = m_at++;
    m_openBrackets.push_back(begin > 0 && m_line[begin - 1] == '!');
    if (at(m_at) != '[')
        return;
    // Up to the first bracket: where that does not close the link, none before it can.
    const std::size_t end = m_line.find_first_of("[]", m_at + 1);
    if (end == std::string_view::npos || m_line[end] == '[' || at(end + 1) != ']')
        return;
    m_openBrackets.pop_back();
    m_at = end + 2;
    reportLink(begin, end + 2);
}

void InlineMarkup::reportLink(std::size_t begin, std::size_t end)
{
    WikiLink link;
    link.embed = begin > 0 && m_line[begin - 1] == '!';
    link.inner = m_line.substr(begin + 2, end - begin - 4);
    link.text = link.inner.substr(link.inner.size());
    if (const std::size_t bar = link.inner.find('|'); bar != std::string_view::npos) {
        link.text = link.inner.substr(bar + 1);
        // In a table the bar is written with a backslash before it.
        link.inner = link.inner.substr(0, bar > 0 && link.inner[bar - 1] == '\\' ? bar - 1 : bar);
    }
    const std::size_t hash = std::min(link.inner.find('#'), link.inner.size());
    link.target = trimmed(link.inner.substr(0, hash));
    link.heading = trimmed(link.inner.substr(std::min(hash + 1, link.inner.size())));
    link.whole = m_line.substr(begin - (link.embed ? 1 : 0), end - begin + (link.embed ? 1 : 0));
    m_visitor.link(link);
}

void InlineMarkup::takeLinkTarget()
{
    ++m_at;
    if (m_openBrackets.empty())
        return;
    const bool picture = m_openBrackets.back();
    m_openBrackets.pop_back();
    if (at(m_at) != '(' || m_noParenthesis)
        return;
    std::size_t open = 1;
    std::size_t end = m_at;
    while (!m_noBalanced && open > 0) {
        end = m_line.find_first_of("()", end + 1);
        if (end == std::string_view::npos)
            m_noBalanced = true; // from here on targets end at the next parenthesis
        else
            open = m_line[end] == '(' ? open + 1 : open - 1;
    }
    if (m_noBalanced)
        end = m_line.find(')', m_at + 1);
    if (end == std::string_view::npos) {
        m_noParenthesis = true;
        return;
    }
    const std::string_view target = targetIn(m_line.substr(m_at + 1, end - m_at - 1));
    if (!target.empty())
        m_visitor.target({target, picture});
    m_at = end + 1;
}

/// The address in `<img … src="…">` or `<a … href="…">`.
void InlineMarkup::reportAttribute(std::string_view element)
{
    const std::size_t name = std::min(element.find_first_of(" \t/"), element.size());
    const bool picture = isName(element.substr(0, name), "img");
    if (!picture && !isName(element.substr(0, name), "a"))
        return;
    const std::string_view wanted = picture ? "src" : "href";
    for (std::size_t equals = element.find('='); equals != std::string_view::npos;) {
        const char quote = equals + 1 < element.size() ? element[equals + 1] : '\0';
        const bool quoted = quote == '"' || quote == '\'';
        const std::size_t begin = equals + (quoted ? 2 : 1);
        const std::size_t end = quoted ? element.find(quote, begin) : element.find_first_of(" \t", begin);
        const std::string_view value = element.substr(begin, std::min(end, element.size()) - begin);
        const bool named = equals > wanted.size() && isBlank(element[equals - wanted.size() - 1]) &&
                           isName(element.substr(equals - wanted.size(), wanted.size()), wanted);
        if (named && !value.empty())
            m_visitor.target({value, picture});
        equals = end == std::string_view::npos ? end : element.find('=', end);
    }
}

void InlineMarkup::takeAngle()
{
    const char next = at(++m_at);
    if (m_noAngle || !(next == '/' || next == '!' || (isWordByte(next) && (next < '0' || next > '9'))))
        return;
    const std::size_t end = m_line.find('>', m_at);
    if (end == std::string_view::npos) {
        m_noAngle = true;
    } else {
        reportAttribute(m_line.substr(m_at, end - m_at));
        m_at = end + 1;
    }
}

/// The rest of a bare address, in which `#` begins a place in a page.
void InlineMarkup::takeAddress()
{
    const bool address = m_at > 0 && isWordByte(m_line[m_at - 1]) && m_line.substr(m_at, 3) == "://";
    ++m_at;
    if (address)
        m_at = std::min(m_line.find_first_of(" \t\r<>`", m_at), m_line.size());
}

bool InlineMarkup::tagMayBegin() const
{
    if (m_at == 0)
        return true;
    const char before = m_line[m_at - 1];
    if (before == '_' || before == '&' || before == '/' || before == '#')
        return false;
    return !isWordByte(before) ||
           (static_cast<unsigned char>(before) >= 128 && !isWordCharacter(characterBefore(m_line, m_at)));
}

/// Where the name that begins at `begin` ends, with a letter in front; `begin` where there is none.
std::size_t InlineMarkup::tagEnd(std::size_t begin) const
{
    const Character first = characterAt(m_line, begin);
    if (first.value < 0 || !isLetter(first.value))
        return begin;
    std::size_t end = begin;
    std::size_t last = begin; // behind what may end the name
    while (end < m_line.size()) {
        const char c = m_line[end];
        if (c == '/' && m_line[end - 1] == '/')
            break; // no level without a name
        const Character next = characterAt(m_line, end);
        if (next.value < 0 || (c != '_' && c != '-' && c != '/' && !isWordCharacter(next.value)))
            break;
        end += next.size;
        if (c != '-' && c != '/' && next.value != joins && next.value != joinsNot)
            last = end;
    }
    return last;
}

void InlineMarkup::takeTag()
{
    const bool mayBegin = tagMayBegin();
    const std::size_t begin = ++m_at;
    if (!mayBegin)
        return;
    m_at = tagEnd(begin);
    if (m_at > begin && m_at - begin <= longestTag)
        m_visitor.tag({m_line.substr(begin, m_at - begin)});
}

} // namespace lockleaf
