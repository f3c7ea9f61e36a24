// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// How many notes a tag has.
struct TagCounts
{
    std::uint64_t notes = 0;   ///< Living ones with exactly this tag.
    std::uint64_t below = 0;   ///< Living ones with it or one nested in it.
    std::uint64_t trashed = 0; ///< The same of those in the trash.

    bool operator==(const TagCounts&) const = default;
};

/// A place in the tree of tags that a note belongs to.
struct TagNode
{
    std::string name;   ///< As it is spelled.
    bool exact = false; ///< The note has this very tag, not only one below it.
};

/// By foldedText() of the name.
using TagNodes = std::map<std::string, TagNode>;

/// All places in the tree for a note with these tags: the tags, and what is above them ("a" and "a/b" for
/// "a/b/c"). An empty level ("a//b") makes no place of its own.
[[nodiscard]] TagNodes tagNodesOf(const std::vector<std::string>& tags);

/// Whether `folded` is `ancestor` (folded as well) or nested in it.
[[nodiscard]] bool isTagWithin(std::string_view folded, std::string_view ancestor);

} // namespace lockleaf
