// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/sealed_log.h"

#include <algorithm>
#include <cassert>

namespace lockleaf {

namespace {

struct Place
{
    std::uint64_t index;
    std::size_t within; ///< Octet inside the frame as SQLite sees it.
};

Place placeOf(std::uint64_t offset)
{
    const std::uint64_t behindHeader = offset - layout::logHeaderSize;
    return {behindHeader / layout::logFrameSize, behindHeader % layout::logFrameSize};
}

std::string frameName(std::uint64_t index)
{
    return "log frame " + std::to_string(index + 1);
}

template <std::size_t N>
PageTag lastTag(std::span<const std::uint8_t, N> sealed)
{
    PageTag tag;
    std::copy(sealed.end() - aead::tagSize, sealed.end(), tag.begin());
    return tag;
}

bool isCommit(ByteView sqliteFrameHead)
{
    return std::any_of(sqliteFrameHead.begin() + 4, sqliteFrameHead.begin() + 8,
                       [](std::uint8_t byte) { return byte != 0; });
}

} // namespace

Result<std::uint64_t> SealedLog::size()
{
    LOCKLEAF_CHECK(flushPending());
    if (!m_file || !m_header)
        return std::uint64_t{0};
    LOCKLEAF_TRY(const std::uint64_t physical, m_file->size());
    const std::uint64_t frames =
        physical < layout::logFramesOffset ? 0 : (physical - layout::logFramesOffset) / LogSealer::frameSize;
    return layout::logHeaderSize + frames * layout::logFrameSize;
}

Result<FrameHead> SealedLog::openHead(std::uint64_t index)
{
    std::array<std::uint8_t, LogSealer::frameHeadSize> sealed;
    LOCKLEAF_CHECK(m_file->readAt(framePosition(index), sealed));
    const auto head = m_sealer.openFrameHead(*m_header, index, sealed);
    if (!head ||
        lastTag(std::span<const std::uint8_t, LogSealer::frameHeadSize>(sealed)) != m_frames[index].head)
        return fail(ErrorCode::Damaged, frameName(index));
    return *head;
}

Result<void> SealedLog::openPage(std::uint64_t index, MutablePage plain)
{
    std::array<std::uint8_t, layout::pageSize> sealed;
    LOCKLEAF_CHECK(m_file->readAt(framePosition(index) + LogSealer::frameHeadSize, sealed));
    if (!m_sealer.openFramePage(*m_header, index, sealed, plain))
        return fail(ErrorCode::Damaged, frameName(index));
    if (tagOfPage(sealed) != m_frames[index].page) {
        wipe(plain.data(), plain.size());
        return fail(ErrorCode::Damaged, frameName(index) + " was replaced while the vault was open");
    }
    return {};
}

Result<bool> SealedLog::readFrame(std::uint64_t index, MutableByteView into)
{
    // Only recovery reads frames that this connection did not write and that do not count: for it they are
    // the end of the log. Whether the log is damaged there was decided when it was opened.
    if (index >= m_frames.size()) {
        std::fill(into.begin(), into.end(), std::uint8_t{0});
        return true;
    }
    LOCKLEAF_TRY(const FrameHead head, openHead(index));
    std::copy(head.sqlite.begin(), head.sqlite.end(), into.begin());
    LOCKLEAF_CHECK(openPage(index, MutablePage(into.subspan(layout::frameHeaderSize))));
    return true;
}

Result<void> SealedLog::readPart(std::uint64_t index, std::size_t within, MutableByteView into)
{
    if (index >= m_frames.size())
        return fail(ErrorCode::Damaged, frameName(index) + " is missing");
    if (within + into.size() <= layout::frameHeaderSize) {
        LOCKLEAF_TRY(const FrameHead head, openHead(index));
        std::copy_n(head.sqlite.begin() + static_cast<std::ptrdiff_t>(within), into.size(), into.begin());
        return {};
    }
    if (within < layout::frameHeaderSize || within + into.size() > layout::logFrameSize)
        return fail(ErrorCode::Internal, "a read over the edge of a frame");
    if (into.size() == layout::pageSize)
        return openPage(index, MutablePage(into));
    std::array<std::uint8_t, layout::pageSize> plain;
    auto opened = openPage(index, plain);
    if (opened)
        std::copy_n(plain.begin() + static_cast<std::ptrdiff_t>(within - layout::frameHeaderSize),
                    into.size(), into.begin());
    wipe(plain.data(), plain.size());
    return opened;
}

Result<bool> SealedLog::read(std::uint64_t offset, MutableByteView into)
{
    auto got = readAt(offset, into);
    if (!got)
        m_unsyncedCommit.reset(); // SQLite reads before it rewrites checksums, and takes the commit back
    return got;
}

Result<bool> SealedLog::readAt(std::uint64_t offset, MutableByteView into)
{
    LOCKLEAF_TRY(const std::uint64_t end, size());
    if (offset + into.size() > end) {
        std::fill(into.begin(), into.end(), std::uint8_t{0});
        return false;
    }
    if (offset + into.size() <= layout::logHeaderSize) {
        // Kept since it was opened or written: one connection, and the file is held.
        std::copy_n(m_header->sqlite.begin() + static_cast<std::ptrdiff_t>(offset), into.size(),
                    into.begin());
        return true;
    }
    if (offset < layout::logHeaderSize)
        return fail(ErrorCode::Internal, "a read over the end of the log's header");
    const Place place = placeOf(offset);
    if (place.within == 0 && into.size() == layout::logFrameSize)
        return readFrame(place.index, into);
    LOCKLEAF_CHECK(readPart(place.index, place.within, into));
    return true;
}

PageTag SealedLog::sealHead(const PendingHead& head, std::span<std::uint8_t, LogSealer::frameHeadSize> sealed)
{
    m_sealer.sealFrameHead(*m_header, head.index, {head.bytes, m_transactionStart}, sealed);
    return lastTag(std::span<const std::uint8_t, LogSealer::frameHeadSize>(sealed));
}

void SealedLog::noteCommit(const PendingHead& head)
{
    // It counts from the sync on. Before that SQLite may rewrite heads of the same transaction, and where
    // that fails there is no commit.
    if (isCommit(head.bytes))
        m_unsyncedCommit = head.index + 1;
}

Result<void> SealedLog::takeBackCommits(std::uint64_t index)
{
    if (m_unsyncedCommit && index < *m_unsyncedCommit)
        m_unsyncedCommit.reset();
    if (index < m_previousStart)
        return fail(ErrorCode::Internal, "a write over a transaction that was saved");
    // Memory ran out behind the sync: SQLite reported an error and has forgotten the commit. Whatever says
    // that its frames are there goes first.
    if (index < m_transactionStart) {
        if (m_state.current().requiredFrames > m_previousStart)
            LOCKLEAF_CHECK(m_state.requireFrames(m_previousStart));
        m_transactionStart = m_previousStart;
    }
    if (m_markedFrames <= m_transactionStart)
        return {};
    writeMark();
    if (m_markedFrames != m_transactionStart)
        return fail(ErrorCode::InputOutput, "the mark of the log");
    return m_file->sync();
}

Result<void> SealedLog::flushPending()
{
    if (!m_pending)
        return {};
    const PendingHead head = *m_pending;
    m_pending.reset();
    if (head.index >= m_frames.size())
        return fail(ErrorCode::Internal, "a frame head without its page");
    std::array<std::uint8_t, LogSealer::frameHeadSize> sealed;
    const PageTag tag = sealHead(head, sealed);
    if (auto put = m_file->writeAt(framePosition(head.index), sealed); !put) {
        m_unsyncedCommit.reset();
        return put;
    }
    m_frames[head.index].head = tag;
    noteCommit(head);
    return {};
}

Result<void> SealedLog::writeFrame(const PendingHead& head, PageView page)
{
    LOCKLEAF_CHECK(takeBackCommits(head.index));
    std::array<std::uint8_t, LogSealer::frameSize> sealed;
    const std::span<std::uint8_t, LogSealer::frameSize> frame(sealed);
    FrameTags tags;
    tags.head = sealHead(head, frame.first<LogSealer::frameHeadSize>());
    const MutablePage sealedPage = frame.last<layout::pageSize>();
    m_sealer.sealFramePage(*m_header, head.index, page, sealedPage);
    tags.page = tagOfPage(sealedPage);
    LOCKLEAF_CHECK(m_file->gatherAt(framePosition(head.index), sealed));
    if (head.index == m_frames.size())
        m_frames.push_back(tags);
    else
        m_frames[head.index] = tags;
    noteCommit(head);
    return {};
}

Result<void> SealedLog::writePageOnly(std::uint64_t index, PageView page)
{
    if (index >= m_frames.size())
        return fail(ErrorCode::Internal, "a frame's page without its head");
    std::array<std::uint8_t, layout::pageSize> sealed;
    m_sealer.sealFramePage(*m_header, index, page, sealed);
    LOCKLEAF_CHECK(m_file->writeAt(framePosition(index) + LogSealer::frameHeadSize, sealed));
    m_frames[index].page = tagOfPage(sealed);
    return {};
}

Result<void> SealedLog::write(std::uint64_t offset, ByteView from)
{
    auto put = writeAt(offset, from);
    if (!put)
        m_unsyncedCommit.reset();
    return put;
}

Result<void> SealedLog::writeAt(std::uint64_t offset, ByteView from)
{
    if (offset == 0 && from.size() == layout::logHeaderSize)
        return begin(from);
    if (offset < layout::logHeaderSize || !m_header)
        return fail(ErrorCode::Internal, "a write into the log's header");
    const Place place = placeOf(offset);
    if (place.index > m_frames.size())
        return fail(ErrorCode::Internal, "a write behind the end of the log");
    if (place.within == 0 && from.size() == layout::frameHeaderSize) {
        LOCKLEAF_CHECK(flushPending());
        m_pending.emplace(PendingHead{place.index, {}});
        std::copy(from.begin(), from.end(), m_pending->bytes.begin());
        return {};
    }
    if (place.within != layout::frameHeaderSize || from.size() != layout::pageSize)
        return fail(ErrorCode::Internal, "a write that is neither head nor page of a frame");
    if (m_pending && m_pending->index == place.index) {
        const PendingHead head = *m_pending;
        m_pending.reset();
        return writeFrame(head, PageView(from));
    }
    LOCKLEAF_CHECK(flushPending());
    return writePageOnly(place.index, PageView(from));
}

Result<void> SealedLog::begin(ByteView sqliteHeader)
{
    LOCKLEAF_CHECK(ensureFile());
    const std::uint64_t before = m_state.current().sequence;
    auto begun = writeBeginning(sqliteHeader);
    // A log that was announced and could not begin (a full disk) must not be missed at the next opening.
    const bool announced = m_state.current().sequence != before;
    if (!begun && announced && m_state.endLog()) [[maybe_unused]]
        const auto cut = m_file->truncate(0);
    return begun;
}

Result<void> SealedLog::writeBeginning(ByteView sqliteHeader)
{
    // c + 1 is durable before the header that carries it, so that an older log is always told from a newer.
    LOCKLEAF_CHECK(m_state.beginLog());
    LogHeader header;
    std::copy(sqliteHeader.begin(), sqliteHeader.end(), header.sqlite.begin());
    header.sequence = m_state.current().sequence;
    header.logId = m_state.current().logId;
    forget();
    LOCKLEAF_TRY(const std::uint64_t before, m_file->size());
    LOCKLEAF_CHECK(writeHeaderCopy(0, header));
    // Over an older log one copy is durable before the other is touched: its frames with no header before
    // them would be damage. SQLite makes the second durable before the first frame.
    if (before != 0)
        LOCKLEAF_CHECK(m_file->sync());
    LOCKLEAF_CHECK(writeHeaderCopy(1, header));
    m_header = header;
    return {};
}

void SealedLog::forget()
{
    m_pending.reset();
    m_header.reset();
    m_frames.clear();
    m_transactionStart = 0;
    m_previousStart = 0;
    m_unsyncedCommit.reset();
    m_markedFrames = 0;
}

Result<void> SealedLog::writeHeaderCopy(std::size_t copy, const LogHeader& header)
{
    std::array<std::uint8_t, layout::logHeaderBlockSize> block{};
    const auto sealed = m_sealer.sealHeader(copy, header);
    std::copy(sealed.begin(), sealed.end(), block.begin());
    return m_file->writeAt(layout::logHeaderOffsets[copy], block);
}

Result<void> SealedLog::empty()
{
    // From here on an older copy of this log, put back later, is recognised as one that is in the file.
    if (m_header)
        LOCKLEAF_CHECK(m_state.endLog());
    forget();
    return m_file ? m_file->truncate(0) : Result<void>{};
}

Result<void> SealedLog::truncate(std::uint64_t size)
{
    LOCKLEAF_CHECK(flushPending());
    if (size < layout::logHeaderSize)
        return empty();
    if (!m_file)
        return {};
    // Part of a frame is worth nothing.
    const std::uint64_t frames = (size - layout::logHeaderSize) / layout::logFrameSize;
    LOCKLEAF_TRY(const std::uint64_t physical, m_file->size());
    if (physical > framePosition(frames))
        LOCKLEAF_CHECK(m_file->truncate(framePosition(frames)));
    m_frames.resize(std::min<std::size_t>(m_frames.size(), frames));
    return {};
}

Result<void> SealedLog::sync()
{
    LOCKLEAF_CHECK(flushPending());
    if (!m_file)
        return {};
    if (auto synced = m_file->sync(); !synced) {
        m_unsyncedCommit.reset(); // SQLite takes the transaction back
        m_file->dropGathered();
        return synced;
    }
    if (m_unsyncedCommit) {
        m_previousStart = m_transactionStart;
        m_transactionStart = *m_unsyncedCommit;
        m_unsyncedCommit.reset();
    }
    writeMark();
    return {};
}

void SealedLog::writeMark()
{
    if (!m_header || m_transactionStart == m_markedFrames)
        return;
    // The frames are on the disk by now. The mark needs no sync: it may be lost in a power cut and says less
    // then, but where it stands, damage of the last commit is told from a commit that was never finished.
    if (m_file->writeAt(layout::logMarkOffset, m_sealer.sealMark(*m_header, m_transactionStart)))
        m_markedFrames = m_transactionStart;
}

Result<void> SealedLog::recordDependence()
{
    if (m_header && m_transactionStart > m_state.current().requiredFrames)
        return m_state.requireFrames(m_transactionStart);
    return {};
}

Result<void> SealedLog::verify()
{
    LOCKLEAF_CHECK(flushPending());
    if (!m_damageFound.empty())
        return fail(ErrorCode::Damaged, m_damageFound);
    if (!m_header)
        return {};
    LOCKLEAF_CHECK(checkHeaderBlocks());
    SecureBytes plain(layout::pageSize);
    for (std::uint64_t index = 0; index < m_transactionStart; ++index) {
        LOCKLEAF_CHECK(openHead(index));
        LOCKLEAF_CHECK(openPage(index, MutablePage(plain.data(), layout::pageSize)));
    }
    return {};
}

} // namespace lockleaf
