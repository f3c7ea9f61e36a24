// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/descriptor.h"
#include "core/base/file_lock.h"
#include "core/base/file_system.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace lockleaf {

namespace {

class SystemFile final : public FileIo
{
public:
    explicit SystemFile(int descriptor) : m_descriptor(descriptor) {}
    ~SystemFile() override { close(m_descriptor); }
    SystemFile(const SystemFile&) = delete;
    SystemFile& operator=(const SystemFile&) = delete;

    std::int64_t readSome(std::uint64_t offset, MutableByteView into) override
    {
        const ssize_t got = pread(m_descriptor, into.data(), into.size(), static_cast<off_t>(offset));
        return got < 0 ? -errno : got;
    }
    std::int64_t writeSome(std::uint64_t offset, ByteView from) override
    {
        const ssize_t put = pwrite(m_descriptor, from.data(), from.size(), static_cast<off_t>(offset));
        return put < 0 ? -errno : put;
    }
    int sync() override { return fdatasync(m_descriptor) == 0 ? 0 : errno; }
    int truncate(std::uint64_t size) override
    {
        return ftruncate(m_descriptor, static_cast<off_t>(size)) == 0 ? 0 : errno;
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
    bool isNamed(const std::string& name) override
    {
        struct stat mine{};
        struct stat named{};
        return fstat(m_descriptor, &mine) == 0 && lstat(name.c_str(), &named) == 0 &&
               mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
    }
    int holdExclusively() override { return holdDescriptor(m_descriptor); }
    void startWriteback(std::uint64_t from, std::uint64_t to) override
    {
        const auto length = static_cast<off64_t>(to - from);
        const off64_t before = std::max(static_cast<off64_t>(from) - length, off64_t{0});
        // Waits for what was started a window ago, so that never more than two windows are waiting.
        if (static_cast<off64_t>(from) > before)
            sync_file_range(m_descriptor, before, static_cast<off64_t>(from) - before,
                            SYNC_FILE_RANGE_WAIT_BEFORE);
        sync_file_range(m_descriptor, static_cast<off64_t>(from), length, SYNC_FILE_RANGE_WRITE);
    }
    void dropFromMemory() override { posix_fadvise(m_descriptor, 0, 0, POSIX_FADV_DONTNEED); }

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

class LinuxFileSystem final : public FileSystem
{
public:
    Result<std::unique_ptr<FileIo>> open(Folder folder, const std::string& name, FileAccess access) override
    {
        int descriptor = -1;
        do
            descriptor = openat(folder, name.c_str(), openFlags(access), 0600);
        while (descriptor < 0 && errno == EINTR);
        // Whoever prints to standard output or error must never write into a vault.
        descriptor = aboveStandardStreams(descriptor);
        if (descriptor < 0)
            return failErrno(errno, "open");
        auto file = std::make_unique<SystemFile>(descriptor);
        struct stat status{};
        if (fstat(descriptor, &status) != 0)
            return failErrno(errno, "stat");
        if (!S_ISREG(status.st_mode))
            return fail(ErrorCode::NotARegularFile);
        return std::unique_ptr<FileIo>(std::move(file));
    }
    int look(Folder folder, const std::string& name, Found& found) override
    {
        struct stat status{};
        found = {};
        if (fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
            return errno;
        found.kind = S_ISREG(status.st_mode)   ? Kind::RegularFile
                     : S_ISDIR(status.st_mode) ? Kind::Folder
                                               : Kind::Other;
        found.size = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
        return 0;
    }
    int rename(Folder folder, const std::string& from, const std::string& to, Rename how) override
    {
        const unsigned flags = how == Rename::NotReplacing ? RENAME_NOREPLACE : 0;
        return renameat2(folder, from.c_str(), folder, to.c_str(), flags) == 0 ? 0 : errno;
    }
    int link(Folder folder, const std::string& from, const std::string& to) override
    {
        return linkat(folder, from.c_str(), folder, to.c_str(), 0) == 0 ? 0 : errno;
    }
    int remove(Folder folder, const std::string& name) override
    {
        return unlinkat(folder, name.c_str(), 0) == 0 ? 0 : errno;
    }
    int makeFolder(const std::string& path) override { return mkdir(path.c_str(), 0700) == 0 ? 0 : errno; }
    Folder openFolder(const std::string& path) override
    {
        const int folder = aboveStandardStreams(
            ::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        return folder < 0 ? -errno : folder;
    }
    int syncFolder(Folder folder) override { return fsync(folder) == 0 ? 0 : errno; }
    void closeFolder(Folder folder) override { close(folder); }
    int list(const std::string& path, std::vector<std::string>& names) override
    {
        std::error_code error;
        std::filesystem::directory_iterator entries(path.empty() ? "." : path, error);
        for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error))
            names.push_back(entries->path().filename());
        return error.value();
    }
};

FileSystem*& replacement()
{
    static FileSystem* instead = nullptr;
    return instead;
}

} // namespace

const FileSystem::Folder FileSystem::anywhere = AT_FDCWD;

FileSystem& fileSystem()
{
    static LinuxFileSystem computers;
    return replacement() != nullptr ? *replacement() : computers;
}

void replaceFileSystemForTests(FileSystem* instead)
{
    replacement() = instead;
}

} // namespace lockleaf
