// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/wiki_links.h"

#include "core/base/folded_text.h"
#include "core/vault/note_markup.h"

#include <unordered_set>
#include <utf8proc.h>

namespace lockleaf {

namespace {

constexpr std::string_view notInLinks = "[]|#\\";

/// `text` with every run of spaces, and of bytes in `alsoSpaces`, as one space, and none at its ends.
std::string collapsed(std::string_view text, std::string_view alsoSpaces)
{
    std::string out;
    bool gap = false;
    for (std::size_t at = 0; at < text.size();) {
        utf8proc_int32_t character = -1;
        const utf8proc_ssize_t read =
            utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                             static_cast<utf8proc_ssize_t>(text.size() - at), &character);
        const std::size_t size = read > 0 ? static_cast<std::size_t>(read) : 1;
        const bool space = (character >= 0 && character <= ' ') ||
                           (size == 1 && alsoSpaces.find(text[at]) != std::string_view::npos) ||
                           (size > 1 && utf8proc_category(character) == UTF8PROC_CATEGORY_ZS);
        if (!space) {
            if (gap && !out.empty())
                out += ' ';
            out += text.substr(at, size);
        }
        gap = space;
        at += size;
    }
    return out;
}

class TargetCollector final : public MarkupVisitor
{
public:
    void link(const WikiLink& link) override
    {
        std::string key = linkKey(link.target);
        if (!key.empty() && m_keys.insert(std::move(key)).second)
            m_targets.emplace_back(link.target);
    }
    [[nodiscard]] std::vector<std::string> finish() { return std::move(m_targets); }

private:
    std::unordered_set<std::string> m_keys;
    std::vector<std::string> m_targets;
};

class LinkRenamer final : public MarkupVisitor
{
public:
    LinkRenamer(std::string_view body, std::string_view oldTitle, std::string newText)
        : m_body(body), m_oldKey(linkKey(oldTitle)), m_newText(std::move(newText))
    {
        if (oldTitle.find('#') != std::string_view::npos)
            m_oldWhole = foldedText(collapsed(oldTitle, {}));
    }
    void link(const WikiLink& link) override
    {
        if (link.target.empty())
            return; // a heading of the same note
        if (!m_oldWhole.empty() && foldedText(collapsed(link.inner, {})) == m_oldWhole)
            replace(wholeOf(link));
        else if (!m_oldKey.empty() && linkKey(link.target) == m_oldKey)
            replace(link.target);
    }
    [[nodiscard]] TextEdits finish() { return std::move(m_edits); }

private:
    /// From the beginning of the target to the end of the heading.
    static std::string_view wholeOf(const WikiLink& link)
    {
        const auto begin = static_cast<std::size_t>(link.target.data() - link.inner.data());
        const auto end =
            static_cast<std::size_t>(link.heading.data() - link.inner.data()) + link.heading.size();
        return link.inner.substr(begin, end - begin);
    }
    void replace(std::string_view part)
    {
        if (part != m_newText)
            m_edits.push_back(
                {static_cast<std::size_t>(part.data() - m_body.data()), std::string(part), m_newText});
    }

    std::string_view m_body;
    std::string m_oldKey;
    std::string m_oldWhole; ///< Empty: the old title has no `#`.
    std::string m_newText;
    TextEdits m_edits;
};

} // namespace

std::string linkKey(std::string_view title)
{
    return collapsed(foldedText(title), notInLinks);
}

std::string linkTextFor(std::string_view title)
{
    return collapsed(title, notInLinks);
}

std::vector<std::string> linkTargets(std::string_view body)
{
    if (body.find("[[") == std::string_view::npos)
        return {};
    TargetCollector collector;
    scanMarkup(body, collector);
    return collector.finish();
}

TextEdits wikiLinkEdits(std::string_view body, std::string_view oldTitle, std::string_view newTitle)
{
    std::string newText = linkTextFor(newTitle);
    if (newText.empty() || body.find("[[") == std::string_view::npos)
        return {};
    LinkRenamer renamer(body, oldTitle, std::move(newText));
    scanMarkup(body, renamer);
    return renamer.finish();
}

std::optional<SecureBytes> renameWikiLinks(std::string_view body, std::string_view oldTitle,
                                           std::string_view newTitle)
{
    const TextEdits edits = wikiLinkEdits(body, oldTitle, newTitle);
    if (edits.empty())
        return std::nullopt;
    return edited(body, edits);
}

} // namespace lockleaf
