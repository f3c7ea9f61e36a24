// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/html_tokens.h"

#include <string>

namespace lockleaf {

/// What an element of HTML or ENML is, as far as it matters in Markdown.
enum class Element {
    Other,
    Block,
    Paragraph,
    Heading,
    List,
    Item,
    Quote,
    Pre,
    Code,
    Bold,
    Italic,
    Strike,
    Marked,
    Link,
    Break,
    Rule,
    Picture,
    Input,
    Media,
    Todo,
    Crypt,
    Table,
    Row,
    Cell,
    Script,
    Span,
    Void,
};

[[nodiscard]] Element elementOf(const std::string& name);
/// Whether an element holds nothing.
[[nodiscard]] bool isAlone(Element element);
/// The `style` of a tag, without spaces.
[[nodiscard]] std::string styleOf(const HtmlToken& token);
[[nodiscard]] bool isCodeBlock(const std::string& style);
/// Whether the table that begins before `tokens` is one of words, and not one that places parts of a page.
[[nodiscard]] bool isDataTable(HtmlTokens tokens);
/// Whether `text` has nothing but white space.
[[nodiscard]] bool isBlank(std::string_view text);

} // namespace lockleaf
