// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace lockleaf {

/// Where a link or a picture of a text leads.
struct HtmlTarget
{
    enum class Kind {
        Place,   ///< In the same text: `written` is the id of a heading there, as headingId() makes it.
        Title,   ///< What stands in the brackets of a wiki link, without its words.
        Written, ///< Anything within a vault or a tree, as Markdown reads it.
        Tag,     ///< `written` is its name.
        Web,     ///< An address that isWebAddress() allows.
        Foreign, ///< An address of any other scheme. It leads somewhere only where the note says so itself.
    };
    Kind kind = Kind::Written;
    bool picture = false;
    std::string written;
    std::string words; ///< Of a picture: what is said in its place.
};

/// Limits of what is made; beyond them there is no HTML at all.
struct HtmlLimits
{
    std::size_t input = std::size_t{64} << 20;
    std::size_t output = std::size_t{256} << 20;
    std::size_t events = 20'000'000;               ///< Beginnings, ends and pieces of text.
    std::size_t depth = 100;                       ///< Quotes, lists and emphasis within each other.
    std::size_t columns = 200;                     ///< Of a table.
    std::size_t items = 5'000'000;                 ///< Headings, items of lists, links and pictures.
    std::size_t cells = 5'000'000;                 ///< Of all tables.
    std::size_t paragraph = std::size_t{64} << 20; ///< Bytes of one paragraph or block of code.
};

/// What the state of a block of a QTextDocument says, beside the depth of its quotes times `Quote`.
struct HtmlBlockState
{
    static constexpr int Code = 1;
    static constexpr int Task = 2;
    static constexpr int Done = 4; ///< A task that is.
    static constexpr int Quote = 8;
};

struct HtmlOptions
{
    /// For a browser; else the HTML that QTextDocument knows, where each block carries a HtmlBlockState.
    bool forBrowser = false;
    /// As in the editor, the first line is the title of the note, marked as a heading or not.
    bool firstLineIsTitle = false;
    /// The address to write for a target. Nothing: its words alone are written.
    std::function<std::optional<std::string>(const HtmlTarget&)> address;
    HtmlLimits limits;
    std::stop_token stop;
};

/// The text of a note as the inner part of an HTML page: CommonMark with tables, tasks, strikethrough, wiki
/// links, footnotes and bare addresses (docs/architecture.md, "Reading"). Markup in the text is text, apart
/// from
/// `<br>`. All that the text says is escaped. Errors: BodyTooLarge beyond a limit, Cancelled, OutOfMemory.
/// Any thread.
[[nodiscard]] Result<std::string> markdownToHtml(std::string_view body, const HtmlOptions& options);

/// The id of a heading by its words: as links to it are written, `#two-words`.
[[nodiscard]] std::string headingId(std::string_view words);

/// Whether a person may be asked to open it: http, https or mailto, 1 to 2,048 bytes, no blanks, no control
/// characters and none that change the direction of a text.
[[nodiscard]] bool isWebAddress(std::string_view address);

} // namespace lockleaf
