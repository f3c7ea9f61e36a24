// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/state_file.h"

#include "core/base/descriptor.h"

#include <cerrno>
#include <fcntl.h>
#include <random>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace lockleaf {

namespace {

class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool valid() const { return m_fd >= 0; }
    /// close() itself can report a write that failed.
    int closeNow() { return ::close(std::exchange(m_fd, -1)); }

private:
    int m_fd;
};

Result<void> writeAll(int fd, ByteView content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0) {
            if (errno == EINTR)
                continue;
            return failErrno(errno, "write");
        }
        content = content.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> writeNew(const std::filesystem::path& file, ByteView content)
{
    Descriptor out(aboveStandardStreams(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)));
    if (!out.valid())
        return failErrno(errno, "create state file");
    LOCKLEAF_CHECK(writeAll(out.get(), content));
    if (::fsync(out.get()) != 0)
        return failErrno(errno, "fsync state file");
    if (out.closeNow() != 0)
        return failErrno(errno, "close state file");
    return {};
}

Result<void> syncFolder(const std::filesystem::path& folder)
{
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.valid() || ::fsync(opened.get()) != 0)
        return failErrno(errno, "fsync state folder");
    return {};
}

Result<void> makeFolders(const std::filesystem::path& folder)
{
    if (folder.empty() || ::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST)
        return {};
    if (errno != ENOENT || folder == folder.parent_path())
        return failErrno(errno, "make state folder");
    LOCKLEAF_CHECK(makeFolders(folder.parent_path()));
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return failErrno(errno, "make state folder");
    return {};
}

} // namespace

Result<Bytes> readSmallFile(const std::filesystem::path& file, std::size_t limit)
{
    const Descriptor in(
        aboveStandardStreams(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)));
    if (!in.valid())
        return failErrno(errno, "open state file");
    struct stat status{};
    if (::fstat(in.get(), &status) != 0)
        return failErrno(errno, "state file");
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::NotARegularFile);
    Bytes content(limit + 1);
    std::size_t size = 0;
    while (size < content.size()) {
        const ssize_t got = ::read(in.get(), content.data() + size, content.size() - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failErrno(errno, "read state file");
        if (got == 0)
            break;
        size += static_cast<std::size_t>(got);
    }
    if (size > limit)
        return fail(ErrorCode::InvalidArgument, "state file too long");
    content.resize(size);
    return content;
}

Result<void> replaceSmallFile(const std::filesystem::path& file, ByteView content)
{
    LOCKLEAF_CHECK(makeFolders(file.parent_path()));
    // A name that nobody else takes; two programs may write the same file at once, and one of them wins
    // whole.
    const std::filesystem::path temporary =
        file.string() + ".new-" + std::to_string(::getpid()) + "-" + std::to_string(std::random_device{}());
    auto written = writeNew(temporary, content);
    if (written && ::rename(temporary.c_str(), file.c_str()) != 0)
        written = failErrno(errno, "rename state file");
    if (!written) {
        ::unlink(temporary.c_str());
        return written;
    }
    return syncFolder(file.parent_path());
}

Result<void> overwriteSmallFile(const std::filesystem::path& file, ByteView content)
{
    const Descriptor out(::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!out.valid())
        return failErrno(errno, "open state file");
    struct stat status{};
    if (::fstat(out.get(), &status) != 0)
        return failErrno(errno, "state file");
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::NotARegularFile);
    if (static_cast<std::uint64_t>(status.st_size) != content.size())
        return fail(ErrorCode::InvalidArgument, "size of the state file");
    return writeAll(out.get(), content);
}

} // namespace lockleaf
