// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/sealed_database.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace lockleaf {

namespace {

constexpr std::size_t databaseHeaderSize = 100;
constexpr std::size_t atDatabasePageSize = 16; // two octets, big-endian
constexpr std::size_t atReserve = 20;

std::uint64_t pageOffset(std::uint32_t number)
{
    return layout::headerRegionSize + (std::uint64_t{number} - 1) * layout::pageSize;
}

std::string pageName(std::uint32_t number)
{
    return "page " + std::to_string(number);
}

/// What SQLite needs to know before it reads the log: sizes and that there is a log. Given where page 1 is
/// torn, since the log that repairs it is read only after this.
void writeSyntheticHeader(MutableByteView into)
{
    constexpr std::string_view sqliteMagic{"SQLite format 3\0", 16};
    std::array<std::uint8_t, databaseHeaderSize> header{};
    std::copy(sqliteMagic.begin(), sqliteMagic.end(), header.begin());
    header[atDatabasePageSize] = layout::pageSize >> 8;
    header[18] = 2; // write version: log
    header[19] = 2; // read version: log
    header[atReserve] = layout::pageReserve;
    header[21] = 64;
    header[22] = 32;
    header[23] = 32;
    std::copy_n(header.begin(), into.size(), into.begin());
}

Result<void> checkShape(std::uint64_t offset, ByteView page)
{
    const bool wholePage = page.size() == layout::pageSize && offset % layout::pageSize == 0 &&
                           offset / layout::pageSize < std::numeric_limits<std::uint32_t>::max();
    if (!wholePage)
        return fail(ErrorCode::Internal, "a write that is not one page");
    const bool reserveIsZero = std::all_of(page.begin() + layout::pageContent, page.end(),
                                           [](std::uint8_t byte) { return byte == 0; });
    if (!reserveIsZero)
        return fail(ErrorCode::Internal, "a page that uses its reserve");
    const bool rightLayout = offset != 0 || (page[atReserve] == layout::pageReserve &&
                                             page[atDatabasePageSize] == (layout::pageSize >> 8) &&
                                             page[atDatabasePageSize + 1] == (layout::pageSize & 0xFF));
    if (!rightLayout)
        return fail(ErrorCode::Internal, "a database of another page size or reserve");
    return {};
}

} // namespace

Result<std::uint32_t> SealedDatabase::pageCount()
{
    LOCKLEAF_TRY(const std::uint64_t physical, m_file.size());
    if (physical <= layout::headerRegionSize)
        return 0U;
    // A part of a page at the end is what a power cut left of a checkpoint; the log holds the whole page.
    const std::uint64_t count = (physical - layout::headerRegionSize) / layout::pageSize;
    if (count > std::numeric_limits<std::uint32_t>::max())
        return fail(ErrorCode::Damaged, "the file is too long");
    return static_cast<std::uint32_t>(count);
}

Result<std::uint64_t> SealedDatabase::size()
{
    LOCKLEAF_TRY(const std::uint32_t count, pageCount());
    return std::uint64_t{count} * layout::pageSize;
}

PageTag& SealedDatabase::knownTag(std::uint32_t number)
{
    if (m_tags.size() < number)
        m_tags.resize(number);
    return m_tags[number - 1];
}

Result<void> SealedDatabase::openPage(std::uint32_t number, MutablePage plain)
{
    std::array<std::uint8_t, layout::pageSize> sealed;
    LOCKLEAF_TRY(const std::size_t got, m_file.readAt(pageOffset(number), sealed));
    if (got != layout::pageSize)
        return fail(ErrorCode::Damaged, pageName(number) + " is cut off");
    if (!m_sealer.open(number, sealed, plain))
        return fail(ErrorCode::Damaged, pageName(number));
    const PageTag tag = tagOfPage(sealed);
    PageTag& known = knownTag(number);
    if (known == PageTag{})
        known = tag;
    else if (known != tag) {
        wipe(plain.data(), plain.size());
        return fail(ErrorCode::Damaged, pageName(number) + " was replaced while the vault was open");
    }
    return {};
}

Result<void> SealedDatabase::readStart(MutableByteView into)
{
    std::array<std::uint8_t, layout::pageSize> plain;
    if (openPage(1, plain))
        std::copy_n(plain.begin(), into.size(), into.begin());
    else
        writeSyntheticHeader(into);
    wipe(plain.data(), plain.size());
    return {};
}

Result<bool> SealedDatabase::read(std::uint64_t offset, MutableByteView into)
{
    LOCKLEAF_TRY(const std::uint64_t end, size());
    const std::size_t within = offset % layout::pageSize;
    if (within + into.size() > layout::pageSize)
        return fail(ErrorCode::Internal, "a read over the edge of a page");
    if (offset >= end) {
        std::fill(into.begin(), into.end(), std::uint8_t{0});
        // SQLite would take a page that is missing for an empty one.
        if (into.size() == layout::pageSize && end != 0)
            return fail(ErrorCode::Damaged, "a page beyond the end of the file");
        return false;
    }
    if (offset == 0 && into.size() == databaseHeaderSize) {
        LOCKLEAF_CHECK(readStart(into));
        return true;
    }
    const auto number = static_cast<std::uint32_t>(offset / layout::pageSize + 1);
    if (into.size() == layout::pageSize) {
        LOCKLEAF_CHECK(openPage(number, MutablePage(into)));
        return true;
    }
    std::array<std::uint8_t, layout::pageSize> plain;
    auto opened = openPage(number, plain);
    if (opened)
        std::copy_n(plain.begin() + static_cast<std::ptrdiff_t>(within), into.size(), into.begin());
    wipe(plain.data(), plain.size());
    LOCKLEAF_CHECK(std::move(opened));
    return true;
}

Result<void> SealedDatabase::writePage(std::uint32_t number, PageView plain)
{
    std::array<std::uint8_t, layout::pageSize> sealed;
    const PageTag tag = m_sealer.seal(number, plain, sealed);
    // Until the write is through, the place may hold the old page, the new one, or a torn one.
    PageTag& known = knownTag(number);
    known = PageTag{};
    LOCKLEAF_CHECK(m_file.writeAt(pageOffset(number), sealed));
    known = tag;
    return {};
}

Result<void> SealedDatabase::write(std::uint64_t offset, ByteView from)
{
    LOCKLEAF_CHECK(checkShape(offset, from));
    if (m_beforeWrite)
        LOCKLEAF_CHECK(m_beforeWrite());
    const auto number = static_cast<std::uint32_t>(offset / layout::pageSize + 1);
    LOCKLEAF_TRY(const std::uint32_t count, pageCount());
    // SQLite writes beyond the end and later reads what lies between; only sealed pages may lie there.
    constexpr std::array<std::uint8_t, layout::pageSize> zeros{};
    for (std::uint32_t hole = count + 1; hole < number; ++hole)
        LOCKLEAF_CHECK(writePage(hole, zeros));
    return writePage(number, PageView(from));
}

Result<void> SealedDatabase::truncate(std::uint64_t size)
{
    if (size % layout::pageSize != 0)
        return fail(ErrorCode::Internal, "a size that is no number of pages");
    if (m_beforeWrite)
        LOCKLEAF_CHECK(m_beforeWrite());
    LOCKLEAF_CHECK(m_file.truncate(layout::headerRegionSize + size));
    m_tags.resize(std::min<std::size_t>(m_tags.size(), size / layout::pageSize));
    return {};
}

} // namespace lockleaf
