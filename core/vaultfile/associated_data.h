// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/layout.h"

#include <algorithm>
#include <cassert>

namespace lockleaf {

/// Puts the associated data of one seal together: a label, then fields of fixed width, little-endian.
class AssociatedData
{
public:
    explicit AssociatedData(std::string_view label)
    {
        assert(label.size() <= layout::labelSize);
        std::copy(label.begin(), label.end(), m_bytes.begin());
        m_size = layout::labelSize;
    }
    AssociatedData& u16(std::uint16_t value)
    {
        storeLe16(grow(2), value);
        return *this;
    }
    AssociatedData& u32(std::uint32_t value)
    {
        storeLe32(grow(4), value);
        return *this;
    }
    AssociatedData& u64(std::uint64_t value)
    {
        storeLe64(grow(8), value);
        return *this;
    }
    AssociatedData& bytes(ByteView value)
    {
        std::copy(value.begin(), value.end(), grow(value.size()));
        return *this;
    }
    [[nodiscard]] ByteView view() const { return {m_bytes.data(), m_size}; }

private:
    std::uint8_t* grow(std::size_t size)
    {
        assert(m_size + size <= m_bytes.size());
        m_size += size;
        return m_bytes.data() + m_size - size;
    }

    std::array<std::uint8_t, 96> m_bytes{};
    std::size_t m_size = 0;
};

} // namespace lockleaf
