// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace lockleaf {

namespace {

bool isContinuation(std::uint8_t byte)
{
    return (byte & 0xC0) == 0x80;
}

/// Length of the well-formed sequence of two to four bytes at `p`, or 0.
std::size_t sequenceLength(const std::uint8_t* p, std::size_t left)
{
    const std::uint8_t lead = p[0];
    if (lead >= 0xC2 && lead <= 0xDF)
        return left >= 2 && isContinuation(p[1]) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (left < 3 || !isContinuation(p[1]) || !isContinuation(p[2]))
            return 0;
        const bool overlong = lead == 0xE0 && p[1] < 0xA0;
        const bool surrogate = lead == 0xED && p[1] > 0x9F;
        return overlong || surrogate ? 0 : 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (left < 4 || !isContinuation(p[1]) || !isContinuation(p[2]) || !isContinuation(p[3]))
            return 0;
        const bool overlong = lead == 0xF0 && p[1] < 0x90;
        const bool beyond = lead == 0xF4 && p[1] > 0x8F;
        return overlong || beyond ? 0 : 4;
    }
    return 0;
}

} // namespace

bool isStorableText(std::string_view text)
{
    const auto* p = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t i = 0;
    while (i < text.size()) {
        std::uint64_t eight = 0;
        if (text.size() - i >= 8) { // most text is ASCII: eight bytes at a time
            std::memcpy(&eight, p + i, 8);
            constexpr std::uint64_t high = 0x8080808080808080U;
            const bool hasZero = ((eight - 0x0101010101010101U) & ~eight & high) != 0;
            if ((eight & high) == 0 && !hasZero) {
                i += 8;
                continue;
            }
        }
        if (p[i] == 0)
            return false;
        if (p[i] < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = sequenceLength(p + i, text.size() - i);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

} // namespace lockleaf
