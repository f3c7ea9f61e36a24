// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secure_bytes.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lockleaf {

/// Bytes that a tag may have, without its `#`. Enough for a tree some hundred levels deep.
constexpr std::size_t longestTag = 1024;

/// `#name` in a text.
struct InlineTag
{
    std::string_view name; ///< Without the `#`, which stands right before it; a view into the text.
};

/// `[[target#heading|text]]` or `![[target]]`. All parts are views into the text; those that are absent are
/// empty and stand where they would begin.
struct WikiLink
{
    std::string_view whole;  ///< With brackets and `!`.
    std::string_view inner;  ///< What stands between the brackets and before the `|`, with its blanks.
    std::string_view target; ///< The title that is linked, trimmed. Empty: a heading of the same note.
    std::string_view heading;
    std::string_view text;
    bool embed = false;
};

/// Where a link or a picture leads: `[words](target "title")`, `![words](<target>)`, `[label]: target`,
/// `<img src="target">`, `<a href="target">`.
struct InlineTarget
{
    std::string_view written; ///< As it stands in the text, without what encloses it; a view into it.
    bool picture = false;     ///< It is shown where it stands. Unknown, and false, of `[label]: target`.
};

/// `- [ ]` or `- [x]`.
struct TaskBox
{
    std::size_t offset = 0; ///< Of what stands between the brackets, in bytes from the beginning of the text.
    bool done = false;
};

/// Is told of what scanMarkup() meets, in the order of the text.
class MarkupVisitor
{
public:
    virtual ~MarkupVisitor() = default;
    virtual void tag(const InlineTag&) {}
    virtual void link(const WikiLink&) {}
    virtual void task(const TaskBox&) {}
    virtual void target(const InlineTarget&) {}
};

/// Reads the tags, wiki links, tasks and targets of links of a Markdown text (docs/vault-format.md, 6.11),
/// outside of code and front matter. Linear in the size of `body`, whatever it holds; `body` must be valid
/// UTF-8 for tags of other letters than ASCII's, and does no harm where it is not.
void scanMarkup(std::string_view body, MarkupVisitor& visitor);

/// The target at the beginning of what stands in the parentheses of a link, or behind a `[label]:`; empty for
/// none.
[[nodiscard]] std::string_view targetIn(std::string_view text);

/// Whether `#name` in a text is a tag of exactly this name.
[[nodiscard]] bool isInlineTagName(std::string_view name);

/// The task in the line of the byte `offset`; nothing where that line has none.
[[nodiscard]] std::optional<TaskBox> taskAt(std::string_view body, std::size_t offset);
/// The `ordinal`-th task of the text, from 0; nothing where there are fewer.
[[nodiscard]] std::optional<TaskBox> nthTask(std::string_view body, std::size_t ordinal);
/// `body` with this task of it ticked, or no longer ticked: one byte differs.
[[nodiscard]] SecureBytes toggleTask(std::string_view body, const TaskBox& task);

} // namespace lockleaf
