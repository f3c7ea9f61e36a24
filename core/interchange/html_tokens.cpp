// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/html_tokens.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::string_view htmlBlanks = " \t\r\n\f";

bool beginsName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string lowerCased(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
}

} // namespace

HtmlToken HtmlTokens::next()
{
    while (m_at < m_text.size()) {
        const std::size_t begin = m_at;
        std::size_t search = begin;
        if (m_text[begin] == '<') {
            if (m_text.substr(begin).starts_with("<![CDATA[")) {
                const std::size_t from = begin + 9;
                const std::size_t end = std::min(m_text.find("]]>", from), m_text.size());
                m_at = std::min(end + 3, m_text.size());
                return {HtmlToken::Kind::Text, {}, m_text.substr(from, end - from), true, false, begin};
            }
            if (skipDeclaration())
                continue;
            if (auto tag = takeTag())
                return std::move(*tag);
            ++search; // it only looks like one
        }
        m_at = nextMark(search);
        return {HtmlToken::Kind::Text, {}, m_text.substr(begin, m_at - begin), false, false, begin};
    }
    return {HtmlToken::Kind::End, {}, {}, false, false, m_text.size()};
}

/// The next place where something but text may begin.
std::size_t HtmlTokens::nextMark(std::size_t from) const
{
    for (std::size_t at = from; (at = m_text.find('<', at)) != std::string_view::npos; ++at) {
        const char after = at + 1 < m_text.size() ? m_text[at + 1] : ' ';
        if (after == '/' || after == '!' || after == '?' || beginsName(after))
            return at;
    }
    return m_text.size();
}

/// Passes over all comments, instructions and document types that stand in a row.
bool HtmlTokens::skipDeclaration()
{
    const std::size_t begin = m_at;
    while (true) {
        const std::string_view rest = m_text.substr(m_at);
        std::size_t length = 0;
        if (rest.starts_with("<!--")) {
            const std::size_t end = rest.find("-->", 4);
            length = end == std::string_view::npos ? rest.size() : end + 3;
        } else if (rest.starts_with("<?")) {
            const std::size_t end = rest.find('>');
            length = end == std::string_view::npos ? rest.size() : end + 1;
        } else if (rest.starts_with("<!") && !rest.starts_with("<![CDATA[")) {
            const std::size_t stop = rest.find_first_of("[>");
            std::size_t end = stop;
            if (stop != std::string_view::npos && rest[stop] == '[' && !m_noSubsetEnd) { // declarations
                const std::size_t close = rest.find("]>", stop);
                m_noSubsetEnd = close == std::string_view::npos;
                end = m_noSubsetEnd ? stop : close + 1;
            }
            length = end == std::string_view::npos ? rest.size() : end + 1;
        } else {
            return m_at > begin;
        }
        m_at += length;
    }
}

/// The place of the `>` that ends a tag, outside of quotes that are closed; npos where there is none.
std::size_t HtmlTokens::tagEnd(std::size_t from)
{
    if (m_noTagEnd)
        return std::string_view::npos;
    std::size_t at = from;
    while (true) {
        at = m_text.find_first_of("\"'>", at);
        if (at == std::string_view::npos)
            break;
        if (m_text[at] == '>')
            return at;
        const std::size_t before = m_text.find_last_not_of(htmlBlanks, at - 1);
        if (m_text[before] != '=') { // astray
            ++at;
            continue;
        }
        bool& none = m_noQuoteEnd[m_text[at] == '"' ? 0 : 1];
        const std::size_t close = none ? std::string_view::npos : m_text.find(m_text[at], at + 1);
        none = close == std::string_view::npos;
        at = none ? at + 1 : close + 1;
    }
    const std::size_t plain = m_text.find('>', from);
    m_noTagEnd = plain == std::string_view::npos;
    return plain;
}

std::optional<HtmlToken> HtmlTokens::takeTag()
{
    HtmlToken token;
    token.begin = m_at;
    std::size_t nameBegin = m_at + 1;
    const bool closing = nameBegin < m_text.size() && m_text[nameBegin] == '/';
    nameBegin += closing ? 1 : 0;
    if (nameBegin >= m_text.size() || !beginsName(m_text[nameBegin]))
        return std::nullopt;
    const std::size_t end = tagEnd(nameBegin);
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view inside = m_text.substr(nameBegin, end - nameBegin);
    const std::size_t nameEnd = std::min(inside.find_first_of(" \t\r\n\f/"), inside.size());
    token.kind = closing ? HtmlToken::Kind::Close : HtmlToken::Kind::Open;
    token.name = lowerCased(inside.substr(0, std::min<std::size_t>(nameEnd, 64)));
    token.text = inside.substr(nameEnd);
    token.closesItself = token.text.ends_with('/');
    m_at = end + 1;
    return token;
}

void HtmlTokens::skipBehind(std::string_view name)
{
    std::size_t at = m_at;
    while ((at = m_text.find("</", at)) != std::string_view::npos) {
        if (lowerCased(m_text.substr(at + 2, name.size())) == name) {
            m_at = at;
            static_cast<void>(next());
            return;
        }
        at += 2;
    }
    m_at = m_text.size();
}

std::optional<std::string> htmlAttribute(std::string_view attributes, std::string_view name)
{
    std::size_t at = 0;
    while (true) {
        at = attributes.find_first_not_of(" \t\r\n\f/=", at);
        if (at == std::string_view::npos)
            return std::nullopt;
        const std::size_t nameEnd = std::min(attributes.find_first_of(" \t\r\n\f/=", at), attributes.size());
        const bool found = lowerCased(attributes.substr(at, nameEnd - at)) == name;
        at = std::min(attributes.find_first_not_of(htmlBlanks, nameEnd), attributes.size());
        std::string_view value;
        if (at < attributes.size() && attributes[at] == '=') {
            at = std::min(attributes.find_first_not_of(htmlBlanks, at + 1), attributes.size());
            const bool quoted = at < attributes.size() && (attributes[at] == '"' || attributes[at] == '\'');
            const std::size_t begin = at + (quoted ? 1 : 0);
            const std::size_t end = std::min(quoted ? attributes.find(attributes[at], begin)
                                                    : attributes.find_first_of(htmlBlanks, begin),
                                             attributes.size());
            value = attributes.substr(std::min(begin, attributes.size()), end - begin);
            at = std::min(end + (quoted ? 1 : 0), attributes.size());
        }
        if (found)
            return decodedReferences(value);
    }
}

} // namespace lockleaf
