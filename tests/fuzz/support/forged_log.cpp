// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/support/forged_log.h"

#include "core/vaultfile/log_recovery.h"

#include <algorithm>

namespace lockleaf::test {

namespace {

void storeBe32(std::uint8_t* p, std::uint32_t value)
{
    for (int i = 0; i < 4; ++i)
        p[i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

} // namespace

void ForgedLog::grow(std::size_t size)
{
    m_content.resize(std::max(m_content.size(), size));
}

// With the magic number of 0x377F0682 words are little-endian.
void ForgedLog::checksum(ByteView octets)
{
    for (std::size_t i = 0; i + 8 <= octets.size(); i += 8) {
        m_first += loadLe32(octets.data() + i) + m_second;
        m_second += loadLe32(octets.data() + i + 4) + m_first;
    }
}

void ForgedLog::begin(std::uint64_t sequence, const LogId& id, std::uint32_t saltOfSqlite)
{
    std::array<std::uint8_t, layout::logHeaderSize> header{};
    storeBe32(header.data(), 0x377F'0682);
    storeBe32(header.data() + 4, 3'007'000);
    storeBe32(header.data() + 8, layout::pageSize);
    storeBe32(header.data() + 12, 1);
    storeBe32(header.data() + 16, saltOfSqlite);
    storeBe32(header.data() + 20, ~saltOfSqlite);
    m_first = m_second = 0;
    checksum(ByteView(header).first(24));
    storeBe32(header.data() + 24, m_first);
    storeBe32(header.data() + 28, m_second);
    beginRaw(sequence, id, header);
}

void ForgedLog::beginRaw(std::uint64_t sequence, const LogId& id, ByteView sqliteHeader)
{
    m_header.sequence = sequence;
    m_header.logId = id;
    std::copy_n(sqliteHeader.begin(), std::min(sqliteHeader.size(), m_header.sqlite.size()),
                m_header.sqlite.begin());
    grow(layout::logFramesOffset);
}

void ForgedLog::putHeader(std::size_t copy)
{
    const auto sealed = m_sealer.sealHeader(copy, m_header);
    std::copy(sealed.begin(), sealed.end(),
              m_content.begin() + static_cast<std::ptrdiff_t>(layout::logHeaderOffsets[copy]));
}

void ForgedLog::putMark(std::uint64_t frames)
{
    const Bytes sealed = m_sealer.sealMark(m_header, frames);
    std::copy(sealed.begin(), sealed.end(),
              m_content.begin() + static_cast<std::ptrdiff_t>(layout::logMarkOffset));
}

void ForgedLog::addFrame(std::uint32_t page, std::uint32_t databasePages, const Bytes& plain)
{
    FrameHead head;
    storeBe32(head.sqlite.data(), page);
    storeBe32(head.sqlite.data() + 4, databasePages);
    std::copy_n(m_header.sqlite.begin() + 16, 8, head.sqlite.begin() + 8);
    checksum(ByteView(head.sqlite).first(8));
    checksum(plain);
    storeBe32(head.sqlite.data() + 16, m_first);
    storeBe32(head.sqlite.data() + 20, m_second);
    head.transactionStart = m_transactionStart;
    addForged(head, plain);
    if (databasePages != 0)
        m_transactionStart = m_frames;
}

void ForgedLog::addForged(const FrameHead& head, const Bytes& plain)
{
    const std::size_t at = framePosition(m_frames);
    grow(at + LogSealer::frameSize);
    m_sealer.sealFrameHead(
        m_header, m_frames, head,
        std::span<std::uint8_t, LogSealer::frameHeadSize>(m_content.data() + at, LogSealer::frameHeadSize));
    m_sealer.sealFramePage(m_header, m_frames, PageView(plain),
                           MutablePage(m_content.data() + at + LogSealer::frameHeadSize, layout::pageSize));
    ++m_frames;
}

void ForgedLog::addOctets(ByteView octets)
{
    m_content.insert(m_content.end(), octets.begin(), octets.end());
}

} // namespace lockleaf::test
