// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf::test {

/// The forms in which a text is looked for. Scanning for UTF-8 and UTF-16 alone gives false zeros: undo
/// histories hold one character a record, and laid-out text is kept as glyph numbers.
enum class Encoding {
    Utf8,
    Utf16,
    Utf32,
    Strided,    ///< One character a record, records of 4 to 64 bytes.
    GlyphShift, ///< Glyph numbers of a font that keeps the order of ASCII: every character plus a constant.
    GlyphFont,  ///< Glyph numbers as given for a font, any order.
};
inline constexpr std::size_t encodingCount = 6;
inline constexpr std::array<std::string_view, encodingCount> encodingNames{
    "utf8", "utf16", "utf32", "strided", "glyph-shift", "glyph-font"};

/// Matches of one needle, an entry an encoding.
using Counts = std::array<std::uint64_t, encodingCount>;

/// One text to look for.
struct Needle
{
    std::string label; ///< Named in the output in place of the text.
    std::u32string text;
    /// The text as glyph numbers, one list a font.
    std::vector<std::vector<std::uint32_t>> glyphs;
};

/// The farthest two neighbouring characters can stand apart in a match.
inline constexpr std::size_t largestStride = 64;

/// How many bytes a match of `needle` can span.
[[nodiscard]] std::size_t longestMatch(const Needle& needle);

/// Adds to `counts` the matches that start in the first `starts` bytes of `bytes`; they may reach beyond.
/// Pass the same memory twice only with disjoint starts, and nothing is counted twice.
void countMatches(std::span<const std::uint8_t> bytes, std::size_t starts, const Needle& needle,
                  Counts& counts);

/// Reads UTF-8 into characters; false where it is malformed.
[[nodiscard]] bool decodeUtf8(std::string_view text, std::u32string& characters);

} // namespace lockleaf::test
