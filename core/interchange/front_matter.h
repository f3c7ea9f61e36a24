// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// What a Markdown file says about itself in a YAML block at its very beginning.
///
/// Of YAML only what people's notes use is understood: one `key: value` a line at the left edge, with plain,
/// single-quoted, double-quoted and block values; whatever else stands there is passed over.
struct FrontMatter
{
    std::string title;                ///< One line; empty: none given.
    std::string notebook;             ///< Only in a block of ours; a path "A/B".
    std::vector<std::string> tags;    ///< Only in a block of ours.
    std::vector<std::string> targets; ///< Only in a block of ours: what is written in the text and the path
                                      ///< that it means, one after the other.
    std::optional<Timestamp> created;
    std::optional<Timestamp> modified;
    bool pinned = false;  ///< Only in a block of ours.
    bool ours = false;    ///< Begins with `lockleaf: 1`: written by our export, not part of the body.
    std::size_t size = 0; ///< Octets from the file's beginning through the block's closing line.
};

/// What a block of our export may have: room for all the tags that a note may be given.
constexpr std::size_t longestOwnBlock = std::size_t{20} << 20;

/// Nothing where `text` (valid UTF-8) does not begin with a block that is closed within 64 KiB, or within
/// longestOwnBlock where it is ours.
[[nodiscard]] std::optional<FrontMatter> parseFrontMatter(std::string_view text);

/// A date as front matter holds it: 2024-05-01, with a time, seconds, fraction and zone where they are given.
/// Without a zone it is this computer's local time. Nothing where it is no date.
[[nodiscard]] std::optional<Timestamp> parseDate(std::string_view text);

} // namespace lockleaf
