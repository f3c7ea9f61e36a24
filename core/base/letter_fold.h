// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// One character of a text as comparisons see it, and the bytes of the text that it came from.
struct FoldedLetter
{
    char32_t letter = 0;
    std::size_t begin = 0; ///< Byte offset.
    std::size_t end = 0;   ///< Behind the character and the marks on it.
};

/// `text` without case, accents and the ways of writing quotes, dashes and white space: white space and
/// control characters become single spaces, with none at the ends. What is no UTF-8 becomes U+FFFD. Pure.
[[nodiscard]] std::vector<FoldedLetter> foldLetters(std::string_view text);
/// The letters of foldLetters() as UTF-8.
[[nodiscard]] std::string foldText(std::string_view text);

/// nextLetter() of a byte from 128 on.
[[nodiscard]] char32_t nextWideLetter(std::string_view utf8, std::size_t& at);
/// The letter at `at`; `at` moves behind it. Of bytes that are no UTF-8 each is U+FFFD.
[[nodiscard]] inline char32_t nextLetter(std::string_view utf8, std::size_t& at)
{
    const auto byte = static_cast<unsigned char>(utf8[at]);
    return byte < 0x80 ? static_cast<void>(++at), char32_t{byte} : nextWideLetter(utf8, at);
}
void appendLetter(std::string& utf8, char32_t letter);
/// isWordLetter() from 128 on.
[[nodiscard]] bool isWideWordLetter(char32_t letter);
/// Letters and digits of any script.
[[nodiscard]] inline bool isWordLetter(char32_t letter)
{
    const char32_t lower = letter | 0x20;
    return letter < 0x80 ? (lower >= U'a' && lower <= U'z') || (letter >= U'0' && letter <= U'9')
                         : isWideWordLetter(letter);
}

/// By what titles are sorted: without case and accents (docs/vault-format.md, 6.7), at most `longestSortKey`
/// bytes, cut at a whole character.
[[nodiscard]] std::string sortKeyOf(std::string_view title);
constexpr std::size_t longestSortKey = 48;

} // namespace lockleaf
