// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/html_elements.h"

#include <algorithm>
#include <unordered_map>

namespace lockleaf {

Element elementOf(const std::string& name)
{
    using enum Element;
    static const std::unordered_map<std::string_view, Element> elements{
        {"div", Block},      {"section", Block},    {"article", Block},    {"header", Block},
        {"footer", Block},   {"main", Block},       {"nav", Block},        {"aside", Block},
        {"figure", Block},   {"figcaption", Block}, {"address", Block},    {"form", Block},
        {"fieldset", Block}, {"dl", Block},         {"dt", Block},         {"dd", Block},
        {"center", Block},   {"body", Block},       {"html", Block},       {"en-note", Block},
        {"caption", Block},  {"details", Block},    {"summary", Block},    {"p", Paragraph},
        {"h1", Heading},     {"h2", Heading},       {"h3", Heading},       {"h4", Heading},
        {"h5", Heading},     {"h6", Heading},       {"ul", List},          {"ol", List},
        {"menu", List},      {"li", Item},          {"blockquote", Quote}, {"pre", Pre},
        {"code", Code},      {"tt", Code},          {"kbd", Code},         {"samp", Code},
        {"b", Bold},         {"strong", Bold},      {"i", Italic},         {"em", Italic},
        {"s", Strike},       {"strike", Strike},    {"del", Strike},       {"u", Marked},
        {"ins", Marked},     {"mark", Marked},      {"a", Link},           {"br", Break},
        {"hr", Rule},        {"img", Picture},      {"input", Input},      {"en-media", Media},
        {"en-todo", Todo},   {"en-crypt", Crypt},   {"table", Table},      {"tr", Row},
        {"td", Cell},        {"th", Cell},          {"script", Script},    {"style", Script},
        {"title", Script},   {"template", Script},  {"textarea", Script},  {"span", Span},
        {"font", Span},      {"meta", Void},        {"link", Void},        {"col", Void},
        {"base", Void},      {"area", Void},        {"wbr", Void},         {"source", Void},
        {"embed", Void},     {"param", Void},       {"track", Void},
    };
    const auto found = elements.find(name);
    return found == elements.end() ? Other : found->second;
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n\f") == std::string_view::npos;
}

std::string styleOf(const HtmlToken& token)
{
    std::string style = htmlAttribute(token.text, "style").value_or("");
    std::erase(style, ' ');
    return style;
}

bool isAlone(Element element)
{
    return element == Element::Break || element == Element::Rule || element == Element::Picture ||
           element == Element::Media || element == Element::Todo || element == Element::Input ||
           element == Element::Void;
}

bool isCodeBlock(const std::string& style)
{
    return style.find("-en-codeblock:true") != std::string::npos;
}

bool isDataTable(HtmlTokens tokens)
{
    std::size_t widest = 0;
    std::size_t cells = 0;
    while (true) {
        const HtmlToken token = tokens.next();
        if (token.kind == HtmlToken::Kind::End)
            return false;
        if (token.kind == HtmlToken::Kind::Close && token.name == "table")
            return std::max(widest, cells) > 1;
        if (token.kind != HtmlToken::Kind::Open)
            continue;
        switch (elementOf(token.name)) {
        case Element::Table:
        case Element::List:
        case Element::Heading:
        case Element::Quote:
        case Element::Pre:
        case Element::Rule:
        case Element::Crypt:
            return false;
        case Element::Row:
            widest = std::max(widest, cells);
            cells = 0;
            break;
        case Element::Cell:
            ++cells;
            break;
        case Element::Block:
            if (isCodeBlock(styleOf(token)))
                return false;
            break;
        default:
            break;
        }
    }
}

} // namespace lockleaf
