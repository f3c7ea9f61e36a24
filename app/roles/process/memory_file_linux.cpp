// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/process/memory_file.h"

#include <cerrno>
#include <sys/mman.h>
#include <sys/stat.h>

namespace lockleaf::app {

Result<OwnedDescriptor> makeMemoryFile(ByteView content)
{
    OwnedDescriptor file(memfd_create("lockleaf", MFD_CLOEXEC));
    if (!file.isValid())
        return failErrno(errno, "file in memory");
    for (std::size_t done = 0; done < content.size();) {
        const ssize_t wrote = write(file.get(), content.data() + done, content.size() - done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return failErrno(errno, "writing to memory");
        done += static_cast<std::size_t>(wrote);
    }
    return file;
}

Result<Bytes> readMemoryFile(const OwnedDescriptor& file, std::size_t limit)
{
    struct stat about = {};
    if (fstat(file.get(), &about) != 0)
        return failErrno(errno, "file in memory");
    if (!S_ISREG(about.st_mode)) // a pipe would make whoever reads it wait
        return fail(ErrorCode::NotARegularFile, "what was passed");
    if (about.st_size < 0 || static_cast<std::uint64_t>(about.st_size) > limit)
        return fail(ErrorCode::InvalidArgument, "size of what was passed");
    Bytes content(static_cast<std::size_t>(about.st_size));
    for (std::size_t done = 0; done < content.size();) {
        const ssize_t got =
            pread(file.get(), content.data() + done, content.size() - done, static_cast<off_t>(done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail(ErrorCode::InputOutput, "what was passed is shorter than it was");
        done += static_cast<std::size_t>(got);
    }
    return content;
}

} // namespace lockleaf::app
