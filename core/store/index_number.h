// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <optional>

namespace lockleaf {

/// Reads numbers as SQLite writes them, one after the other: seven bits an octet, the highest first, the
/// eighth bit on all but the last; a ninth octet has eight ("varint", Database File Format 1.6).
class IndexNumbers
{
public:
    explicit IndexNumbers(ByteView bytes) : m_bytes(bytes) {}

    /// Nothing where the octets end before the number does.
    std::optional<std::uint64_t> next()
    {
        constexpr std::size_t longest = 9;
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < longest && i < m_bytes.size(); ++i) {
            const std::uint8_t octet = m_bytes[i];
            const bool isWhole = i + 1 == longest;
            number = isWhole ? number << 8 | octet : number << 7 | (octet & 0x7fU);
            if (isWhole || (octet & 0x80U) == 0) {
                m_bytes = m_bytes.subspan(i + 1);
                return number;
            }
        }
        return std::nullopt;
    }
    /// The next `size` octets; nothing where there are fewer.
    std::optional<ByteView> take(std::uint64_t size)
    {
        if (size > m_bytes.size())
            return std::nullopt;
        const ByteView taken = m_bytes.first(static_cast<std::size_t>(size));
        m_bytes = m_bytes.subspan(taken.size());
        return taken;
    }
    [[nodiscard]] bool atEnd() const { return m_bytes.empty(); }

private:
    ByteView m_bytes;
};

} // namespace lockleaf
