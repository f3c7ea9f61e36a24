// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/file_io.h"

#include <cerrno>

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

namespace {

/// Whether the file system has no such call, and not something against this one.
bool lacksCall(int problem)
{
    return problem == EINVAL || problem == ENOSYS || problem == EOPNOTSUPP;
}

/// The last resort: between the look and the rename another program could make that name.
int renameWhereNothingStands(const std::filesystem::path& from, const std::filesystem::path& to)
{
    FileSystem::Found found;
    const int looked = fileSystem().look(FileSystem::anywhere, to, found);
    if (looked != ENOENT)
        return looked == 0 ? EEXIST : looked;
    return fileSystem().rename(FileSystem::anywhere, from, to, FileSystem::Rename::Replacing);
}

} // namespace

Result<void> renameWithoutReplacing(const std::filesystem::path& from, const std::filesystem::path& to)
{
    FileSystem& system = fileSystem();
    int problem = system.rename(FileSystem::anywhere, from, to, FileSystem::Rename::NotReplacing);
    if (lacksCall(problem)) {
        // As FUSE file systems and some of a network: a second name is refused where it stands, too.
        problem = system.link(FileSystem::anywhere, from, to);
        if (problem == 0)
            problem = system.remove(FileSystem::anywhere, from);
        else if (lacksCall(problem) || problem == EPERM)
            problem = renameWhereNothingStands(from, to);
    }
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

Result<bool> removeEmptyLog(const std::filesystem::path& vaultFile)
{
    const std::string log = vaultFile.string() + "-wal";
    FileSystem::Found found;
    const int looked = fileSystem().look(FileSystem::anywhere, log, found);
    if (looked == ENOENT)
        return true;
    if (looked == 0 && (found.kind != FileSystem::Kind::RegularFile || found.size != 0))
        return false;
    const int problem = looked != 0 ? looked : fileSystem().remove(FileSystem::anywhere, log);
    if (problem != 0 && problem != ENOENT)
        return failErrno(problem, "removing an empty log");
    return true;
}

} // namespace lockleaf
