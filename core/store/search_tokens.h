// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// One word of a text, as the search index knows it.
struct SearchToken
{
    std::string_view text; ///< Folded; lives until the next call of the reader.
    std::size_t begin = 0; ///< Where it stands in the text that was read, in bytes.
    std::size_t end = 0;
    /// A character that is a token by itself: of a script that sets no spaces between words, or a symbol.
    bool single = false;
};

/// Cuts a text into the tokens of the search index (docs/vault-format.md, section 6.8).
///
/// Words are runs of letters, digits and marks, folded: compatibility forms and case (Unicode case folding),
/// and accents in the Latin, Greek, Cyrillic, Hebrew and Arabic scripts. In scripts that set no spaces
/// between words (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese and some more) each character is a
/// token, so that a word inside a sentence is found as the row of its characters. Symbols such as emoji are
/// tokens too. All else separates. Pure; linear in the text; bytes that are not UTF-8 separate.
class TokenReader
{
public:
    /// Folded words are cut at this many bytes.
    static constexpr std::size_t longestToken = 96;

    /// `text` must outlive the reader.
    explicit TokenReader(std::string_view text) : m_text(text) {}
    /// False: there is no more.
    [[nodiscard]] bool next(SearchToken& token);

private:
    struct Single
    {
        std::string text;
        std::size_t begin;
        std::size_t end;
    };

    [[nodiscard]] bool readWord(SearchToken& token);
    void readRun();
    [[nodiscard]] bool giveSingle(SearchToken& token);

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string m_folded;
    std::vector<Single> m_run; ///< Tokens of a run without spaces, still to be given.
    std::size_t m_given = 0;
};

/// The first `count` characters of a folded word; all of one that has fewer.
[[nodiscard]] std::string_view firstCharacters(std::string_view word, std::size_t count);

} // namespace lockleaf
