// SPDX-License-Identifier: GPL-3.0-or-later
// A note as HTML: whatever it says, what comes out is bounded, is text where the note was, and has no markup
// but ours.
#include "core/base/text.h"
#include "core/interchange/html_tokens.h"
#include "core/interchange/markdown_html.h"

#include <cstdint>
#include <cstdlib>
#include <set>

using namespace lockleaf;

namespace {

const std::set<std::string_view>& ourElements()
{
    static const std::set<std::string_view> elements{
        "a",   "blockquote", "br",    "code",  "em", "h1",    "h2", "h3",  "h4", "h5",
        "h6",  "hr",         "img",   "input", "li", "ol",    "p",  "pre", "s",  "strong",
        "sup", "table",      "tbody", "td",    "th", "thead", "tr", "ul"};
    return elements;
}

void checkMarkup(std::string_view html)
{
    HtmlTokens tokens(html);
    for (HtmlToken token = tokens.next(); token.kind != HtmlToken::Kind::End; token = tokens.next()) {
        if (token.kind == HtmlToken::Kind::Text)
            continue;
        if (!ourElements().contains(token.name))
            std::abort();
        const auto address =
            token.name == "img" ? htmlAttribute(token.text, "src") : htmlAttribute(token.text, "href");
        if (address && !address->starts_with("ours:"))
            std::abort();
    }
}

void check(std::string_view text, bool forBrowser)
{
    HtmlOptions options;
    options.forBrowser = forBrowser;
    options.firstLineIsTitle = true;
    options.limits = {std::size_t{1} << 16, std::size_t{1} << 20, 100'000, 20, 20};
    options.address = [](const HtmlTarget& target) -> std::optional<std::string> {
        if (target.kind == HtmlTarget::Kind::Web && !isWebAddress(target.written))
            std::abort();
        if (target.kind == HtmlTarget::Kind::Foreign)
            return std::nullopt;
        return "ours:" + target.written;
    };
    const auto html = markdownToHtml(text, options);
    if (!html)
        return;
    if (html->size() > options.limits.output || (isStorableText(text) && !isStorableText(*html)))
        std::abort();
    checkMarkup(*html);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check(text, false);
    check(text, true);
    return 0;
}
