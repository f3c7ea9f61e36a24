// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/letter_fold.h"

#include <array>
#include <utf8proc.h>

namespace lockleaf {

namespace {

constexpr char32_t replacementLetter = 0xFFFD;
constexpr int sortingFold = UTF8PROC_CASEFOLD | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK;
constexpr int matchingFold = sortingFold | UTF8PROC_LUMP | UTF8PROC_IGNORE;
constexpr std::size_t mostFromOne = 32; ///< Letters that one character becomes; Unicode has at most 18.

bool isBlankLetter(utf8proc_int32_t letter)
{
    if (letter <= 0x20 || (letter >= 0x7F && letter <= 0xA0))
        return true;
    if (letter < 0x80)
        return false;
    switch (utf8proc_category(letter)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        return false;
    }
}

/// Reads one character of any text; what is not UTF-8 counts as one each byte.
utf8proc_int32_t readLetter(std::string_view text, std::size_t& at)
{
    const auto lead = static_cast<std::uint8_t>(text[at]);
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    utf8proc_int32_t letter = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
    const utf8proc_ssize_t size =
        utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &letter);
    at += size > 0 ? static_cast<std::size_t>(size) : 1;
    return size > 0 ? letter : static_cast<utf8proc_int32_t>(replacementLetter);
}

using Folded = std::array<utf8proc_int32_t, mostFromOne>;

/// What `letter` becomes, and of how many letters that is.
std::size_t foldOne(utf8proc_int32_t letter, int options, Folded& into)
{
    if (letter < 0x80) {
        into[0] = letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
        return 1;
    }
    if (options & UTF8PROC_LUMP && letter >= 0x201C &&
        letter <= 0x201F) { // curly quotes; it knows the single ones
        into[0] = '"';
        return 1;
    }
    int boundary = 0;
    const utf8proc_ssize_t number =
        utf8proc_decompose_char(letter, into.data(), static_cast<utf8proc_ssize_t>(into.size()),
                                static_cast<utf8proc_option_t>(options), &boundary);
    if (number < 0 || static_cast<std::size_t>(number) > into.size()) {
        into[0] = letter;
        return 1;
    }
    return static_cast<std::size_t>(number);
}

} // namespace

std::vector<FoldedLetter> foldLetters(std::string_view text)
{
    std::vector<FoldedLetter> folded;
    folded.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const utf8proc_int32_t letter = readLetter(text, at);
        Folded parts{};
        const std::size_t number = isBlankLetter(letter) ? 0 : foldOne(letter, matchingFold, parts);
        if (isBlankLetter(letter)) {
            if (!folded.empty() && folded.back().letter != U' ')
                folded.push_back({U' ', begin, at});
        } else if (number == 0 && !folded.empty() && folded.back().letter != U' ') {
            folded.back().end = at; // a mark belongs to the letter before it
        }
        for (std::size_t i = 0; i < number; ++i) {
            if (parts[i] != ' ')
                folded.push_back({static_cast<char32_t>(parts[i]), begin, at});
            else if (!folded.empty() && folded.back().letter != U' ')
                folded.push_back({U' ', begin, at});
        }
    }
    if (!folded.empty() && folded.back().letter == U' ')
        folded.pop_back();
    return folded;
}

std::string foldText(std::string_view text)
{
    std::string folded;
    folded.reserve(text.size());
    for (const FoldedLetter& letter : foldLetters(text))
        appendLetter(folded, letter.letter);
    return folded;
}

char32_t nextWideLetter(std::string_view utf8, std::size_t& at)
{
    return static_cast<char32_t>(readLetter(utf8, at));
}

void appendLetter(std::string& utf8, char32_t letter)
{
    std::array<utf8proc_uint8_t, 4> bytes{};
    const utf8proc_ssize_t size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(letter), bytes.data());
    utf8.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

bool isWideWordLetter(char32_t letter)
{
    const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(letter));
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

std::string sortKeyOf(std::string_view title)
{
    std::string key;
    for (std::size_t at = 0; at < title.size();) {
        Folded parts{};
        const std::size_t number = foldOne(readLetter(title, at), sortingFold, parts);
        std::string next;
        for (std::size_t i = 0; i < number; ++i)
            appendLetter(next, static_cast<char32_t>(parts[i]));
        if (key.size() + next.size() > longestSortKey)
            break;
        key += next;
    }
    return key;
}

} // namespace lockleaf
