// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/state_file.h"

#include "core/base/file_system.h"

#include <sodium.h>

#include <algorithm>
#include <cerrno>

namespace lockleaf {

namespace {

/// A name that nobody else takes; two programs may write the same file at once, and one of them wins whole.
std::filesystem::path temporaryNameFor(const std::filesystem::path& file)
{
    Id<struct StateTemporaryTag> random;
    randombytes_buf(random.bytes.data(), random.bytes.size());
    return file.string() + ".new-" + random.toHex().substr(0, 16);
}

Result<void> writeNew(const std::filesystem::path& file, ByteView content)
{
    LOCKLEAF_TRY(const auto out, fileSystem().open(FileSystem::anywhere, file, FileAccess::CreateNew));
    if (const int problem = writeFully(*out, 0, content); problem != 0)
        return failErrno(problem, "write");
    if (const int problem = out->sync(); problem != 0)
        return failErrno(problem, "sync state file");
    return {};
}

Result<void> makeFolders(const std::filesystem::path& folder)
{
    if (folder.empty())
        return {};
    int problem = fileSystem().makeFolder(folder);
    if (problem == ENOENT && folder != folder.parent_path()) {
        LOCKLEAF_CHECK(makeFolders(folder.parent_path()));
        problem = fileSystem().makeFolder(folder);
    }
    if (problem == EEXIST)
        return {};
    if (problem != 0)
        return failErrno(problem, "make state folder");
    // Without its entry a folder would be gone after a power cut, with all that is in it.
    return syncFolderAt(folder.parent_path(), "sync state folder");
}

} // namespace

Result<Bytes> readSmallFile(const std::filesystem::path& file, std::size_t limit)
{
    LOCKLEAF_TRY(const auto in, fileSystem().open(FileSystem::anywhere, file, FileAccess::Read));
    const std::int64_t expected = in->size();
    if (expected < 0)
        return failErrno(static_cast<int>(-expected), "state file");
    // One octet more than is expected, so that a file which grows meanwhile is seen.
    Bytes content(std::min(static_cast<std::size_t>(expected), limit) + 1);
    const std::int64_t size = readFully(*in, 0, content);
    if (size < 0)
        return failErrno(static_cast<int>(-size), "read state file");
    if (static_cast<std::size_t>(size) == content.size())
        return fail(ErrorCode::InvalidArgument, "state file too long");
    content.resize(static_cast<std::size_t>(size));
    return content;
}

Result<void> replaceSmallFile(const std::filesystem::path& file, ByteView content)
{
    LOCKLEAF_CHECK(makeFolders(file.parent_path()));
    const std::filesystem::path temporary = temporaryNameFor(file);
    auto written = writeNew(temporary, content);
    if (written) {
        const int problem =
            fileSystem().rename(FileSystem::anywhere, temporary, file, FileSystem::Rename::Replacing);
        if (problem != 0)
            written = failErrno(problem, "rename state file");
    }
    if (!written) {
        [[maybe_unused]] const int left = fileSystem().remove(FileSystem::anywhere, temporary);
        return written;
    }
    return syncFolderAt(file.parent_path(), "sync state folder");
}

Result<void> overwriteSmallFile(const std::filesystem::path& file, ByteView content)
{
    LOCKLEAF_TRY(const auto out, fileSystem().open(FileSystem::anywhere, file, FileAccess::ReadWrite));
    const std::int64_t size = out->size();
    if (size < 0)
        return failErrno(static_cast<int>(-size), "state file");
    if (static_cast<std::uint64_t>(size) != content.size())
        return fail(ErrorCode::InvalidArgument, "size of the state file");
    if (const int problem = writeFully(*out, 0, content); problem != 0)
        return failErrno(problem, "write");
    return {};
}

} // namespace lockleaf
