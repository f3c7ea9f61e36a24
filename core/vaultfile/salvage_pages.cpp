// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/salvage_pages.h"

#include "core/vaultfile/log_recovery.h"
#include "core/vaultfile/state_blocks.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace lockleaf {

namespace {

std::uint32_t bigEndian32(const std::uint8_t* p)
{
    return (std::uint32_t{p[0]} << 24) | (std::uint32_t{p[1]} << 16) | (std::uint32_t{p[2]} << 8) | p[3];
}

/// A disk that lets nothing be written is no reason not to read it.
Result<SyncedFile> openDamaged(const std::filesystem::path& path)
{
    auto file = openFile(path, FileAccess::ReadWrite, FileRole::Vault);
    const bool readOnly = !file && (file.error().code == ErrorCode::ReadOnly ||
                                    file.error().code == ErrorCode::PermissionDenied);
    if (readOnly)
        return openFile(path, FileAccess::Read, FileRole::Vault);
    if (file)
        LOCKLEAF_CHECK(file->holdExclusively());
    return file;
}

} // namespace

Result<std::unique_ptr<SalvagePages>> SalvagePages::open(const std::filesystem::path& path,
                                                         const UnlockedKey& key)
{
    LOCKLEAF_TRY(SyncedFile file, openDamaged(path));
    LOCKLEAF_TRY(const HeaderRegion region, HeaderRegion::read(file));
    LOCKLEAF_TRY(const std::size_t authentic,
                 region.authenticCopy(deriveSubkey<HeaderMacPurpose>(key.dataKey)));
    const Header& header = region.copy(authentic).header;
    if (header.vaultId != key.vaultId)
        return fail(ErrorCode::WrongPassword, "another vault stands in its place");
    LOCKLEAF_TRY(const std::uint64_t size, file.size());
    std::unique_ptr<SalvagePages> pages(new SalvagePages(std::move(file), key.dataKey, header));
    const std::uint64_t behindHeader = size - std::min(size, layout::headerRegionSize);
    pages->m_count = static_cast<std::uint32_t>(
        std::min<std::uint64_t>((behindHeader + layout::pageSize - 1) / layout::pageSize,
                                std::numeric_limits<std::uint32_t>::max() - 1));
    pages->takeLog(path.string() + "-wal");
    return pages;
}

SalvagePages::SalvagePages(SyncedFile file, const DataKey& dataKey, const Header& header)
    : m_file(std::move(file)), m_pages(deriveSubkey<PagesPurpose>(dataKey), header.fileSalt),
      m_logSealer(deriveSubkey<WalPurpose>(dataKey), header.fileSalt),
      m_stateKey(deriveSubkey<StatePurpose>(dataKey)), m_salt(header.fileSalt)
{
}

void SalvagePages::takeLog(const std::filesystem::path& path)
{
    auto log = openFile(path, FileAccess::Read, FileRole::Log);
    if (!log)
        return;
    m_log = std::move(*log);
    const auto header = readLogHeader();
    if (!header) {
        const auto size = m_log->size();
        m_lostFrames += size && *size > layout::logFramesOffset
                            ? (*size - layout::logFramesOffset) / LogSealer::frameSize
                            : 0;
        return;
    }
    StateBlocks state(m_file, m_stateKey, m_salt);
    // Where neither block can be read, a log is taken: what it says twice counts by the numbers of the
    // records.
    const bool belongs = !state.load() || (state.current().sequence == header->sequence &&
                                           state.current().logId == header->logId);
    if (belongs)
        takeFrames(*header);
    else
        m_leftLogOut = true;
}

std::optional<LogHeader> SalvagePages::readLogHeader()
{
    for (std::size_t copy = 0; copy < std::size(layout::logHeaderOffsets); ++copy) {
        std::array<std::uint8_t, LogSealer::headerSize> sealed{};
        const auto got = m_log->readAt(layout::logHeaderOffsets[copy], sealed);
        if (!got || *got != sealed.size())
            continue;
        if (auto header = m_logSealer.openHeader(copy, sealed))
            return header;
    }
    return std::nullopt;
}

/// A transaction counts once the frame that commits it can be read. A frame that cannot be read leaves its
/// page as it was before.
void SalvagePages::takeFrames(const LogHeader& header)
{
    m_logHeader = header;
    const auto size = m_log->size();
    if (!size || *size < layout::logFramesOffset)
        return;
    const std::uint64_t all = (*size - layout::logFramesOffset) / LogSealer::frameSize;
    std::vector<std::pair<std::uint32_t, std::uint64_t>> open;
    std::uint64_t start = 0;    // where the transaction begins
    std::uint64_t unread = 0;   // frames since the last one that could be read
    std::uint64_t openLost = 0; // frames of the open transaction that cannot be read
    SecureBytes scratch(layout::pageSize);
    const MutablePage page(scratch.data(), layout::pageSize);
    for (std::uint64_t index = 0; index < all; ++index) {
        std::array<std::uint8_t, LogSealer::frameHeadSize> sealed{};
        const auto got = m_log->readAt(framePosition(index), sealed);
        const auto head = got ? m_logSealer.openFrameHead(header, index, sealed) : std::nullopt;
        if (!head) {
            const std::uint64_t data = m_log->nextData(framePosition(index));
            if (data > framePosition(index + 1) && data != std::numeric_limits<std::uint64_t>::max())
                index = (data - layout::logFramesOffset) / LogSealer::frameSize - 1;
            else if (data == std::numeric_limits<std::uint64_t>::max())
                break;
            else
                ++unread;
            continue;
        }
        if (head->transactionStart < start)
            break; // of a transaction that was taken back; what counts ends here
        if (head->transactionStart > start) {
            openLost += open.size(); // what commits those before cannot be read
            open.clear();
            start = head->transactionStart;
        }
        openLost += std::exchange(unread, 0);
        if (readFrame(index, page))
            open.emplace_back(bigEndian32(head->sqlite.data()), index);
        else
            ++openLost;
        const std::uint32_t committedSize = bigEndian32(head->sqlite.data() + 4);
        if (committedSize == 0)
            continue;
        for (const auto& [number, frame] : open)
            m_frames[number] = frame;
        open.clear();
        m_lostFrames += std::exchange(openLost, 0);
        m_count = m_lostFrames == 0 ? committedSize : std::max(m_count, committedSize);
        start = index + 1;
    }
}

bool SalvagePages::readFrame(std::uint64_t frame, MutablePage plain)
{
    Bytes sealed(layout::pageSize);
    const auto got = m_log->readAt(framePosition(frame) + LogSealer::frameHeadSize, sealed);
    return got && *got == sealed.size() &&
           m_logSealer.openFramePage(*m_logHeader, frame, PageView(sealed.data(), layout::pageSize), plain);
}

bool SalvagePages::readFromFile(std::uint32_t number, MutablePage plain)
{
    Bytes sealed(layout::pageSize);
    const auto got =
        m_file.readAt(layout::headerRegionSize + std::uint64_t{number - 1} * layout::pageSize, sealed);
    return got && *got == sealed.size() &&
           m_pages.open(number, PageView(sealed.data(), layout::pageSize), plain);
}

bool SalvagePages::read(std::uint32_t number, MutablePage plain)
{
    if (number == 0 || number > m_count)
        return false;
    const auto found = m_frames.find(number);
    if (found != m_frames.end() && readFrame(found->second, plain))
        return true;
    return readFromFile(number, plain);
}

bool SalvagePages::readBelowLog(std::uint32_t number, MutablePage plain)
{
    return number != 0 && m_frames.contains(number) && readFromFile(number, plain);
}

} // namespace lockleaf
