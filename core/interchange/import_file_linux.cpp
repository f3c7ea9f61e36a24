// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/descriptor.h"
#include "core/interchange/import_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lockleaf {

Result<std::shared_ptr<const ImportFile>> ImportFile::open(const std::filesystem::path& file)
{
    // O_NONBLOCK: nobody waits for the other end of a pipe that is refused below.
    const int descriptor =
        aboveStandardStreams(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (descriptor < 0)
        return std::unexpected(systemError(errno, "open"));
    std::shared_ptr<ImportFile> opened(new ImportFile(descriptor, 0)); // closes it
    struct stat status{};
    if (::fstat(descriptor, &status) != 0)
        return std::unexpected(systemError(errno, "stat"));
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::NotARegularFile);
    opened->m_size = static_cast<std::uint64_t>(status.st_size);
    return std::shared_ptr<const ImportFile>(std::move(opened));
}

ImportFile::~ImportFile()
{
    ::close(m_descriptor);
}

Result<std::size_t> ImportFile::readAt(std::uint64_t offset, MutableByteView buffer) const
{
    while (true) {
        const ssize_t count = ::pread(m_descriptor, buffer.data(), buffer.size(), static_cast<off_t>(offset));
        if (count >= 0)
            return static_cast<std::size_t>(count);
        if (errno != EINTR)
            return std::unexpected(systemError(errno, "read"));
    }
}

Result<std::size_t> RangeSource::read(MutableByteView buffer)
{
    const std::uint64_t wanted = std::min<std::uint64_t>(buffer.size(), m_end - m_at);
    if (wanted == 0)
        return std::size_t{0};
    LOCKLEAF_TRY(const std::size_t got, m_file->readAt(m_at, buffer.first(static_cast<std::size_t>(wanted))));
    m_at += got;
    return got;
}

} // namespace lockleaf
