// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/search_tokens.h"

#include <algorithm>
#include <array>
#include <utf8proc.h>

namespace lockleaf {

namespace {

enum class TokenClass : std::uint8_t { Separator, Word, Mark, Unspaced, Symbol };

struct CodeRange
{
    char32_t first;
    char32_t last;
};

/// Scripts whose words stand without spaces between them, in the order of their code points.
constexpr std::array<CodeRange, 33> unspacedRanges{{
    {0x0e00, 0x0e7f},   {0x0e80, 0x0eff},   // Thai, Lao
    {0x1000, 0x109f},   {0x1100, 0x11ff},   // Burmese, Hangul letters
    {0x1780, 0x17ff},   {0x1950, 0x197f},   // Khmer, Tai Le
    {0x1980, 0x19df},   {0x1a20, 0x1aaf},   // New Tai Lue, Tai Tham
    {0x1b00, 0x1b7f},   {0x2e80, 0x2fdf},   // Balinese, Han radicals
    {0x3005, 0x3007},   {0x3021, 0x3029},   // Han iteration mark and zero, Hangzhou numerals
    {0x3031, 0x3035},   {0x3038, 0x303c},   // kana repeat marks, more numerals
    {0x3040, 0x30ff},   {0x3100, 0x312f},   // kana, Bopomofo
    {0x3130, 0x318f},   {0x3190, 0x33ff},   // Hangul letters, Bopomofo, kana, Han in circles
    {0x3400, 0x4dbf},   {0x4e00, 0x9fff},   // Han
    {0xa000, 0xa4cf},   {0xa960, 0xa97f},   // Yi, Hangul letters
    {0xa980, 0xa9df},   {0xa9e0, 0xa9ff},   // Javanese, Burmese
    {0xaa60, 0xaa7f},   {0xac00, 0xd7ff},   // Burmese, Hangul
    {0xf900, 0xfaff},   {0xff66, 0xff9f},   // Han, narrow kana
    {0xffa0, 0xffdc},   {0x1b000, 0x1b16f}, // narrow Hangul, kana
    {0x20000, 0x2a6df}, {0x2a700, 0x2fa1f}, // Han
    {0x30000, 0x3fffd},                     // Han
}};

/// Scripts in which marks are accents that many people leave out when they search.
constexpr std::array<CodeRange, 11> accentedRanges{{
    {0x0041, 0x02af},
    {0x0370, 0x052f},
    {0x0590, 0x06ff},
    {0x0750, 0x077f},
    {0x08a0, 0x08ff},
    {0x1c80, 0x1c8f},
    {0x1d00, 0x1dbf},
    {0x1e00, 0x1fff},
    {0x2c60, 0x2c7f},
    {0xa640, 0xa7ff},
    {0xab30, 0xab6f},
}};

template <std::size_t N>
bool isIn(const std::array<CodeRange, N>& ranges, char32_t c)
{
    const auto found = std::ranges::upper_bound(ranges, c, {}, &CodeRange::first);
    return found != ranges.begin() && c <= std::prev(found)->last;
}

TokenClass classify(char32_t c)
{
    if (c < 0x80) {
        const bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return word ? TokenClass::Word : TokenClass::Separator;
    }
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_CO:
        return isIn(unspacedRanges, c) ? TokenClass::Unspaced : TokenClass::Word;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return isIn(unspacedRanges, c) ? TokenClass::Unspaced : TokenClass::Mark;
    case UTF8PROC_CATEGORY_SO:
        return TokenClass::Symbol;
    default:
        return TokenClass::Separator;
    }
}

struct Decoded
{
    char32_t code = 0;
    std::size_t size = 1;
    TokenClass kind = TokenClass::Separator;
};

Decoded decodeAt(std::string_view text, std::size_t at)
{
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80)
        return {first, 1, classify(first)};
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t size =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                         static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size() - at, 4)), &code);
    if (size <= 0)
        return {};
    return {static_cast<char32_t>(code), static_cast<std::size_t>(size),
            classify(static_cast<char32_t>(code))};
}

void append(std::string& text, char32_t code)
{
    std::array<utf8proc_uint8_t, 4> bytes{};
    const utf8proc_ssize_t size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), bytes.data());
    text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

/// Longer words are folded as far as this goes.
constexpr std::size_t longestRaw = 4 * TokenReader::longestToken;
using FoldBuffer = std::array<utf8proc_int32_t, 18 * longestRaw>; // one character becomes at most 18

