// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/sealed_log.h"

#include <algorithm>

// What a log is worth that lies beside the vault file when it is opened.

namespace lockleaf {

Result<void> SealedLog::ensureFile()
{
    if (m_file)
        return {};
    if (auto existing = openFile(m_path, FileAccess::ReadWrite, FileRole::Log)) {
        m_file.emplace(std::move(*existing));
        return {};
    } else if (existing.error().code != ErrorCode::FileNotFound) {
        return std::unexpected(std::move(existing).error());
    }
    LOCKLEAF_TRY(SyncedFile made, openFile(m_path, FileAccess::CreateNew, FileRole::Log));
    m_file.emplace(std::move(made));
    // Without its entry in the folder a log would be gone after a power cut, with all that is in it.
    return syncFolderOf(m_path);
}

Result<void> SealedLog::remove()
{
    LOCKLEAF_CHECK(empty());
    m_file.reset();
    removeFile(m_path);
    return {};
}

Result<std::optional<SealedLog::FoundHeader>> SealedLog::readHeader()
{
    std::array<std::optional<LogHeader>, 2> copies;
    for (std::size_t copy = 0; copy < 2; ++copy) {
        std::array<std::uint8_t, LogSealer::headerSize> sealed;
        LOCKLEAF_CHECK(m_file->readAt(layout::logHeaderOffsets[copy], sealed));
        copies[copy] = m_sealer.openHeader(copy, sealed);
    }
    const auto& [first, second] = copies;
    if (!first && !second)
        return std::optional<FoundHeader>{};
    const bool useSecond = !first || (second && second->sequence > first->sequence);
    FoundHeader found{useSecond ? *second : *first, {}};
    if (!first || !second || first->sequence != second->sequence)
        found.badCopy = useSecond ? 0 : 1;
    return std::optional(found);
}

Result<void> SealedLog::checkMark(const LogHeader& header, std::uint64_t committed)
{
    std::array<std::uint8_t, LogSealer::markSize> sealed;
    LOCKLEAF_CHECK(m_file->readAt(layout::logMarkOffset, sealed));
    const auto frames = m_sealer.openMark(header, sealed);
    if (frames && *frames > committed)
        return fail(ErrorCode::Damaged, "changes at the end of the log that had been saved");
    // A mark that cannot be opened counts as none: a write of it that was cut short is no damage.
    m_markedFrames = frames.value_or(0);
    return {};
}

Result<void> SealedLog::checkHeaderBlocks()
{
    Bytes blocks(layout::logFramesOffset);
    LOCKLEAF_TRY(const std::size_t got, m_file->readAt(0, blocks));
    LOCKLEAF_TRY(const auto found, readHeader());
    if (got != blocks.size() || !found || found->badCopy || found->header.logId != m_header->logId)
        return fail(ErrorCode::Damaged, "a header of the log");
    const auto blank = [&blocks](std::uint64_t offset, std::size_t size) {
        std::fill_n(blocks.begin() + static_cast<std::ptrdiff_t>(offset), size, std::uint8_t{0});
    };
    LOCKLEAF_CHECK(checkMark(*m_header, m_transactionStart));
    blank(layout::logHeaderOffsets[0], LogSealer::headerSize);
    blank(layout::logHeaderOffsets[1], LogSealer::headerSize);
    blank(layout::logMarkOffset, LogSealer::markSize);
    if (std::any_of(blocks.begin(), blocks.end(), [](std::uint8_t byte) { return byte != 0; }))
        return fail(ErrorCode::Damaged, "zeros between the headers of the log");
    return {};
}

Result<void> SealedLog::missLog()
{
    if (m_state.current().requiredFrames != 0)
        return fail(ErrorCode::Damaged, "the log that belongs to this file is missing");
    // No error: a process that is killed between the write of the state and that of the log's header leaves
    // the same, and nothing is lost then. But saved changes are missing where the log was taken away.
    if (m_state.current().logBegun)
        m_state.noteMissingLog();
    return {};
}

Result<SealedLog::Found> SealedLog::attach()
{
    const VaultState& state = m_state.current();
    const auto nothing = [this]() -> Result<Found> {
        LOCKLEAF_CHECK(missLog());
        return Found::None;
    };
    auto existing = openFile(m_path, FileAccess::ReadWrite, FileRole::Log);
    if (!existing)
        return existing.error().code == ErrorCode::FileNotFound
                   ? nothing()
                   : std::unexpected(std::move(existing).error());
    m_file.emplace(std::move(*existing));
    LOCKLEAF_TRY(const std::uint64_t size, m_file->size());
    if (size == 0)
        return nothing();
    LOCKLEAF_TRY(const auto found, readHeader());
    if (!found) {
        // The header is durable before the first frame: with nothing behind it, its writing was cut short.
        if (size <= layout::logFramesOffset)
            return nothing();
        return fail(ErrorCode::Damaged, "both headers of the log");
    }
    const LogHeader& header = found->header;
    if (header.sequence > state.sequence)
        return fail(ErrorCode::OlderThanLog);
    if (header.sequence < state.sequence) {
        LOCKLEAF_CHECK(missLog());
        return setAside(header.sequence);
    }
    if (header.logId != state.logId)
        return fail(ErrorCode::Damaged, "the log beside it belongs to another copy of this vault");
    return replay(*found);
}

Result<SealedLog::Found> SealedLog::setAside(std::uint64_t sequence)
{
    m_file.reset();
    const std::string base = m_path.string() + ".old-" + std::to_string(sequence);
    for (int attempt = 0; attempt < 1000; ++attempt) {
        const std::string name = attempt == 0 ? base : base + "." + std::to_string(attempt);
        auto renamed = renameWithoutReplacing(m_path, name);
        if (renamed) {
            LOCKLEAF_CHECK(syncFolderOf(m_path));
            return m_state.current().lost(sequence) ? Found::LateSetAside : Found::SetAside;
        }
        if (renamed.error().code != ErrorCode::AlreadyExists)
            return std::unexpected(std::move(renamed).error());
    }
    return fail(ErrorCode::AlreadyExists, "logs that were set aside");
}

Result<void> SealedLog::writeAgain(std::uint64_t from, std::uint64_t end)
{
    Bytes piece(std::size_t{256} << 10);
    for (std::uint64_t at = from; at < end; at += piece.size()) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), end - at));
        const MutableByteView some(piece.data(), count);
        LOCKLEAF_CHECK(m_file->readAt(at, some));
        LOCKLEAF_CHECK(m_file->writeAt(at, some));
    }
    return {};
}

