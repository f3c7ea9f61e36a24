// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support_tools/needle_search.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace lockleaf::test {

namespace {

static_assert(std::endian::native == std::endian::little, "characters are compared as little endian");

using Bytes = std::span<const std::uint8_t>;

template <class Unit>
Unit unitAt(const std::uint8_t* place)
{
    Unit unit;
    std::memcpy(&unit, place, sizeof unit);
    return unit;
}

template <class Unit>
void append(std::vector<std::uint8_t>& bytes, Unit unit)
{
    const auto* raw = reinterpret_cast<const std::uint8_t*>(&unit);
    bytes.insert(bytes.end(), raw, raw + sizeof unit);
}

std::vector<std::uint8_t> asUtf8(std::u32string_view text)
{
    std::vector<std::uint8_t> bytes;
    for (const char32_t c : text) {
        const auto put = [&bytes](char32_t value) { bytes.push_back(static_cast<std::uint8_t>(value)); };
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xC0 | (c >> 6));
            put(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            put(0xE0 | (c >> 12));
            put(0x80 | ((c >> 6) & 0x3F));
            put(0x80 | (c & 0x3F));
        } else {
            put(0xF0 | (c >> 18));
            put(0x80 | ((c >> 12) & 0x3F));
            put(0x80 | ((c >> 6) & 0x3F));
            put(0x80 | (c & 0x3F));
        }
    }
    return bytes;
}

std::vector<std::uint16_t> utf16Units(std::u32string_view text)
{
    std::vector<std::uint16_t> units;
    for (const char32_t c : text) {
        if (c < 0x10000) {
            units.push_back(static_cast<std::uint16_t>(c));
        } else {
            units.push_back(static_cast<std::uint16_t>(0xD800 + ((c - 0x10000) >> 10)));
            units.push_back(static_cast<std::uint16_t>(0xDC00 + ((c - 0x10000) & 0x3FF)));
        }
    }
    return units;
}

template <class Unit, class Text>
std::vector<std::uint8_t> asUnits(const Text& text)
{
    std::vector<std::uint8_t> bytes;
    for (const auto c : text)
        append(bytes, static_cast<Unit>(c));
    return bytes;
}

std::uint64_t countExact(Bytes bytes, std::size_t starts, const std::vector<std::uint8_t>& wanted)
{
    std::uint64_t found = 0;
    const std::uint8_t* place = bytes.data();
    const std::uint8_t* const end = bytes.data() + bytes.size();
    const std::uint8_t* const last = bytes.data() + starts;
    while (place < last) {
        const void* hit = memmem(place, static_cast<std::size_t>(end - place), wanted.data(), wanted.size());
        if (hit == nullptr || hit >= last)
            break;
        ++found;
        place = static_cast<const std::uint8_t*>(hit) + 1;
    }
    return found;
}

/// Does a record of `stride` bytes starting at `first` hold the text, a character a record? A character's low
/// byte must match; its high byte only where it has one, so that records of char and of QChar are both found.
bool stridedMatch(const std::uint8_t* first, const std::uint8_t* end, std::size_t stride,
                  const std::vector<std::uint16_t>& units)
{
    if (static_cast<std::size_t>(end - first) < (units.size() - 1) * stride + 2)
        return false;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const std::uint8_t* place = first + i * stride;
        if (place[0] != (units[i] & 0xFF) || (units[i] > 0xFF && place[1] != (units[i] >> 8)))
            return false;
    }
    return true;
}

/// UTF-32 is a stride of 4 too, and is counted under its own name.
bool isUtf32(const std::uint8_t* first, const std::vector<std::uint16_t>& units)
{
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (unitAt<std::uint16_t>(first + i * 4) != units[i] || unitAt<std::uint8_t>(first + i * 4 + 2) != 0)
            return false;
    }
    return true;
}

std::uint64_t countStrided(Bytes bytes, std::size_t starts, const std::vector<std::uint16_t>& units)
{
    if (units.size() < 2)
        return 0;
    std::uint64_t found = 0;
    const std::uint8_t* const end = bytes.data() + bytes.size();
    const std::uint8_t* const last = bytes.data() + starts;
    const std::uint8_t* place = bytes.data();
    while (place < last) {
        place = static_cast<const std::uint8_t*>(
            std::memchr(place, units[0] & 0xFF, static_cast<std::size_t>(last - place)));
        if (place == nullptr)
            break;
        for (std::size_t stride = 4; stride <= largestStride; ++stride) {
            if (static_cast<std::size_t>(end - place) <= stride)
                break;
            if (place[stride] == (units[1] & 0xFF) && stridedMatch(place, end, stride, units) &&
                !(stride == 4 && static_cast<std::size_t>(end - place) >= units.size() * 4 &&
                  isUtf32(place, units)))
                ++found;
        }
        ++place;
    }
    return found;
}

