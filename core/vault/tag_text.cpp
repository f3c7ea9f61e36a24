// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/tag_text.h"

#include "core/base/folded_text.h"
#include "core/base/text.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace lockleaf {

namespace {

std::size_t levelsOf(std::string_view tag)
{
    return 1 + static_cast<std::size_t>(std::ranges::count(tag, '/'));
}

/// Takes tags as long as there is room for them.
class TagCollector final : public MarkupVisitor
{
public:
    void tag(const InlineTag& tag) override { take(tag.name); }
    void take(std::string_view name)
    {
        const std::size_t levels = levelsOf(name);
        if (m_full || !m_folded.insert(foldedText(name)).second)
            return;
        m_full = m_levels + levels > mostTagLevels;
        if (m_full)
            return;
        m_levels += levels;
        m_tags.emplace_back(name);
    }
    [[nodiscard]] std::vector<std::string> finish() { return std::move(m_tags); }

private:
    std::vector<std::string> m_tags;
    std::unordered_set<std::string> m_folded;
    std::size_t m_levels = 0;
    bool m_full = false;
};

/// Collects the edits that a rename makes of a text.
class RenamedTags final : public MarkupVisitor
{
public:
    RenamedTags(const TagRename& rename, std::string_view body) : m_rename(rename), m_body(body) {}
    void tag(const InlineTag& tag) override
    {
        const std::optional<std::string> renamed = m_rename.renamed(tag.name);
        if (!renamed)
            return;
        m_tooLong |= renamed->size() > longestTag;
        const std::size_t kept = renamed->size() - m_rename.to().size();
        const std::string_view replaced = tag.name.substr(0, tag.name.size() - kept);
        if (replaced != m_rename.to())
            m_edits.push_back({static_cast<std::size_t>(replaced.data() - m_body.data()),
                               std::string(replaced), m_rename.to()});
    }
    [[nodiscard]] Result<TextEdits> finish()
    {
        if (m_tooLong)
            return fail(ErrorCode::NameNotValid, "tag");
        return std::move(m_edits);
    }

private:
    const TagRename& m_rename;
    std::string_view m_body;
    TextEdits m_edits;
    bool m_tooLong = false;
};

} // namespace

Result<void> checkTagNames(const std::vector<std::string>& tags)
{
    if (tags.size() > mostTags)
        return fail(ErrorCode::NameNotValid, "too many tags");
    for (const std::string& tag : tags) {
        const bool controls =
            std::ranges::any_of(tag, [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; });
        if (tag.empty() || tag.size() > longestTag || controls || !isStorableText(tag))
            return fail(ErrorCode::NameNotValid, "tag");
    }
    return {};
}

std::vector<std::string> tagsOf(const std::vector<std::string>& recordTags, std::string_view body)
{
    const bool inText = body.find('#') != std::string_view::npos;
    if (recordTags.empty() && !inText)
        return {};
    TagCollector collector;
    for (const std::string& tag : recordTags)
        collector.take(tag);
    if (inText)
        scanMarkup(body, collector);
    return collector.finish();
}

std::vector<std::string> withoutRepetitions(const std::vector<std::string>& tags)
{
    std::vector<std::string> kept;
    std::unordered_set<std::string> folded;
    for (const std::string& tag : tags)
        if (folded.insert(foldedText(tag)).second)
            kept.push_back(tag);
    return kept;
}

TagRename::TagRename(std::string from, std::string to)
    : m_from(std::move(from)), m_to(std::move(to)), m_folded(foldedText(m_from)), m_levels(levelsOf(m_from))
{
}

Result<TagRename> TagRename::of(std::string_view from, std::string_view to)
{
    if (from.empty() || from.size() > longestTag || !isStorableText(from) || !isStorableText(to) ||
        !isInlineTagName(to))
        return fail(ErrorCode::NameNotValid, "tag");
    return TagRename(std::string(from), std::string(to));
}

std::size_t TagRename::replacedPart(std::string_view tag) const
{
    std::size_t end = 0;
    for (std::size_t level = 0; level < m_levels; ++level) {
        if (end > tag.size())
            return 0; // fewer levels
        end = std::min(tag.find('/', end), tag.size()) + 1;
    }
    --end;
    return foldedText(tag.substr(0, end)) == m_folded ? end : 0;
}

std::optional<std::string> TagRename::renamed(std::string_view tag) const
{
    const std::size_t part = replacedPart(tag);
    if (part == 0)
        return std::nullopt;
    return m_to + std::string(tag.substr(part));
}

std::vector<std::string> TagRename::renamed(const std::vector<std::string>& tags) const
{
    std::vector<std::string> all;
    bool changed = false;
    for (const std::string& tag : tags) {
        all.push_back(renamed(tag).value_or(tag));
        changed |= all.back() != tag;
    }
    return changed ? withoutRepetitions(all) : tags;
}

Result<TextEdits> TagRename::editsOf(std::string_view body) const
{
    if (body.find('#') == std::string_view::npos)
        return TextEdits{};
    RenamedTags visitor(*this, body);
    scanMarkup(body, visitor);
    return visitor.finish();
}

} // namespace lockleaf
