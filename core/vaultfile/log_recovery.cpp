// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/log_recovery.h"

#include <algorithm>
#include <optional>

namespace lockleaf {

namespace {

std::uint32_t loadBe32(const std::uint8_t* p)
{
    return (std::uint32_t{p[0]} << 24) | (std::uint32_t{p[1]} << 16) | (std::uint32_t{p[2]} << 8) | p[3];
}

/// The running checksum of SQLite's log (sqlite.org/fileformat2.html, 4.2).
class LogChecksum
{
public:
    explicit LogChecksum(const LogHeader& header)
        : m_bigEndian((loadBe32(header.sqlite.data()) & 1) != 0),
          m_first(loadBe32(header.sqlite.data() + 24)), m_second(loadBe32(header.sqlite.data() + 28))
    {
    }
    void add(ByteView bytes)
    {
        for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
            m_first += word(bytes.data() + i) + m_second;
            m_second += word(bytes.data() + i + 4) + m_first;
        }
    }
    [[nodiscard]] bool matches(const std::uint8_t* stored) const
    {
        return loadBe32(stored) == m_first && loadBe32(stored + 4) == m_second;
    }

private:
    [[nodiscard]] std::uint32_t word(const std::uint8_t* p) const
    {
        return m_bigEndian ? loadBe32(p) : loadLe32(p);
    }
    bool m_bigEndian;
    std::uint32_t m_first;
    std::uint32_t m_second;
};

/// Whether SQLite's recovery will take the frame.
bool acceptable(const FrameHead& head, PageView page, const LogHeader& header, LogChecksum& checksum)
{
    const std::uint8_t* bytes = head.sqlite.data();
    const bool sameSalt = std::equal(bytes + 8, bytes + 16, header.sqlite.data() + 16);
    if (!sameSalt || loadBe32(bytes) == 0)
        return false;
    checksum.add({bytes, 8});
    checksum.add(page);
    return checksum.matches(bytes + 16);
}

/// Frames of a log: how many are committed, how many were taken behind those, and how many there is room for.
struct FrameCounts
{
    std::uint64_t committed;
    std::uint64_t open;
    std::uint64_t all;
};

/// Damaged where a frame behind the committed ones belongs to a transaction that began behind them.
Result<void> lookBehind(SyncedFile& file, const LogSealer& sealer, const LogHeader& header,
                        const FrameCounts& frames)
{
    std::array<std::uint8_t, LogSealer::frameHeadSize> sealed;
    for (std::uint64_t index = frames.committed; index < frames.all; ++index) {
        LOCKLEAF_CHECK(file.readAt(framePosition(index), sealed));
        if (std::all_of(sealed.begin(), sealed.end(), [](std::uint8_t byte) { return byte == 0; })) {
            // Somebody may have made the file longer, by terabytes that cost nothing: holes are stepped over.
            const std::uint64_t data = file.nextData(framePosition(index));
            if (data > framePosition(index + 1))
                index = (data - layout::logFramesOffset) / LogSealer::frameSize - 1;
            continue;
        }
        const auto head = sealer.openFrameHead(header, index, sealed);
        if (head && head->transactionStart > frames.committed)
            return fail(ErrorCode::Damaged,
                        "the log is damaged at frame " + std::to_string(frames.committed + frames.open + 1));
    }
    return {};
}

} // namespace

Result<LogScan> scanLog(SyncedFile& file, const LogSealer& sealer, const LogHeader& header)
{
    LOCKLEAF_TRY(const std::uint64_t size, file.size());
    const std::uint64_t count =
        size < layout::logFramesOffset ? 0 : (size - layout::logFramesOffset) / LogSealer::frameSize;
    LogScan scan;
    std::vector<FrameTags> open; // frames after the last commit
    LogChecksum checksum(header);
    Bytes sealed(LogSealer::frameSize);
    SecureBytes plain(layout::pageSize);
    const MutablePage page(plain.data(), layout::pageSize);
    const std::span<const std::uint8_t, LogSealer::frameHeadSize> sealedHead(sealed.data(),
                                                                             LogSealer::frameHeadSize);
    const PageView sealedPage(sealed.data() + LogSealer::frameHeadSize, layout::pageSize);
    std::uint64_t index = 0;
    for (; index < count; ++index) {
        LOCKLEAF_CHECK(file.readAt(framePosition(index), sealed));
        const auto head = sealer.openFrameHead(header, index, sealedHead);
        if (!head || !sealer.openFramePage(header, index, sealedPage, page) ||
            !acceptable(*head, page, header, checksum))
            break;
        FrameTags tags;
        std::copy(sealedHead.end() - aead::tagSize, sealedHead.end(), tags.head.begin());
        tags.page = tagOfPage(sealedPage);
        open.push_back(tags);
        const bool commit = loadBe32(head->sqlite.data() + 4) != 0;
        if (commit) {
            scan.committed.insert(scan.committed.end(), open.begin(), open.end());
            open.clear();
        }
    }
    LOCKLEAF_CHECK(lookBehind(file, sealer, header, {scan.committed.size(), open.size(), count}));
    return scan;
}

} // namespace lockleaf
