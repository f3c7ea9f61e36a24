// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "tests/support/disk_state.h"

#include <functional>

namespace lockleaf::test {

/// A call of the system that a SimDisk is asked for.
struct DiskCall
{
    enum class Kind {
        Read,
        Write,
        Sync,
        Truncate,
        Size,
        Open,
        Look,
        Rename,
        Link,
        Remove,
        MakeFolder,
        OpenFolder,
        List,
        SyncFolder,
        Hold
    };
    Kind kind = Kind::Read;
    std::string path; ///< Of the file as it was opened, or of the entry.
    std::size_t size = 0;
};

/// What becomes of a call.
struct DiskFault
{
    int problem = 0;      ///< errno; 0: it works.
    bool isShort = false; ///< A read or write of some of the octets.
    bool forgets = false; ///< Of a failed sync: what waited never comes to the disk, as with Linux.
};

/// A disk in memory, in the place of the computer's while it lives. Keeps in a log what changed it, from
/// which power_cut.cpp makes what a power cut leaves. One thread; paths are absolute.
class SimDisk final : public FileSystem
{
public:
    explicit SimDisk(DiskState state);
    ~SimDisk() override;
    SimDisk(const SimDisk&) = delete;
    SimDisk& operator=(const SimDisk&) = delete;

    [[nodiscard]] const std::vector<DiskOperation>& log() const { return m_log; }
    /// The disk as it was when this began, and after the first `operations` of the log.
    [[nodiscard]] DiskState stateAfter(std::size_t operations) const;
    /// Nothing where there is no such file.
    [[nodiscard]] SharedBytes contentAt(const std::string& path) const;
    /// Asked at each call, before anything is done.
    std::function<DiskFault(const DiskCall&)> onCall;
    /// From now on nothing reaches the disk any more, and everything fails: the program has died.
    void die() { m_dead = true; }
    /// What is open and was not closed; names only.
    [[nodiscard]] std::size_t openFiles() const { return m_openFiles; }
    [[nodiscard]] std::size_t openFolders() const { return m_folders.size(); }

    Result<std::unique_ptr<FileIo>> open(Folder folder, const std::string& name, FileAccess access) override;
    int look(Folder folder, const std::string& name, Found& found) override;
    int rename(Folder folder, const std::string& from, const std::string& to, Rename how) override;
    int link(Folder folder, const std::string& from, const std::string& to) override;
    int remove(Folder folder, const std::string& name) override;
    int makeFolder(const std::string& path) override;
    Folder openFolder(const std::string& path) override;
    int syncFolder(Folder folder) override;
    void closeFolder(Folder folder) override;
    int list(const std::string& path, std::vector<std::string>& names) override;

private:
    class File;
    struct Live
    {
        bool isFolder = false;
        SharedBytes shared; ///< As it was at first; null once it was written to.
        Bytes own;
        const File* holder = nullptr;
        [[nodiscard]] const Bytes& content() const { return shared ? *shared : own; }
    };

    [[nodiscard]] DiskFault ask(DiskCall::Kind kind, const std::string& path, std::size_t size = 0) const;
    [[nodiscard]] std::string pathOf(Folder folder, const std::string& name) const;
    [[nodiscard]] bool stands(const std::string& path) const { return m_entries.contains(path); }
    void note(DiskOperation operation) { m_log.push_back(std::move(operation)); }
    Live& written(InodeNumber inode);

    DiskState m_first;
    std::vector<DiskOperation> m_log;
    DiskState::Entries m_entries;
    std::map<InodeNumber, Live> m_live;
    std::map<Folder, std::string> m_folders;
    InodeNumber m_nextInode = 0;
    Folder m_nextFolder = 1000;
    std::size_t m_openFiles = 0;
    bool m_dead = false;
};

} // namespace lockleaf::test
