// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/needle_search.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace lockleaf::app {

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

/// Is one of the bytes at strides 4 to the largest `wanted`? All are compared, which takes few instructions.
bool hasByte(const std::uint8_t* place, std::uint8_t wanted)
{
    std::uint8_t any = 0;
    for (std::size_t i = 0; i <= largestStride - 4; ++i)
        any |= static_cast<std::uint8_t>(place[i] == wanted);
    return any != 0;
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
        if (static_cast<std::size_t>(end - place) > largestStride &&
            !hasByte(place + 4, static_cast<std::uint8_t>(units[1]))) {
            ++place;
            continue;
        }
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

constexpr std::size_t blockUnits = 64;

/// Does one of a block of numbers differ by `step` from the one `stride` bytes behind it?
template <class Unit>
bool hasStep(const std::uint8_t* first, std::size_t stride, Unit step)
{
    Unit any = 0;
    for (std::size_t i = 0; i < blockUnits; ++i) {
        const std::uint8_t* place = first + i * sizeof(Unit);
        any = static_cast<Unit>(
            any | Unit{static_cast<Unit>(unitAt<Unit>(place + stride) - unitAt<Unit>(place)) == step});
    }
    return any != 0;
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
        if (at + blockUnits * sizeof(Unit) <= end && !hasStep<Unit>(place, stride, firstStep)) {
            at += (blockUnits - 1) * sizeof(Unit);
            continue;
        }
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

bool hasNumber(const std::uint8_t* first, std::uint32_t wanted)
{
    std::uint32_t any = 0;
    for (std::size_t i = 0; i < blockUnits; ++i)
        any |= std::uint32_t{unitAt<std::uint32_t>(first + i * 4) == wanted};
    return any != 0;
}

std::uint64_t countRecords(Bytes bytes, std::size_t starts, const std::vector<std::uint32_t>& glyphs)
{
    std::uint64_t found = 0;
    const std::size_t span = (glyphs.size() - 1) * shapedRecord + 4;
    if (bytes.size() < span)
        return 0;
    const std::size_t end = std::min(starts, bytes.size() - span + 1);
    for (std::size_t at = 0; at < end; at += 4) {
        if (at + blockUnits * 4 <= end && !hasNumber(bytes.data() + at, glyphs[0])) {
            at += (blockUnits - 1) * 4;
            continue;
        }
        std::size_t i = 0;
        while (i < glyphs.size() && unitAt<std::uint32_t>(bytes.data() + at + i * shapedRecord) == glyphs[i])
            ++i;
        found += i == glyphs.size() ? 1U : 0U;
    }
    return found;
}

} // namespace

NeedleSearch::NeedleSearch(std::vector<Needle> needles) : m_needles(std::move(needles))
{
    for (std::size_t i = 0; i < m_needles.size(); ++i) {
        const Needle& needle = m_needles[i];
        m_units.push_back(utf16Units(needle.text));
        m_exact.add({asUtf8(needle.text), i, Encoding::Utf8});
        m_exact.add({asUnits<std::uint16_t>(m_units[i]), i, Encoding::Utf16});
        m_exact.add({asUnits<std::uint32_t>(needle.text), i, Encoding::Utf32});
        for (const auto& glyphs : needle.glyphs) {
            m_exact.add({asUnits<std::uint16_t>(glyphs), i, Encoding::GlyphFont});
            m_exact.add({asUnits<std::uint32_t>(glyphs), i, Encoding::GlyphFont});
        }
        m_longest = std::max(m_longest, needle.text.size() * 2 * largestStride);
    }
}

void NeedleSearch::count(Bytes bytes, std::size_t starts, std::vector<Counts>& counts) const
{
    counts.resize(m_needles.size());
    starts = std::min(starts, bytes.size());
    m_exact.count(bytes, starts, counts);
    for (std::size_t i = 0; i < m_needles.size(); ++i) {
        const std::vector<std::uint16_t>& units = m_units[i];
        const auto add = [&counts, i](Encoding encoding, std::uint64_t found) {
            counts[i][static_cast<std::size_t>(encoding)] += found;
        };
        add(Encoding::Strided, countStrided(bytes, starts, units));
        add(Encoding::GlyphShift, countShifted<std::uint16_t>(bytes, starts, 2, units) +
                                      countShifted<std::uint32_t>(bytes, starts, 4, units) +
                                      countShifted<std::uint32_t>(bytes, starts, shapedRecord, units));
        for (const auto& glyphs : m_needles[i].glyphs)
            add(Encoding::GlyphFont, countRecords(bytes, starts, glyphs));
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

} // namespace lockleaf::app
