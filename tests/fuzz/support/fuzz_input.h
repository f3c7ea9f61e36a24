// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <algorithm>

namespace lockleaf::test {

/// What a fuzzer was given, taken from its beginning on. Behind the end there are zeros.
class FuzzInput
{
public:
    FuzzInput(const std::uint8_t* data, std::size_t size) : m_left(data, size) {}

    [[nodiscard]] bool isEmpty() const { return m_left.empty(); }
    std::uint8_t octet()
    {
        std::uint8_t value = 0;
        take({&value, 1});
        return value;
    }
    std::uint16_t u16()
    {
        std::uint8_t bytes[2] = {};
        take(bytes);
        return loadLe16(bytes);
    }
    std::uint32_t u32()
    {
        std::uint8_t bytes[4] = {};
        take(bytes);
        return loadLe32(bytes);
    }
    /// Fills `into` as far as there is something left.
    void take(MutableByteView into)
    {
        const ByteView taken = some(into.size());
        std::copy(taken.begin(), taken.end(), into.begin());
    }
    /// The next `most` octets, or what is left.
    ByteView some(std::size_t most)
    {
        const ByteView taken = m_left.first(std::min(most, m_left.size()));
        m_left = m_left.subspan(taken.size());
        return taken;
    }
    ByteView rest() { return some(m_left.size()); }

private:
    ByteView m_left;
};

} // namespace lockleaf::test
