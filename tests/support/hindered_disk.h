// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"

#include <atomic>
#include <cerrno>

namespace lockleaf::test {

/// The computer's disk, where some things fail as soon as they are told to. In use while it lives; what is
/// told may be told on any thread.
class HinderedDisk final : public FileSystem
{
public:
    HinderedDisk() : m_disk(fileSystem()) { replaceFileSystemForTests(this); }
    ~HinderedDisk() override { replaceFileSystemForTests(nullptr); }
    HinderedDisk(const HinderedDisk&) = delete;
    HinderedDisk& operator=(const HinderedDisk&) = delete;

    std::atomic<bool> hasNoLinks = false;          ///< No second names for a file, as on FAT.
    std::atomic<const char*> keptEnding = nullptr; ///< Of names that are not removed.
    std::atomic<bool> renamesNone = false;         ///< Nothing gets another name.
    std::atomic<bool> hangs = false;               ///< Nothing is listed before this is false; notify_all().

    Result<std::unique_ptr<FileIo>> open(Folder folder, const std::string& name, FileAccess access) override
    {
        return m_disk.open(folder, name, access);
    }
    int look(Folder folder, const std::string& name, Found& found) override
    {
        return m_disk.look(folder, name, found);
    }
    int rename(Folder folder, const std::string& from, const std::string& to, Rename how) override
    {
        return renamesNone ? EIO : m_disk.rename(folder, from, to, how);
    }
    int link(Folder folder, const std::string& from, const std::string& to) override
    {
        return hasNoLinks ? EPERM : m_disk.link(folder, from, to);
    }
    int remove(Folder folder, const std::string& name) override
    {
        const char* const kept = keptEnding;
        return kept && name.ends_with(kept) ? EIO : m_disk.remove(folder, name);
    }
    int makeFolder(const std::string& path) override { return m_disk.makeFolder(path); }
    Folder openFolder(const std::string& path) override { return m_disk.openFolder(path); }
    int syncFolder(Folder folder) override { return m_disk.syncFolder(folder); }
    void closeFolder(Folder folder) override { m_disk.closeFolder(folder); }
    int list(const std::string& path, std::vector<std::string>& names) override
    {
        hangs.wait(true);
        return m_disk.list(path, names);
    }

private:
    FileSystem& m_disk;
};

} // namespace lockleaf::test
