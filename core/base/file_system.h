// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace lockleaf {

/// One open file, as system calls see it. Owned and called by one thread. Nothing is tried again here: see
/// readFully() and writeFully().
class FileIo
{
public:
    virtual ~FileIo() = default;
    /// The number of bytes read or written, which may be fewer than asked for (0: end of the file), or
    /// minus errno.
    virtual std::int64_t readSome(std::uint64_t offset, MutableByteView into) = 0;
    virtual std::int64_t writeSome(std::uint64_t offset, ByteView from) = 0;
    /// 0 or errno. `sync` returns when the data is on the device (fdatasync). Never call it again after a
    /// failure: the kernel may then report success for data that is lost.
    virtual int sync() = 0;
    virtual int truncate(std::uint64_t size) = 0;
    /// Size in bytes or minus errno.
    virtual std::int64_t size() = 0;
    /// Where data may lie, from `offset` on: `offset` itself where nothing is known of holes. -ENXIO where
    /// there is none up to the end of the file.
    virtual std::int64_t nextData(std::uint64_t offset) { return static_cast<std::int64_t>(offset); }
    /// Holds the file against every other open file description until it is closed: 0, or errno (EAGAIN
    /// where another holds it).
    virtual int holdExclusively() = 0;
    /// Whether `name` leads to this very file, and to none that took its place. True where that is not known.
    virtual bool isNamed(const std::string& /*name*/) { return true; }
    /// Hints, which promise nothing: bytes from `from` to `to` are to be on their way to the disk; what was
    /// synced is not needed in memory any more.
    virtual void startWriteback(std::uint64_t /*from*/, std::uint64_t /*to*/) {}
    virtual void dropFromMemory() {}
};

/// Reads until `into` is full or the file ends, over interruptions and short reads: the bytes read, or minus
/// errno.
[[nodiscard]] std::int64_t readFully(FileIo& file, std::uint64_t offset, MutableByteView into);
/// Writes all of `from`, over interruptions and short writes: 0 or errno. After an error some of it may stand
/// there.
[[nodiscard]] int writeFully(FileIo& file, std::uint64_t offset, ByteView from);

enum class FileAccess { Read, ReadWrite, CreateNew };

/// What files and folders of ours go through that must outlive a power cut: the seam where tests put a disk
/// of their own. Functions answer 0 or errno where nothing else is said. One thread at a time.
class FileSystem
{
public:
    /// A folder that names are looked up in: of openFolder(), or `anywhere`, for paths.
    using Folder = int;
    static const Folder anywhere; ///< AT_FDCWD

    enum class Kind { Nothing, RegularFile, Folder, Other };
    struct Found
    {
        Kind kind = Kind::Nothing;
        std::uint64_t size = 0; ///< Of a regular file.
    };
    enum class Rename { Replacing, NotReplacing };

    virtual ~FileSystem() = default;
    /// Opens a regular file without following a symbolic link in its last part and without handing the
    /// descriptor to children. CreateNew makes it, readable by the owner alone, and refuses an existing one.
    /// Errors: NotARegularFile and those of the system (FileNotFound, AlreadyExists…).
    [[nodiscard]] virtual Result<std::unique_ptr<FileIo>> open(Folder folder, const std::string& name,
                                                               FileAccess access) = 0;
    /// Looks at a name itself, not at what a link leads to.
    [[nodiscard]] virtual int look(Folder folder, const std::string& name, Found& found) = 0;
    /// NotReplacing: EEXIST where the target stands; EINVAL or ENOSYS where the file system has no such call.
    [[nodiscard]] virtual int rename(Folder folder, const std::string& from, const std::string& to,
                                     Rename how) = 0;
    /// Gives a file a second name; EEXIST where that stands.
    [[nodiscard]] virtual int link(Folder folder, const std::string& from, const std::string& to) = 0;
    [[nodiscard]] virtual int remove(Folder folder, const std::string& name) = 0;
    /// One folder, for its owner alone (0700).
    [[nodiscard]] virtual int makeFolder(const std::string& path) = 0;
    /// A folder to be handed to closeFolder(); minus errno.
    [[nodiscard]] virtual Folder openFolder(const std::string& path) = 0;
    /// Makes the entries of an open folder durable.
    [[nodiscard]] virtual int syncFolder(Folder folder) = 0;
    virtual void closeFolder(Folder folder) = 0;
    /// The names in the folder at `path`, in no order, without "." and "..".
    [[nodiscard]] virtual int list(const std::string& path, std::vector<std::string>& names) = 0;
};

/// The one that is in use: the computer's.
[[nodiscard]] FileSystem& fileSystem();
/// Takes `instead` from now on, which must outlive its use; null: the computer's again. Set it while nothing
/// is open.
void replaceFileSystemForTests(FileSystem* instead);

/// Makes the entries of the folder at `path` durable; errors name `what`.
[[nodiscard]] Result<void> syncFolderAt(const std::filesystem::path& path, std::string_view what);

} // namespace lockleaf
