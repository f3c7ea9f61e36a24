// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/html_output.h"

namespace lockleaf {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// What stands for the character at `at`; empty where it stands for itself. `size`: its bytes.
std::string_view escapeOf(std::string_view text, std::size_t at, std::size_t& size)
{
    size = 1;
    switch (text[at]) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
    case '\n':
        return {};
    default:
        break;
    }
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte == 0x7F)
        return replacement;
    const std::string_view three = text.substr(at, 3);
    // Ends of lines and paragraphs, marks of frames and objects: a document is made of these.
    const bool isStructure = three == "\xE2\x80\xA8" || three == "\xE2\x80\xA9" || three == "\xEF\xB7\x90" ||
                             three == "\xEF\xB7\x91" || three == "\xEF\xBF\xBC";
    if (!isStructure)
        return {};
    size = 3;
    return replacement;
}

} // namespace

void HtmlOutput::markup(std::string_view text)
{
    if (m_html.size() + text.size() > m_limit)
        m_full = true;
    if (!m_full)
        m_html += text;
}

void HtmlOutput::text(std::string_view text)
{
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t size = 1;
        const std::string_view escape = escapeOf(text, at, size);
        if (!escape.empty()) {
            markup(text.substr(begin, at - begin));
            markup(escape);
            begin = at + size;
        }
        at += size;
    }
    markup(text.substr(begin));
}

bool HtmlOutput::takeBack(std::string_view markup)
{
    if (!m_html.ends_with(markup))
        return false;
    m_html.resize(m_html.size() - markup.size());
    return true;
}

void HtmlOutput::insert(std::size_t place, std::string_view markup)
{
    if (m_html.size() + markup.size() > m_limit)
        m_full = true;
    if (!m_full)
        m_html.insert(place, markup);
}

} // namespace lockleaf
