// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/file_system.h"
#include "core/base/result.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace lockleaf {

/// Which file of a vault a FileIo stands for.
enum class FileRole { Vault, Log };

/// Puts a layer of its own around each file that is opened from now on; empty takes it away again. For tests
/// only; set it while no vault is open.
using FileIoWrapper = std::function<std::unique_ptr<FileIo>(std::unique_ptr<FileIo>, FileRole)>;
void wrapFilesForTests(FileIoWrapper wrapper);

/// Whole reads and writes on a FileIo. After a failed sync the file is poisoned: what the system holds in
/// memory may be marked clean and yet not be on the disk, so nothing is written any more until the file is
/// opened anew (facts: a second fsync would report success).
class SyncedFile
{
public:
    explicit SyncedFile(std::unique_ptr<FileIo> io) : m_io(std::move(io)) {}

    /// Fills `into` as far as the file goes; returns the bytes read. What lies beyond is zeroed.
    [[nodiscard]] Result<std::size_t> readAt(std::uint64_t offset, MutableByteView into);
    [[nodiscard]] Result<void> writeAt(std::uint64_t offset, ByteView from);
    /// As writeAt, but what follows the last one waits in memory, so that many go out in one call of the
    /// system: by the next sync at the latest. Every other call sees what waits as if it stood in the file.
    /// An error may be of something that waited; it goes on waiting. What waits at the end is dropped.
    [[nodiscard]] Result<void> gatherAt(std::uint64_t offset, ByteView from);
    /// What waits is not wanted any more.
    void dropGathered() { m_waiting.clear(); }
    /// First writes what waits.
    [[nodiscard]] Result<void> sync();
    [[nodiscard]] Result<void> truncate(std::uint64_t size);
    [[nodiscard]] Result<std::uint64_t> size();
    /// Hints: see FileIo.
    void startWriteback(std::uint64_t from, std::uint64_t to) { m_io->startWriteback(from, to); }
    void dropFromMemory() { m_io->dropFromMemory(); }
    /// Where data may lie, from `offset` on: before it there are only zeros. The highest number: nowhere.
    [[nodiscard]] std::uint64_t nextData(std::uint64_t offset);
    /// Whether this file still stands at `path`.
    [[nodiscard]] bool isAt(const std::filesystem::path& path) { return m_io->isNamed(path.string()); }
    /// ErrorCode::InUse where another open file holds it.
    [[nodiscard]] Result<void> holdExclusively();

private:
    [[nodiscard]] Result<void> checkUsable() const;
    [[nodiscard]] Result<void> putAll(std::uint64_t offset, ByteView from);
    [[nodiscard]] Result<void> writeGathered();
    [[nodiscard]] std::uint64_t waitingEnd() const { return m_waitingAt + m_waiting.size(); }
    [[nodiscard]] bool waitsWithin(std::uint64_t offset, std::size_t size) const
    {
        return !m_waiting.empty() && offset < waitingEnd() && offset + size > m_waitingAt;
    }

    std::unique_ptr<FileIo> m_io;
    Bytes m_waiting; ///< Belongs at m_waitingAt.
    std::uint64_t m_waitingAt = 0;
    bool m_poisoned = false;
};

/// Opens a regular file without following a symbolic link in its last part and without handing the
/// descriptor to children. CreateNew makes it, readable by the owner alone, and refuses an existing one.
/// Errors: FileNotFound, NotARegularFile, PermissionDenied, ReadOnly, AlreadyExists…
[[nodiscard]] Result<SyncedFile> openFile(const std::filesystem::path& path, FileAccess access,
                                          FileRole role);

/// Whether something stands at `path`, a dangling link included.
[[nodiscard]] bool somethingStandsAt(const std::filesystem::path& path);
/// Size of the regular file at `path`; 0 where there is none.
[[nodiscard]] std::uint64_t sizeOfFileAt(const std::filesystem::path& path);
/// Renames within one folder; AlreadyExists where the target stands.
[[nodiscard]] Result<void> renameWithoutReplacing(const std::filesystem::path& from,
                                                  const std::filesystem::path& to);
/// Makes the entries of the folder that holds `path` durable.
[[nodiscard]] Result<void> syncFolderOf(const std::filesystem::path& path);
/// Removes a file of ours; nothing where there is none.
void removeFile(const std::filesystem::path& path);
/// Removes the log beside a closed vault file where it is empty, not durably. False: it holds something, and
/// stays.
[[nodiscard]] Result<bool> removeEmptyLog(const std::filesystem::path& vaultFile);

} // namespace lockleaf
