// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/text_edits.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

// `[[Title]]`, `[[Title|words]]`, `[[Title#Heading]]` as text. A link cannot hold `[`, `]`, `|`, `#` and `\`:
// in it each of them is written as a space, and where titles are compared they count as spaces, so that every
// title that has anything else can be linked.

/// `title` as links to it are compared: folded (foldedText), with those characters as spaces, and any run of
/// spaces as one. Two titles of one key cannot be told apart by links. Empty: it cannot be linked.
[[nodiscard]] std::string linkKey(std::string_view title);
/// How `title` is written in a link; empty where it cannot be linked.
[[nodiscard]] std::string linkTextFor(std::string_view title);

/// The titles that `body` links to, outside of code and front matter, each key once in the first spelling.
/// A link that has a `#` is given as the title before it; links within the note itself are left out.
[[nodiscard]] std::vector<std::string> linkTargets(std::string_view body);

/// What is to be changed in `body` where the note `oldTitle` gets `newTitle`: the title in every link to it.
/// Words, headings, blanks and code stay. A link whose whole text is the old title with its `#` is one to it
/// as well. Empty where there is no such link, or where `newTitle` cannot be linked.
[[nodiscard]] TextEdits wikiLinkEdits(std::string_view body, std::string_view oldTitle,
                                      std::string_view newTitle);
/// `body` with those changes; nothing where there are none.
[[nodiscard]] std::optional<SecureBytes> renameWikiLinks(std::string_view body, std::string_view oldTitle,
                                                         std::string_view newTitle);

} // namespace lockleaf
