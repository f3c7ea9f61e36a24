// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/descriptor.h"
#include "core/vaultfile/file_io.h"
#include "core/vaultfile/file_lock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace lockleaf {

namespace {

FileIoWrapper& installedWrapper()
{
    static FileIoWrapper wrapper;
    return wrapper;
}

class SystemFile final : public FileIo
{
public:
    explicit SystemFile(int descriptor) : m_descriptor(descriptor) {}
    ~SystemFile() override { close(m_descriptor); }
    SystemFile(const SystemFile&) = delete;
    SystemFile& operator=(const SystemFile&) = delete;

    std::int64_t readSome(std::uint64_t offset, MutableByteView into) override
    {
        ssize_t got = 0;
        do
            got = pread(m_descriptor, into.data(), into.size(), static_cast<off_t>(offset));
        while (got < 0 && errno == EINTR);
        return got < 0 ? -errno : got;
    }
    std::int64_t writeSome(std::uint64_t offset, ByteView from) override
    {
        ssize_t put = 0;
        do
            put = pwrite(m_descriptor, from.data(), from.size(), static_cast<off_t>(offset));
        while (put < 0 && errno == EINTR);
        return put < 0 ? -errno : put;
    }
    // Never repeated: after a failure the kernel may report success for data that is lost.
    int sync() override { return fdatasync(m_descriptor) == 0 ? 0 : errno; }
    int truncate(std::uint64_t size) override
    {
        int outcome = 0;
        do
            outcome = ftruncate(m_descriptor, static_cast<off_t>(size));
        while (outcome != 0 && errno == EINTR);
        return outcome == 0 ? 0 : errno;
    }
    std::int64_t size() override
    {
        struct stat status{};
        return fstat(m_descriptor, &status) == 0 ? status.st_size : -errno;
    }
    std::int64_t nextData(std::uint64_t offset) override
    {
        const off_t next = lseek(m_descriptor, static_cast<off_t>(offset), SEEK_DATA);
        return next < 0 ? -errno : next;
    }
    int holdExclusively() override { return holdDescriptor(m_descriptor); }

private:
    int m_descriptor;
};

int openFlags(FileAccess access)
{
    // O_NONBLOCK: opening a pipe that stands in the file's place must not hang.
    constexpr int common = O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    switch (access) {
    case FileAccess::Read:
        return common | O_RDONLY;
    case FileAccess::ReadWrite:
        return common | O_RDWR;
    case FileAccess::CreateNew:
        return common | O_RDWR | O_CREAT | O_EXCL;
    }
    return common | O_RDONLY;
}

} // namespace

void wrapFilesForTests(FileIoWrapper wrapper)
{
    installedWrapper() = std::move(wrapper);
}

Result<SyncedFile> openFile(const std::filesystem::path& path, FileAccess access, FileRole role)
{
    // Whoever prints to standard output or error must never write into a vault.
    const int descriptor = aboveStandardStreams(open(path.c_str(), openFlags(access), 0600));
    if (descriptor < 0)
        return failErrno(errno, "open");
    auto io = std::unique_ptr<FileIo>(std::make_unique<SystemFile>(descriptor));
    struct stat status{};
    if (fstat(descriptor, &status) != 0)
        return failErrno(errno, "stat");
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::NotARegularFile);
    if (installedWrapper())
        io = installedWrapper()(std::move(io), role);
    return SyncedFile(std::move(io));
}

bool somethingStandsAt(const std::filesystem::path& path)
{
    struct stat status{};
    return lstat(path.c_str(), &status) == 0;
}

std::uint64_t sizeOfFileAt(const std::filesystem::path& path)
{
    struct stat status{};
    if (lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return 0;
    return static_cast<std::uint64_t>(status.st_size);
}

Result<void> renameWithoutReplacing(const std::filesystem::path& from, const std::filesystem::path& to)
{
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0)
        return failErrno(errno, "rename");
    return {};
}

Result<void> syncFolderOf(const std::filesystem::path& path)
{
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return failErrno(errno, "open folder");
    const int problem = fsync(descriptor) == 0 ? 0 : errno;
    close(descriptor);
    if (problem != 0)
        return failErrno(problem, "sync folder");
    return {};
}

void removeFile(const std::filesystem::path& path)
{
    unlink(path.c_str());
}

} // namespace lockleaf