Result<SealedLog::Found> SealedLog::replay(const FoundHeader& found)
{
    const LogHeader& header = found.header;
    LOCKLEAF_TRY(LogScan scan, scanLog(*m_file, m_sealer, header));
    if (scan.committed.size() < m_state.current().requiredFrames)
        return fail(ErrorCode::Damaged, "the log is shorter than the file needs");
    LOCKLEAF_CHECK(checkMark(header, scan.committed.size()));
    // Both copies are durable before the first commit; before it, one may be missing.
    if (found.badCopy && !scan.committed.empty())
        m_damageFound = "a header of the log was damaged when the vault was opened";
    if (found.badCopy) {
        // Never the good one, which would be the only one until this is on the disk.
        LOCKLEAF_CHECK(writeHeaderCopy(*found.badCopy, header));
        if (*found.badCopy == 0)
            m_markedFrames = 0; // the mark stood in the zeros behind this copy
    }
    // A power cut while the headers were written may have left the second one cut off behind what it says.
    LOCKLEAF_TRY(const std::uint64_t size, m_file->size());
    if (size < layout::logFramesOffset)
        LOCKLEAF_CHECK(m_file->truncate(layout::logFramesOffset));
    // A process that was killed may have left frames that are not on the disk yet. They count from now on,
    // so they have to be there before anything is written behind them. To sync is not enough: where a sync
    // of that process failed, the system shows what it has not written, and has forgotten to write it.
    if (!scan.committed.empty()) {
        // One header is enough, and one is left alone meanwhile.
        const std::uint64_t from = found.badCopy ? layout::logFramesOffset : layout::logHeaderOffsets[1];
        LOCKLEAF_CHECK(writeAgain(from, framePosition(scan.committed.size())));
    }
    LOCKLEAF_CHECK(m_file->sync());
    m_header = header;
    m_frames = std::move(scan.committed);
    m_transactionStart = m_frames.size();
    m_previousStart = m_transactionStart;
    writeMark();
    return m_frames.empty() ? Found::None : Found::Replayed;
}

} // namespace lockleaf
