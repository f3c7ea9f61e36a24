// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vault/note_markup.h"
#include "core/vault/text_edits.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// Tags that the record of a note may have.
constexpr std::size_t mostTags = 16'384;
/// Levels that the tags of a note have together: "a/b" has two. What comes after so many is text and no tag.
constexpr std::size_t mostTagLevels = 65'536;

/// Whether a record may have these tags. Errors: NameNotValid (one is empty, longer than longestTag, no text
/// or has control characters; or there are more than mostTags).
[[nodiscard]] Result<void> checkTagNames(const std::vector<std::string>& tags);

/// All tags of a note: those of its record, then those in its text, each once. Tags are compared by
/// foldedText(); the first spelling counts. At most mostTagLevels levels.
[[nodiscard]] std::vector<std::string> tagsOf(const std::vector<std::string>& recordTags,
                                              std::string_view body);
/// `tags` without those that another one before equals.
[[nodiscard]] std::vector<std::string> withoutRepetitions(const std::vector<std::string>& tags);

/// Gives tags another name: `from` becomes `to`, and "from/x" becomes "to/x". Pure.
class TagRename
{
public:
    /// Errors: NameNotValid, where `to` is no name for a tag in a text or `from` is empty.
    [[nodiscard]] static Result<TagRename> of(std::string_view from, std::string_view to);

    /// The new name of `tag`; nothing where it is another tag.
    [[nodiscard]] std::optional<std::string> renamed(std::string_view tag) const;
    /// `tags` under their new names, those that have become the same only once.
    [[nodiscard]] std::vector<std::string> renamed(const std::vector<std::string>& tags) const;
    /// What is to be changed in `body`. Errors: NameNotValid, where a name would become too long.
    [[nodiscard]] Result<TextEdits> editsOf(std::string_view body) const;

    [[nodiscard]] const std::string& from() const { return m_from; }
    [[nodiscard]] const std::string& to() const { return m_to; }

private:
    TagRename(std::string from, std::string to);
    /// How much of `tag` is to be replaced; 0 where it is another tag.
    [[nodiscard]] std::size_t replacedPart(std::string_view tag) const;

    std::string m_from;
    std::string m_to;
    std::string m_folded; ///< `from`.
    std::size_t m_levels; ///< Of `from`.
};

} // namespace lockleaf