/// Compatibility and case folding, accents off, composed again; what is then no part of a word is dropped.
std::size_t foldInto(FoldBuffer& buffer, std::string_view raw)
{
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT |
                                                        UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
    const utf8proc_ssize_t decomposed = utf8proc_decompose(
        reinterpret_cast<const utf8proc_uint8_t*>(raw.data()), static_cast<utf8proc_ssize_t>(raw.size()),
        buffer.data(), static_cast<utf8proc_ssize_t>(buffer.size()), options);
    if (decomposed <= 0 || static_cast<std::size_t>(decomposed) > buffer.size())
        return 0;
    std::size_t kept = 0;
    bool accented = false;
    for (std::size_t i = 0; i < static_cast<std::size_t>(decomposed); ++i) {
        const auto code = static_cast<char32_t>(buffer.at(i));
        const TokenClass kind = classify(code);
        if (kind == TokenClass::Mark && (accented || kept == 0))
            continue;
        if (kind == TokenClass::Separator || kind == TokenClass::Symbol)
            continue;
        if (kind != TokenClass::Mark)
            accented = isIn(accentedRanges, code);
        buffer.at(kept++) = static_cast<utf8proc_int32_t>(code);
    }
    const utf8proc_ssize_t composed =
        utf8proc_normalize_utf32(buffer.data(), static_cast<utf8proc_ssize_t>(kept),
                                 static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    return composed < 0 ? 0 : static_cast<std::size_t>(composed);
}

/// Whether a run that holds this character has to be normalised as a whole.
bool needsNormalising(char32_t code)
{
    if (code >= 0xac00 && code <= 0xd7a3)
        return false; // a Hangul syllable is its own composed form
    if ((code >= 0x1100 && code <= 0x11ff) || (code >= 0xa960 && code <= 0xa97f) || code > 0xd7a3 ||
        code == 0x3099 || code == 0x309a)
        return true;
    return utf8proc_get_property(static_cast<utf8proc_int32_t>(code))->decomp_type != 0;
}

bool isAsciiWord(char c)
{
    const auto letter = static_cast<unsigned char>(static_cast<unsigned char>(c) | 0x20U);
    return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9');
}

std::size_t asciiWordEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && isAsciiWord(text[at]))
        ++at;
    return at;
}

std::size_t wholeCharacters(std::string_view text, std::size_t limit)
{
    if (text.size() <= limit)
        return text.size();
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xc0U) == 0x80U)
        --limit;
    return limit;
}

} // namespace

bool TokenReader::next(SearchToken& token)
{
    while (true) {
        if (m_given < m_run.size())
            return giveSingle(token);
        while (m_at < m_text.size() && static_cast<unsigned char>(m_text[m_at]) < 0x80 &&
               !isAsciiWord(m_text[m_at]))
            ++m_at;
        if (m_at >= m_text.size())
            return false;
        const Decoded here = decodeAt(m_text, m_at);
        switch (here.kind) {
        case TokenClass::Word:
            if (readWord(token))
                return true;
            break;
        case TokenClass::Unspaced:
            readRun();
            break;
        case TokenClass::Symbol:
            token = {m_text.substr(m_at, here.size), m_at, m_at + here.size, true};
            m_at += here.size;
            return true;
        case TokenClass::Mark: // stands on nothing that is searched for
        case TokenClass::Separator:
            m_at += here.size;
            break;
        }
    }
}

bool TokenReader::readWord(SearchToken& token)
{
    const std::size_t begin = m_at;
    m_at = asciiWordEnd(m_text, m_at);
    const bool ascii = m_at == m_text.size() || static_cast<unsigned char>(m_text[m_at]) < 0x80;
    while (!ascii && m_at < m_text.size()) {
        const Decoded here = decodeAt(m_text, m_at);
        if (here.kind != TokenClass::Word && here.kind != TokenClass::Mark)
            break;
        m_at = asciiWordEnd(m_text, m_at + here.size);
    }
    const std::string_view raw = m_text.substr(begin, m_at - begin);
    m_folded.clear();
    if (ascii) {
        m_folded.assign(raw.substr(0, longestToken));
        for (char& c : m_folded) // digits have this bit already
            c = static_cast<char>(static_cast<unsigned char>(c) | 0x20U);
    } else {
        static thread_local FoldBuffer buffer; // 27 kB, too much for every stack
        const std::size_t length = foldInto(buffer, raw.substr(0, wholeCharacters(raw, longestRaw)));
        for (std::size_t i = 0; i < length && m_folded.size() + 4 <= longestToken; ++i)
            append(m_folded, static_cast<char32_t>(buffer.at(i)));
    }
    token = {m_folded, begin, m_at, false};
    return !m_folded.empty();
}

void TokenReader::readRun()
{
    m_run.clear();
    m_given = 0;
    const std::size_t begin = m_at;
    bool whole = false;
    while (m_at < m_text.size() && m_at - begin < longestRaw - 4) {
        const Decoded here = decodeAt(m_text, m_at);
        if (here.kind != TokenClass::Unspaced && !(here.kind == TokenClass::Mark && m_at > begin))
            break;
        whole = whole || here.kind == TokenClass::Mark || needsNormalising(here.code);
        m_run.push_back({std::string(m_text.substr(m_at, here.size)), m_at, m_at + here.size});
        m_at += here.size;
    }
    if (!whole)
        return;
    static thread_local FoldBuffer buffer;
    const std::size_t length = foldInto(buffer, m_text.substr(begin, m_at - begin));
    std::vector<Single> folded;
    for (std::size_t i = 0; i < length; ++i) {
        if (classify(static_cast<char32_t>(buffer.at(i))) == TokenClass::Mark)
            continue; // one that composes with nothing
        const bool same = length == m_run.size();
        folded.push_back({{}, same ? m_run[i].begin : begin, same ? m_run[i].end : m_at});
        append(folded.back().text, static_cast<char32_t>(buffer.at(i)));
    }
    m_run = std::move(folded);
}

bool TokenReader::giveSingle(SearchToken& token)
{
    const Single& single = m_run[m_given++];
    token = {single.text, single.begin, single.end, true};
    return true;
}

std::string_view firstCharacters(std::string_view word, std::size_t count)
{
    std::size_t at = 0;
    for (; count > 0 && at < word.size(); --count) {
        ++at;
        while (at < word.size() && (static_cast<unsigned char>(word[at]) & 0xc0U) == 0x80U)
            ++at;
    }
    return word.substr(0, at);
}

} // namespace lockleaf
