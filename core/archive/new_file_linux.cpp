// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/new_file.h"

#include "core/base/descriptor.h"

#include <sodium.h>

#include <cerrno>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lockleaf {

namespace {

constexpr std::uint64_t writebackWindow = std::uint64_t{8} << 20;

std::string temporaryName()
{
    Id<struct TemporaryTag> random;
    randombytes_buf(random.bytes.data(), random.bytes.size());
    return ".lockleaf-" + random.toHex() + ".part";
}

} // namespace

NewFile::NewFile(int folder, int file, std::string temporaryName, std::string name)
    : m_folder(folder), m_file(file), m_temporaryName(std::move(temporaryName)), m_name(std::move(name))
{
}

NewFile::~NewFile()
{
    close(m_file);
    if (!m_published)
        unlinkat(m_folder, m_temporaryName.c_str(), 0);
    close(m_folder);
}

Result<std::unique_ptr<NewFile>> NewFile::create(const std::filesystem::path& target)
{
    const std::string name = target.filename();
    if (name.empty() || name == "." || name == "..")
        return fail(ErrorCode::InvalidArgument, "no file name");
    const std::filesystem::path parent = target.parent_path().empty() ? "." : target.parent_path();
    const int folder = aboveStandardStreams(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder < 0)
        return failErrno(errno, "opening the folder");
    struct stat status = {};
    int error = 0;
    int file = -1;
    std::string temporary = temporaryName();
    if (fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
        error = EEXIST;
    } else {
        file = aboveStandardStreams(
            openat(folder, temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        error = errno;
    }
    if (file < 0) {
        close(folder);
        return failErrno(error, "creating the file");
    }
    return std::unique_ptr<NewFile>(new NewFile(folder, file, std::move(temporary), name));
}

Result<void> NewFile::write(ByteView bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failErrno(errno, "write");
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        m_size += static_cast<std::uint64_t>(written);
    }
    if (m_size - m_writebackFrom >= writebackWindow)
        startWriteback();
    return {};
}

void NewFile::startWriteback()
{
    // Only a hint that spreads the work; sync() is what makes it durable, and reports errors.
    const auto from = static_cast<off64_t>(m_writebackFrom);
    const auto length = static_cast<off64_t>(m_size - m_writebackFrom);
    if (m_writebackFrom >= writebackWindow)
        sync_file_range(m_file, from - static_cast<off64_t>(writebackWindow),
                        static_cast<off64_t>(writebackWindow), SYNC_FILE_RANGE_WAIT_BEFORE);
    sync_file_range(m_file, from, length, SYNC_FILE_RANGE_WRITE);
    m_writebackFrom = m_size;
}

Result<void> NewFile::sync()
{
    if (fsync(m_file) != 0)
        return failErrno(errno, "fsync"); // never tried again: the kernel may have dropped the pages
    posix_fadvise(m_file, 0, 0, POSIX_FADV_DONTNEED);
    return {};
}

Result<std::size_t> NewFile::readAt(std::uint64_t offset, MutableByteView buffer) const
{
    while (true) {
        const ssize_t got = pread(m_file, buffer.data(), buffer.size(), static_cast<off_t>(offset));
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno != EINTR)
            return failErrno(errno, "read");
    }
}

Result<void> NewFile::giveName()
{
    if (renameat2(m_folder, m_temporaryName.c_str(), m_folder, m_name.c_str(), RENAME_NOREPLACE) == 0)
        return {};
    if (errno != EINVAL && errno != ENOSYS)
        return failErrno(errno, "rename");
    // Some file systems of the network cannot do that; a link never replaces anything either.
    if (linkat(m_folder, m_temporaryName.c_str(), m_folder, m_name.c_str(), 0) != 0)
        return failErrno(errno, "link");
    unlinkat(m_folder, m_temporaryName.c_str(), 0);
    return {};
}

Result<void> NewFile::publish()
{
    LOCKLEAF_CHECK(giveName());
    m_published = true;
    if (fsync(m_folder) == 0)
        return {};
    const int error = errno;
    unlinkat(m_folder, m_name.c_str(), 0); // a name that may be gone after a power cut was never given
    return failErrno(error, "fsync of the folder");
}

} // namespace lockleaf
