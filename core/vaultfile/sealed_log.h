// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/log_recovery.h"
#include "core/vaultfile/sealed_file.h"
#include "core/vaultfile/state_blocks.h"

#include <optional>

namespace lockleaf {

/// The write-ahead log as SQLite sees it, over sealed frames (docs/vault-format.md, "The log").
class SealedLog final : public SealedFile
{
public:
    enum class Found { None, Replayed, SetAside, LateSetAside };

    SealedLog(std::filesystem::path path, LogSealer sealer, StateBlocks& state)
        : m_path(std::move(path)), m_sealer(std::move(sealer)), m_state(state)
    {
    }

    /// Looks at the log that lies beside the vault file and judges it by the state blocks, which it tells
    /// where the log that belongs there is missing. Errors: Damaged, OlderThanLog, and those of reading; the
    /// files are unchanged then.
    [[nodiscard]] Result<Found> attach();
    /// Opens the log file, or makes it.
    [[nodiscard]] Result<void> ensureFile();
    /// Whether there is a log that says anything.
    [[nodiscard]] bool hasContent() const { return m_header.has_value(); }
    /// What was found damaged when the log was attached and written anew; empty: nothing.
    [[nodiscard]] const std::string& damageFound() const { return m_damageFound; }
    /// Whether the file that is written to still stands beside the vault; true where there is none.
    [[nodiscard]] bool isInPlace() { return !m_file || m_file->isAt(m_path); }
    /// Empties the log and removes its file.
    [[nodiscard]] Result<void> remove();
    /// Before pages of the log go into the vault file: makes durable that this log is needed.
    [[nodiscard]] Result<void> recordDependence();
    /// Reads and opens the headers, the mark and every committed frame, and reports what was damaged when the
    /// log was found.
    [[nodiscard]] Result<void> verify();

    Result<bool> read(std::uint64_t offset, MutableByteView into) override;
    Result<void> write(std::uint64_t offset, ByteView from) override;
    Result<void> truncate(std::uint64_t size) override;
    Result<void> sync() override;
    Result<std::uint64_t> size() override;

private:
    /// A frame head that waits for its page, so that both go out in one write.
    struct PendingHead
    {
        std::uint64_t index;
        std::array<std::uint8_t, layout::frameHeaderSize> bytes;
    };

    struct FoundHeader
    {
        LogHeader header;
        std::optional<std::size_t> badCopy; ///< The one that does not say the same.
    };

    [[nodiscard]] Result<std::optional<FoundHeader>> readHeader();
    [[nodiscard]] Result<void> writeHeaderCopy(std::size_t copy, const LogHeader& header);
    [[nodiscard]] Result<void> checkHeaderBlocks();
    [[nodiscard]] Result<void> checkMark(const LogHeader& header, std::uint64_t committed);
    void writeMark();
    void forget();
    /// Nothing of the log that belongs to the file is there: Damaged where the file needs it.
    [[nodiscard]] Result<void> missLog();
    [[nodiscard]] Result<Found> setAside(std::uint64_t sequence);
    [[nodiscard]] Result<Found> replay(const FoundHeader& found);
    /// Writes what is read to the same place, so that the next sync brings it to the disk.
    [[nodiscard]] Result<void> writeAgain(std::uint64_t from, std::uint64_t end);
    [[nodiscard]] Result<void> begin(ByteView sqliteHeader);
    [[nodiscard]] Result<void> writeBeginning(ByteView sqliteHeader);
    [[nodiscard]] Result<void> empty();
    [[nodiscard]] Result<void> flushPending();
    [[nodiscard]] Result<void> writeFrame(const PendingHead& head, PageView page);
    [[nodiscard]] Result<void> writePageOnly(std::uint64_t index, PageView page);
    [[nodiscard]] Result<bool> readFrame(std::uint64_t index, MutableByteView into);
    [[nodiscard]] Result<void> readPart(std::uint64_t index, std::size_t within, MutableByteView into);
    [[nodiscard]] Result<FrameHead> openHead(std::uint64_t index);
    [[nodiscard]] Result<void> openPage(std::uint64_t index, MutablePage plain);
    [[nodiscard]] PageTag sealHead(const PendingHead& head,
                                   std::span<std::uint8_t, LogSealer::frameHeadSize> sealed);
    void noteCommit(const PendingHead& head);
    /// A frame is about to be written at `index`: commits there and behind it were taken back by SQLite.
    [[nodiscard]] Result<void> takeBackCommits(std::uint64_t index);
    [[nodiscard]] Result<bool> readAt(std::uint64_t offset, MutableByteView into);
    [[nodiscard]] Result<void> writeAt(std::uint64_t offset, ByteView from);

    std::filesystem::path m_path;
    LogSealer m_sealer;
    StateBlocks& m_state;
    std::optional<SyncedFile> m_file;
    std::optional<LogHeader> m_header;    ///< Nothing: the log is empty.
    std::vector<FrameTags> m_frames;      ///< Of the frames that were committed at open or written since.
    std::uint64_t m_transactionStart = 0; ///< Index after the last commit: frames of it and beyond are new.
    std::uint64_t m_previousStart = 0;    ///< The same before the last commit.
    /// Index after a commit that is written and not synced. Until then SQLite may take it back, and what is
    /// written next begins at m_transactionStart as before.
    std::optional<std::uint64_t> m_unsyncedCommit;
    std::uint64_t m_markedFrames = 0;
    std::optional<PendingHead> m_pending;
    std::string m_damageFound; ///< What was damaged, though nothing was lost by it.
};

} // namespace lockleaf
