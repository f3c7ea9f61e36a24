// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// What stands for an `en-media` in the text.
struct MarkdownFile
{
    std::string name;
    std::string target; ///< Needs no escaping in Markdown.
    bool isPicture = false;
};

/// A task of a note that stands beside its text.
struct MarkdownTask
{
    std::string title;
    bool done = false;
};

/// What a text leans on besides itself; all may be empty.
struct MarkdownContext
{
    /// The file of this hash; nothing where there is none.
    std::function<std::optional<MarkdownFile>(const std::string& hash)> file;
    /// The tasks of a group, in their order.
    std::function<std::vector<MarkdownTask>(const std::string& group)> tasks;
    /// Told of each link with its words.
    std::function<void(const std::string& href, const std::string& words)> link;
};

/// A text as Markdown.
struct MarkdownText
{
    std::string text;
    bool tooLarge = false;           ///< More than the limit; `text` is cut then.
    bool hasEncrypted = false;       ///< An `en-crypt` stands in it as it was.
    bool lacksFile = false;          ///< A file that it shows is not there.
    bool lacksStyle = false;         ///< Underlines or highlights were left out.
    bool lacksInlinePicture = false; ///< A picture within the text itself (`data:`) was left out.
};

/// Writes HTML or ENML as Markdown of at most `limit` bytes: headings, lists, boxes, tables, quotes, code,
/// emphasis, links, pictures. Nothing is an error; what has no meaning in Markdown is left out, its text
/// stays. `html` is valid UTF-8. Linear.
[[nodiscard]] MarkdownText markdownOf(std::string_view html, std::size_t limit,
                                      const MarkdownContext& context = {});

} // namespace lockleaf
