// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/fields.h"

#include <cassert>
#include <limits>

namespace lockleaf {

namespace {
constexpr std::size_t fieldHead = 6;
}

FieldWriter::FieldWriter(const std::vector<UnknownField>& kept) : m_kept(kept)
{
    m_out.append({&fieldLayout, 1});
}

void FieldWriter::put(std::uint16_t type, ByteView first, ByteView second)
{
    assert(static_cast<int>(type) > m_lastType);
    m_lastType = type;
    std::array<std::uint8_t, fieldHead> head{};
    storeLe16(head.data(), type);
    storeLe32(head.data() + 2, static_cast<std::uint32_t>(first.size() + second.size()));
    m_out.append(head);
    m_out.append(first);
    m_out.append(second);
}

void FieldWriter::putKeptBelow(std::uint32_t type)
{
    for (; m_nextKept < m_kept.size() && m_kept[m_nextKept].type < type; ++m_nextKept)
        put(m_kept[m_nextKept].type, m_kept[m_nextKept].value.view(), {});
}

void FieldWriter::bytes(std::uint16_t type, ByteView value)
{
    bytes(type, value, {});
}

void FieldWriter::bytes(std::uint16_t type, ByteView first, ByteView second)
{
    putKeptBelow(type);
    put(type, first, second);
}

void FieldWriter::u8(std::uint16_t type, std::uint8_t value)
{
    bytes(type, {&value, 1});
}

void FieldWriter::u32(std::uint16_t type, std::uint32_t value)
{
    std::array<std::uint8_t, 4> encoded{};
    storeLe32(encoded.data(), value);
    bytes(type, encoded);
}

void FieldWriter::u64(std::uint16_t type, std::uint64_t value)
{
    std::array<std::uint8_t, 8> encoded{};
    storeLe64(encoded.data(), value);
    bytes(type, encoded);
}

SecureBytes FieldWriter::finish()
{
    putKeptBelow(std::numeric_limits<std::uint32_t>::max());
    return std::move(m_out);
}

std::optional<std::uint8_t> Field::u8() const
{
    return value.size() == 1 ? std::optional(value[0]) : std::nullopt;
}

std::optional<std::uint32_t> Field::u32() const
{
    return value.size() == 4 ? std::optional(loadLe32(value.data())) : std::nullopt;
}

std::optional<std::uint64_t> Field::u64() const
{
    return value.size() == 8 ? std::optional(loadLe64(value.data())) : std::nullopt;
}

Result<std::vector<Field>> readFields(ByteView plain)
{
    if (plain.empty() || plain[0] != fieldLayout)
        return fail(ErrorCode::Damaged, "record layout");
    std::vector<Field> fields;
    int lastType = -1;
    for (ByteView rest = plain.subspan(1); !rest.empty();) {
        if (rest.size() < fieldHead)
            return fail(ErrorCode::Damaged, "record field cut short");
        const std::uint16_t type = loadLe16(rest.data());
        const std::uint32_t length = loadLe32(rest.data() + 2);
        rest = rest.subspan(fieldHead);
        if (length > rest.size() || static_cast<int>(type) <= lastType)
            return fail(ErrorCode::Damaged, "record field bounds");
        lastType = type;
        fields.push_back({type, rest.first(length)});
        rest = rest.subspan(length);
    }
    return fields;
}

} // namespace lockleaf
