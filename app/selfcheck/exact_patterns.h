// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace lockleaf::app {

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

/// Bytes that are looked for as they are, and what they are a form of.
struct ExactPattern
{
    std::vector<std::uint8_t> bytes; ///< At least four.
    std::size_t needle = 0;
    Encoding encoding = Encoding::Utf8;
};

/// Finds many patterns in one pass: few places begin with the four bytes of one of them.
class ExactPatterns
{
public:
    void add(ExactPattern pattern);

    /// Adds to `counts` the matches that start in the first `starts` bytes of `bytes`.
    void count(std::span<const std::uint8_t> bytes, std::size_t starts, std::vector<Counts>& counts) const;

private:
    static constexpr std::size_t filterBits = std::size_t{1} << 16;
    std::vector<ExactPattern> m_patterns;
    std::bitset<filterBits> m_beginnings;
};

} // namespace lockleaf::app
