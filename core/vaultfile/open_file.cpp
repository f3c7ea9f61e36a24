// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/file_io.h"

namespace lockleaf {

namespace {

FileIoWrapper& installedWrapper()
{
    static FileIoWrapper wrapper;
    return wrapper;
}

} // namespace

void wrapFilesForTests(FileIoWrapper wrapper)
{
    installedWrapper() = std::move(wrapper);
}

Result<SyncedFile> openFile(const std::filesystem::path& path, FileAccess access, FileRole role)
{
    LOCKLEAF_TRY(std::unique_ptr<FileIo> io, fileSystem().open(FileSystem::anywhere, path, access));
    if (installedWrapper())
        io = installedWrapper()(std::move(io), role);
    return SyncedFile(std::move(io));
}

bool somethingStandsAt(const std::filesystem::path& path)
{
    FileSystem::Found found;
    return fileSystem().look(FileSystem::anywhere, path, found) == 0;
}

std::uint64_t sizeOfFileAt(const std::filesystem::path& path)
{
    FileSystem::Found found;
    return fileSystem().look(FileSystem::anywhere, path, found) == 0 ? found.size : 0;
}

Result<void> renameWithoutReplacing(const std::filesystem::path& from, const std::filesystem::path& to)
{
    const int problem = fileSystem().rename(FileSystem::anywhere, from, to, FileSystem::Rename::NotReplacing);
    if (problem != 0)
        return failErrno(problem, "rename");
    return {};
}

Result<void> syncFolderOf(const std::filesystem::path& path)
{
    return syncFolderAt(path.parent_path(), "sync folder");
}

void removeFile(const std::filesystem::path& path)
{
    [[maybe_unused]] const int problem = fileSystem().remove(FileSystem::anywhere, path);
}

} // namespace lockleaf
