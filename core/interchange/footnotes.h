// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// The footnotes of a Markdown text, taken out of it: `[^label]: text`, and lines after it that are indented.
class Footnotes
{
public:
    struct Note
    {
        std::string text;
        std::size_t number = 0;     ///< In the order of their first mention; 0: not mentioned yet.
        std::size_t references = 0; ///< How often it is mentioned.
    };

    /// `body` without front matter.
    explicit Footnotes(std::string_view body);

    /// The text without them.
    [[nodiscard]] const std::string& rest() const { return m_rest; }
    /// The note that `text` mentions at its very beginning, by `[^label]`; `size` is what that takes.
    [[nodiscard]] Note* mentioned(std::string_view text, std::size_t& size);
    /// Counts a mention; the first one gives the note its number.
    void mention(Note& note);
    /// Those that were mentioned, by their numbers; it grows while their texts mention others.
    [[nodiscard]] const std::vector<Note*>& used() const { return m_used; }

private:
    std::string m_rest;
    std::map<std::string, Note, std::less<>> m_notes;
    std::vector<Note*> m_used;
};

} // namespace lockleaf
