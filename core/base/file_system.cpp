// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_system.h"

#include <cerrno>

namespace lockleaf {

std::int64_t readFully(FileIo& file, std::uint64_t offset, MutableByteView into)
{
    std::size_t done = 0;
    while (done < into.size()) {
        const std::int64_t got = file.readSome(offset + done, into.subspan(done));
        if (got == -EINTR)
            continue;
        if (got < 0)
            return got;
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    return static_cast<std::int64_t>(done);
}

int writeFully(FileIo& file, std::uint64_t offset, ByteView from)
{
    std::size_t done = 0;
    while (done < from.size()) {
        const std::int64_t put = file.writeSome(offset + done, from.subspan(done));
        if (put == -EINTR)
            continue;
        if (put < 0)
            return static_cast<int>(-put);
        if (put == 0)
            return ENOSPC;
        done += static_cast<std::size_t>(put);
    }
    return 0;
}

Result<void> syncFolderAt(const std::filesystem::path& path, std::string_view what)
{
    const FileSystem::Folder folder = fileSystem().openFolder(path);
    if (folder < 0)
        return failErrno(-folder, what);
    const int problem = fileSystem().syncFolder(folder);
    fileSystem().closeFolder(folder);
    if (problem != 0)
        return failErrno(problem, what);
    return {};
}

} // namespace lockleaf
