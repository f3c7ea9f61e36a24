// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/raw_page.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::size_t usable = layout::pageContent;
constexpr std::uint8_t indexInterior = 0x02;
constexpr std::uint8_t indexLeaf = 0x0A;
constexpr std::uint8_t tableLeaf = 0x0D;
constexpr std::size_t fileHeader = 100; ///< Before the b-tree's header in page 1.
constexpr std::size_t mostTableLocal = usable - 35;
constexpr std::size_t mostIndexLocal = (usable - 12) * 64 / 255 - 23;
constexpr std::size_t leastLocal = (usable - 12) * 32 / 255 - 23;
constexpr std::size_t overflowContent = usable - 4;

/// SQLite's variable-length integer at `at`, which moves behind it; nothing where it does not end in `bytes`.
std::optional<std::uint64_t> takeVarint(ByteView bytes, std::size_t& at)
{
    std::uint64_t value = 0;
    for (int i = 0; i < 9; ++i) {
        if (at >= bytes.size())
            return std::nullopt;
        const std::uint8_t byte = bytes[at++];
        if (i == 8)
            return (value << 8) | byte;
        value = (value << 7) | (byte & 0x7Fu);
        if ((byte & 0x80) == 0)
            return value;
    }
    return std::nullopt;
}

std::uint64_t bigEndian(ByteView bytes)
{
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes)
        value = (value << 8) | byte;
    return value;
}

std::size_t localSize(std::uint64_t payload, std::size_t mostLocal)
{
    if (payload <= mostLocal)
        return static_cast<std::size_t>(payload);
    const std::size_t rest = leastLocal + static_cast<std::size_t>((payload - leastLocal) % overflowContent);
    return rest <= mostLocal ? rest : leastLocal;
}

std::optional<RawCell> cellAt(ByteView page, std::size_t at, std::uint8_t type)
{
    const ByteView content = page.first(usable);
    if (type == indexInterior)
        at += 4;
    const auto payload = takeVarint(content, at);
    if (!payload || (type == tableLeaf && !takeVarint(content, at)))
        return std::nullopt;
    RawCell cell;
    cell.payloadSize = *payload;
    const std::size_t local = localSize(*payload, type == tableLeaf ? mostTableLocal : mostIndexLocal);
    const bool goesOn = local < *payload;
    if (at > content.size() || content.size() - at < local + (goesOn ? 4 : 0))
        return std::nullopt;
    cell.local = content.subspan(at, local);
    if (goesOn)
        cell.overflow = static_cast<std::uint32_t>(bigEndian(content.subspan(at + local, 4)));
    return cell;
}

/// Bytes of a column of this serial type, and what it is.
RawColumn columnOf(std::uint64_t serial)
{
    static constexpr std::uint8_t integerSizes[] = {0, 1, 2, 3, 4, 6, 8};
    RawColumn column;
    if (serial == 0)
        return column;
    if (serial >= 12) {
        column.type = serial % 2 == 0 ? RawColumn::Type::Blob : RawColumn::Type::Text;
        column.size = (serial - 12) / 2;
    } else if (serial == 7) {
        column.type = RawColumn::Type::Real;
        column.size = 8;
    } else {
        column.type = RawColumn::Type::Integer;
        column.integer = serial == 9 ? 1 : 0;
        column.size = serial < std::size(integerSizes) ? integerSizes[serial] : 0;
    }
    return column;
}

std::int64_t signedInteger(ByteView bytes)
{
    const std::uint64_t value = bigEndian(bytes);
    const unsigned bits = static_cast<unsigned>(bytes.size()) * 8;
    const bool negative = bits > 0 && bits < 64 && (value >> (bits - 1)) != 0;
    return static_cast<std::int64_t>(negative ? value | (~std::uint64_t{0} << bits) : value);
}

} // namespace

RawPage parseRawPage(std::uint32_t number, PageView page)
{
    RawPage parsed;
    const std::size_t header = number == 1 ? fileHeader : 0;
    const std::uint8_t type = page[header];
    if (type == tableLeaf)
        parsed.kind = RawPage::Kind::TableLeaf;
    else if (type == indexLeaf || type == indexInterior)
        parsed.kind = RawPage::Kind::Index;
    else
        return parsed;
    const std::size_t pointers = header + (type == indexInterior ? 12 : 8);
    const std::size_t count = static_cast<std::size_t>(bigEndian(ByteView(page).subspan(header + 3, 2)));
    for (std::size_t i = 0; i < count && pointers + 2 * i + 2 <= usable; ++i) {
        const auto at = static_cast<std::size_t>(bigEndian(ByteView(page).subspan(pointers + 2 * i, 2)));
        if (at >= usable)
            continue;
        if (const auto cell = cellAt(page, at, type))
            parsed.cells.push_back(*cell);
    }
    return parsed;
}

std::optional<SecureBytes> wholePayload(const RawCell& cell, std::size_t limit, const PageReader& readPage,
                                        std::vector<std::uint32_t>* through)
{
    if (cell.payloadSize > limit)
        return std::nullopt;
    SecureBytes payload;
    payload.reserve(static_cast<std::size_t>(cell.payloadSize));
    payload.append(cell.local);
    SecureBytes scratch(layout::pageSize);
    const MutablePage page(scratch.data(), layout::pageSize);
    // Each page adds to the payload, whose size is bounded: a chain that bites its tail ends too.
    for (std::uint32_t next = cell.overflow; payload.size() < cell.payloadSize;) {
        if (next == 0 || !readPage(next, page))
            return std::nullopt;
        if (through)
            through->push_back(next);
        const auto left = static_cast<std::size_t>(cell.payloadSize) - payload.size();
        payload.append(ByteView(page).subspan(4, std::min(left, overflowContent)));
        next = static_cast<std::uint32_t>(bigEndian(ByteView(page).first(4)));
    }
    return payload;
}

std::vector<RawColumn> rawColumns(ByteView start, std::uint64_t payloadSize, std::size_t most)
{
    std::size_t at = 0;
    const auto headerSize = takeVarint(start, at);
    if (!headerSize || *headerSize > start.size() || *headerSize < at)
        return {};
    const ByteView header = start.first(static_cast<std::size_t>(*headerSize));
    std::vector<RawColumn> columns;
    std::uint64_t position = *headerSize;
    while (at < header.size()) {
        const auto serial = takeVarint(header, at);
        if (!serial || *serial == 10 || *serial == 11 || columns.size() == most)
            return {};
        RawColumn column = columnOf(*serial);
        column.position = position;
        if (column.size > payloadSize - std::min(position, payloadSize))
            return {};
        position += column.size;
        if (column.type == RawColumn::Type::Integer && column.size > 0 && position <= start.size())
            column.integer = signedInteger(start.subspan(static_cast<std::size_t>(column.position),
                                                         static_cast<std::size_t>(column.size)));
        columns.push_back(column);
    }
    if (position != payloadSize)
        return {};
    return columns;
}

} // namespace lockleaf
