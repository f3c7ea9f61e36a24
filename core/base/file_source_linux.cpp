// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/descriptor.h"
#include "core/base/file_source.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lockleaf {

namespace {

// O_NONBLOCK: nobody waits for the other end of a pipe that is refused below.
constexpr int readingFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

} // namespace

Result<std::unique_ptr<FileSource>> FileSource::open(const std::filesystem::path& file)
{
    return take(aboveStandardStreams(::open(file.c_str(), readingFlags)));
}

Result<std::unique_ptr<FileSource>> FileSource::openAt(int folder, const std::string& path)
{
    const int descriptor = ::openat(folder, path.c_str(), readingFlags | O_NOFOLLOW);
    if (descriptor < 0 && errno == ELOOP)
        return fail(ErrorCode::NotARegularFile);
    return take(aboveStandardStreams(descriptor));
}

Result<std::unique_ptr<FileSource>> FileSource::take(int descriptor)
{
    if (descriptor < 0)
        return std::unexpected(systemError(errno, "open"));
    struct stat status{};
    std::unique_ptr<FileSource> source(new FileSource(descriptor, 0)); // closes it
    if (::fstat(descriptor, &status) != 0)
        return std::unexpected(systemError(errno, "stat"));
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::NotARegularFile);
    source->m_size = static_cast<std::uint64_t>(status.st_size);
    return source;
}

FileSource::~FileSource()
{
    ::close(m_descriptor);
}

Result<std::size_t> FileSource::read(MutableByteView buffer)
{
    while (true) {
        const ssize_t count = ::read(m_descriptor, buffer.data(), buffer.size());
        if (count >= 0)
            return static_cast<std::size_t>(count);
        if (errno != EINTR)
            return std::unexpected(systemError(errno, "read"));
    }
}

} // namespace lockleaf