/// Runs of `Unit` numbers, `stride` bytes apart, that are the text plus one constant other than 0.
template <class Unit>
std::uint64_t countShifted(Bytes bytes, std::size_t starts, std::size_t stride,
                           const std::vector<std::uint16_t>& units)
{
    std::uint64_t found = 0;
    const std::size_t span = (units.size() - 1) * stride + sizeof(Unit);
    if (bytes.size() < span || units.size() < 2)
        return 0;
    const std::size_t end = std::min(starts, bytes.size() - span + 1);
    const auto firstStep = static_cast<Unit>(units[1] - units[0]);
    for (std::size_t at = 0; at < end; at += sizeof(Unit)) {
        const std::uint8_t* place = bytes.data() + at;
        const Unit base = unitAt<Unit>(place);
        if (static_cast<Unit>(unitAt<Unit>(place + stride) - base) != firstStep || base == units[0])
            continue;
        std::size_t i = 2;
        while (i < units.size() && static_cast<Unit>(unitAt<Unit>(place + i * stride) - base) ==
                                       static_cast<Unit>(units[i] - units[0]))
            ++i;
        found += i == units.size() ? 1U : 0U;
    }
    return found;
}

/// HarfBuzz keeps a glyph in a record of 20 bytes, Qt in an array of 32-bit numbers, X in one of 16-bit ones.
constexpr std::size_t shapedRecord = 20;

std::uint64_t countRecords(Bytes bytes, std::size_t starts, const std::vector<std::uint32_t>& glyphs)
{
    std::uint64_t found = 0;
    const std::size_t span = (glyphs.size() - 1) * shapedRecord + 4;
    if (bytes.size() < span)
        return 0;
    const std::size_t end = std::min(starts, bytes.size() - span + 1);
    for (std::size_t at = 0; at < end; at += 4) {
        std::size_t i = 0;
        while (i < glyphs.size() && unitAt<std::uint32_t>(bytes.data() + at + i * shapedRecord) == glyphs[i])
            ++i;
        found += i == glyphs.size() ? 1U : 0U;
    }
    return found;
}

} // namespace

std::size_t longestMatch(const Needle& needle)
{
    return needle.text.size() * 2 * largestStride;
}

void countMatches(Bytes bytes, std::size_t starts, const Needle& needle, Counts& counts)
{
    starts = std::min(starts, bytes.size());
    const auto add = [&counts](Encoding encoding, std::uint64_t found) {
        counts[static_cast<std::size_t>(encoding)] += found;
    };
    const std::vector<std::uint16_t> units = utf16Units(needle.text);
    add(Encoding::Utf8, countExact(bytes, starts, asUtf8(needle.text)));
    add(Encoding::Utf16, countExact(bytes, starts, asUnits<std::uint16_t>(units)));
    add(Encoding::Utf32, countExact(bytes, starts, asUnits<std::uint32_t>(needle.text)));
    add(Encoding::Strided, countStrided(bytes, starts, units));
    add(Encoding::GlyphShift, countShifted<std::uint16_t>(bytes, starts, 2, units) +
                                  countShifted<std::uint32_t>(bytes, starts, 4, units) +
                                  countShifted<std::uint32_t>(bytes, starts, shapedRecord, units));
    for (const auto& glyphs : needle.glyphs) {
        add(Encoding::GlyphFont, countExact(bytes, starts, asUnits<std::uint16_t>(glyphs)) +
                                     countExact(bytes, starts, asUnits<std::uint32_t>(glyphs)) +
                                     countRecords(bytes, starts, glyphs));
    }
}

bool decodeUtf8(std::string_view text, std::u32string& characters)
{
    characters.clear();
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<std::uint8_t>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (length == 0 || i + length > text.size())
            return false;
        auto c = static_cast<char32_t>(length == 1 ? lead : lead & (0x7F >> length));
        for (std::size_t k = 1; k < length; ++k)
            c = (c << 6) | (static_cast<std::uint8_t>(text[i + k]) & 0x3FU);
        characters.push_back(c);
        i += length;
    }
    return true;
}

} // namespace lockleaf::test
