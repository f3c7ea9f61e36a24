// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/plain_folder.h"

#include "core/base/descriptor.h"

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace lockleaf {

namespace {

constexpr int folderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

std::string temporaryFolderName()
{
    Id<struct TemporaryFolderTag> random;
    randombytes_buf(random.bytes.data(), random.bytes.size());
    return ".lockleaf-" + random.toHex() + ".part";
}

/// Removes what is in the folder of `descriptor`, which is closed; links are not followed.
void removeContent(int descriptor)
{
    DIR* const opened = fdopendir(descriptor);
    if (opened == nullptr) {
        close(descriptor);
        return;
    }
    std::vector<std::string> names;
    while (const dirent* entry = readdir(opened))
        if (const std::string name = entry->d_name; name != "." && name != "..")
            names.push_back(name);
    for (const std::string& name : names) {
        if (unlinkat(descriptor, name.c_str(), 0) == 0)
            continue;
        const int inner = openat(descriptor, name.c_str(), folderFlags);
        if (inner >= 0)
            removeContent(inner);
        unlinkat(descriptor, name.c_str(), AT_REMOVEDIR);
    }
    closedir(opened);
}

} // namespace

PlainFolder::PlainFolder(int parent, int folder, std::string temporary, std::string name)
    : m_parent(parent), m_folder(folder), m_temporary(std::move(temporary)), m_name(std::move(name))
{
}

Result<std::unique_ptr<PlainFolder>> PlainFolder::create(const std::filesystem::path& target)
{
    std::string name = target.filename();
    std::filesystem::path parent = target.parent_path();
    if (name.empty()) { // with a slash at its end
        name = parent.filename();
        parent = parent.parent_path();
    }
    if (name.empty() || name == "." || name == "..")
        return fail(ErrorCode::InvalidArgument, "no name of a folder");
    const int above =
        aboveStandardStreams(open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (above < 0)
        return failErrno(errno, "opening the folder");
    struct stat status = {};
    const bool taken = fstatat(above, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
    std::string temporary = temporaryFolderName();
    if (taken || mkdirat(above, temporary.c_str(), 0700) != 0) {
        const int error = taken ? EEXIST : errno;
        close(above);
        return failErrno(error, "making the folder");
    }
    const int folder = aboveStandardStreams(openat(above, temporary.c_str(), folderFlags));
    if (folder < 0) {
        const int error = errno;
        unlinkat(above, temporary.c_str(), AT_REMOVEDIR);
        close(above);
        return failErrno(error, "opening the folder");
    }
    return std::unique_ptr<PlainFolder>(
        new PlainFolder(above, folder, std::move(temporary), std::move(name)));
}

PlainFolder::~PlainFolder()
{
    if (m_file >= 0)
        close(m_file);
    if (m_published) {
        close(m_folder);
    } else {
        removeContent(m_folder);
        unlinkat(m_parent, m_temporary.c_str(), AT_REMOVEDIR);
    }
    close(m_parent);
}

Result<void> PlainFolder::makeFolders(const std::string& path)
{
    for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
        const std::string folder = path.substr(0, slash);
        if (m_folders.contains(folder))
            continue;
        if (mkdirat(m_folder, folder.c_str(), 0700) != 0)
            return failErrno(errno, "making a folder");
        m_folders.insert(folder);
    }
    return {};
}

Result<void> PlainFolder::beginFile(const std::string& path)
{
    LOCKLEAF_CHECK(makeFolders(path));
    m_file = aboveStandardStreams(
        openat(m_folder, path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    return m_file < 0 ? failErrno(errno, "creating a file") : Result<void>{};
}

Result<void> PlainFolder::write(ByteView bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failErrno(errno, "write");
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> PlainFolder::endFile(Timestamp modified)
{
    const Timestamp seconds = modified >= 0 ? modified / 1000 : (modified - 999) / 1000;
    const timespec time{seconds, (modified - seconds * 1000) * 1'000'000};
    const timespec times[2] = {time, time};
    (void)futimens(m_file, times); // the front matter has the date as well
    const int synced = fsync(m_file);
    const int error = errno;
    close(m_file);
    m_file = -1;
    return synced == 0 ? Result<void>{} : failErrno(error, "fsync");
}

Result<void> PlainFolder::publish()
{
    for (const std::string& folder : m_folders) {
        const int opened = openat(m_folder, folder.c_str(), folderFlags);
        const bool synced = opened >= 0 && fsync(opened) == 0;
        const int error = errno;
        if (opened >= 0)
            close(opened);
        if (!synced)
            return failErrno(error, "fsync of a folder");
    }
    if (fsync(m_folder) != 0)
        return failErrno(errno, "fsync of the folder");
    if (renameat2(m_parent, m_temporary.c_str(), m_parent, m_name.c_str(), RENAME_NOREPLACE) != 0) {
        // Where a file system cannot do that: a rename replaces an empty folder at most, and none by intent.
        struct stat status = {};
        const bool unknown = errno == EINVAL || errno == ENOSYS;
        if (!unknown)
            return failErrno(errno, "rename");
        if (fstatat(m_parent, m_name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0)
            return failErrno(EEXIST, "rename");
        if (renameat(m_parent, m_temporary.c_str(), m_parent, m_name.c_str()) != 0)
            return failErrno(errno, "rename");
    }
    m_published = true;
    return fsync(m_parent) == 0 ? Result<void>{} : failErrno(errno, "fsync of the folder");
}

} // namespace lockleaf
