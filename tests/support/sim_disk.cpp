// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sim_disk.h"

#include "tests/support/allocation_counter.h"

#include <algorithm>
#include <cerrno>

namespace lockleaf::test {

using Operation = DiskOperation::Kind;
using Call = DiskCall::Kind;

class SimDisk::File final : public FileIo
{
public:
    File(SimDisk& disk, InodeNumber inode, std::string path)
        : m_disk(disk), m_inode(inode), m_path(std::move(path))
    {
        ++m_disk.m_openFiles;
    }
    ~File() override
    {
        --m_disk.m_openFiles;
        if (live().holder == this)
            live().holder = nullptr;
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    std::int64_t readSome(std::uint64_t offset, MutableByteView into) override
    {
        const AllocationPause pause;
        const DiskFault fault = m_disk.ask(Call::Read, m_path, into.size());
        if (fault.problem != 0)
            return -fault.problem;
        const Bytes& content = live().content();
        if (offset >= content.size())
            return 0;
        std::size_t count = std::min<std::size_t>(into.size(), content.size() - offset);
        if (fault.isShort && count > 1)
            count /= 2;
        std::copy_n(content.begin() + static_cast<std::ptrdiff_t>(offset), count, into.begin());
        return static_cast<std::int64_t>(count);
    }
    std::int64_t writeSome(std::uint64_t offset, ByteView from) override
    {
        const AllocationPause pause;
        const DiskFault fault = m_disk.ask(Call::Write, m_path, from.size());
        if (fault.isShort && from.size() > 1)
            from = from.first(from.size() / 2);
        else if (fault.problem != 0)
            return -fault.problem;
        const auto bytes = std::make_shared<const Bytes>(from.begin(), from.end());
        m_disk.note({.kind = Operation::Write, .inode = m_inode, .offset = offset, .bytes = bytes});
        applyChange(m_disk.written(m_inode).own, {false, offset, bytes});
        return static_cast<std::int64_t>(from.size());
    }
    int sync() override
    {
        const AllocationPause pause;
        const DiskFault fault = m_disk.ask(Call::Sync, m_path);
        if (fault.problem == 0 || fault.forgets)
            m_disk.note(
                {.kind = fault.problem == 0 ? Operation::Sync : Operation::FailedSync, .inode = m_inode});
        return fault.problem;
    }
    int truncate(std::uint64_t size) override
    {
        const AllocationPause pause;
        const DiskFault fault = m_disk.ask(Call::Truncate, m_path);
        if (fault.problem != 0)
            return fault.problem;
        m_disk.note({.kind = Operation::Truncate, .inode = m_inode, .offset = size});
        m_disk.written(m_inode).own.resize(size);
        return 0;
    }
    std::int64_t size() override
    {
        const AllocationPause pause;
        const DiskFault fault = m_disk.ask(Call::Size, m_path);
        return fault.problem != 0 ? -fault.problem : static_cast<std::int64_t>(live().content().size());
    }
    int holdExclusively() override
    {
        const AllocationPause pause;
        const DiskFault fault = m_disk.ask(Call::Hold, m_path);
        if (fault.problem != 0)
            return fault.problem;
        if (live().holder != nullptr && live().holder != this)
            return EAGAIN;
        live().holder = this;
        return 0;
    }

private:
    [[nodiscard]] Live& live() const { return m_disk.m_live.at(m_inode); }

    SimDisk& m_disk;
    InodeNumber m_inode;
    std::string m_path;
};

SimDisk::SimDisk(DiskState state) : m_first(std::move(state)), m_entries(m_first.entriesNow())
{
    for (const auto& [number, inode] : m_first.inodes) {
        m_live[number] = {inode.isFolder, m_first.contentNow(number), {}, nullptr};
        m_nextInode = std::max(m_nextInode, number);
    }
    replaceFileSystemForTests(this);
}

SimDisk::~SimDisk()
{
    replaceFileSystemForTests(nullptr);
}

DiskState SimDisk::stateAfter(std::size_t operations) const
{
    DiskState state = m_first;
    for (std::size_t i = 0; i < operations; ++i)
        state.apply(m_log[i]);
    return state;
}

SharedBytes SimDisk::contentAt(const std::string& path) const
{
    const auto found = m_entries.find(path);
    if (found == m_entries.end())
        return nullptr;
    return std::make_shared<const Bytes>(m_live.at(found->second).content());
}

DiskFault SimDisk::ask(Call kind, const std::string& path, std::size_t size) const
{
    if (m_dead)
        return {.problem = EIO};
    return onCall ? onCall({kind, path, size}) : DiskFault{};
}

std::string SimDisk::pathOf(Folder folder, const std::string& name) const
{
    return folder == anywhere ? name : m_folders.at(folder) + "/" + name;
}

SimDisk::Live& SimDisk::written(InodeNumber inode)
{
    Live& live = m_live.at(inode);
    if (live.shared)
        live.own = *std::exchange(live.shared, nullptr);
    return live;
}

Result<std::unique_ptr<FileIo>> SimDisk::open(Folder folder, const std::string& name, FileAccess access)
{
    const AllocationPause pause;
    const std::string path = pathOf(folder, name);
    if (const DiskFault fault = ask(Call::Open, path); fault.problem != 0)
        return failErrno(fault.problem, "open");
    if (access == FileAccess::CreateNew) {
        if (stands(path))
            return failErrno(EEXIST, "open");
        if (!stands(folderOf(path)))
            return failErrno(ENOENT, "open");
        const InodeNumber inode = ++m_nextInode;
        m_live[inode] = {};
        m_entries[path] = inode;
        note({.kind = Operation::Create, .inode = inode, .name = path});
        return std::unique_ptr<FileIo>(std::make_unique<File>(*this, inode, path));
    }
    const auto found = m_entries.find(path);
    if (found == m_entries.end())
        return failErrno(ENOENT, "open");
    if (m_live.at(found->second).isFolder)
        return fail(ErrorCode::NotARegularFile);
    return std::unique_ptr<FileIo>(std::make_unique<File>(*this, found->second, path));
}

int SimDisk::look(Folder folder, const std::string& name, Found& found)
{
    const AllocationPause pause;
    const std::string path = pathOf(folder, name);
    found = {};
    if (const DiskFault fault = ask(Call::Look, path); fault.problem != 0)
        return fault.problem;
    const auto entry = m_entries.find(path);
    if (entry == m_entries.end())
        return ENOENT;
    const Live& live = m_live.at(entry->second);
    found = {live.isFolder ? Kind::Folder : Kind::RegularFile, live.content().size()};
    return 0;
}

int SimDisk::rename(Folder folder, const std::string& from, const std::string& to, Rename how)
{
    const AllocationPause pause;
    const std::string source = pathOf(folder, from);
    const std::string target = pathOf(folder, to);
    if (const DiskFault fault = ask(Call::Rename, source); fault.problem != 0)
        return fault.problem;
    const auto entry = m_entries.find(source);
    if (entry == m_entries.end())
        return ENOENT;
    if (how == Rename::NotReplacing && stands(target))
        return EEXIST;
    const InodeNumber inode = entry->second;
    m_entries.erase(entry);
    m_entries[target] = inode;
    note({.kind = Operation::Rename, .inode = inode, .name = source, .to = target});
    return 0;
}

int SimDisk::link(Folder folder, const std::string& from, const std::string& to)
{
    const AllocationPause pause;
    const std::string source = pathOf(folder, from);
    const std::string target = pathOf(folder, to);
    if (const DiskFault fault = ask(Call::Link, source); fault.problem != 0)
        return fault.problem;
    if (!stands(source))
        return ENOENT;
    if (stands(target))
        return EEXIST;
    m_entries[target] = m_entries[source];
    note({.kind = Operation::Link, .inode = m_entries[source], .name = source, .to = target});
    return 0;
}

int SimDisk::remove(Folder folder, const std::string& name)
{
    const AllocationPause pause;
    const std::string path = pathOf(folder, name);
    if (const DiskFault fault = ask(Call::Remove, path); fault.problem != 0)
        return fault.problem;
    if (m_entries.erase(path) == 0)
        return ENOENT;
    note({.kind = Operation::Remove, .name = path});
    return 0;
}

int SimDisk::makeFolder(const std::string& path)
{
    const AllocationPause pause;
    if (const DiskFault fault = ask(Call::MakeFolder, path); fault.problem != 0)
        return fault.problem;
    if (stands(path))
        return EEXIST;
    if (!stands(folderOf(path)))
        return ENOENT;
    const InodeNumber inode = ++m_nextInode;
    m_live[inode].isFolder = true;
    m_entries[path] = inode;
    note({.kind = Operation::MakeFolder, .inode = inode, .name = path});
    return 0;
}

FileSystem::Folder SimDisk::openFolder(const std::string& path)
{
    const AllocationPause pause;
    if (const DiskFault fault = ask(Call::OpenFolder, path); fault.problem != 0)
        return -fault.problem;
    if (!stands(path))
        return -ENOENT;
    m_folders[m_nextFolder] = path;
    return m_nextFolder++;
}

int SimDisk::syncFolder(Folder folder)
{
    const AllocationPause pause;
    const std::string& path = m_folders.at(folder);
    if (const DiskFault fault = ask(Call::SyncFolder, path); fault.problem != 0)
        return fault.problem;
    note({.kind = Operation::SyncFolder, .name = path});
    return 0;
}

void SimDisk::closeFolder(Folder folder)
{
    m_folders.erase(folder);
}

int SimDisk::list(const std::string& path, std::vector<std::string>& names)
{
    const AllocationPause pause;
    if (const DiskFault fault = ask(Call::List, path); fault.problem != 0)
        return fault.problem;
    if (!stands(path))
        return ENOENT;
    for (const auto& [entry, inode] : m_entries)
        if (folderOf(entry) == path && entry != path)
            names.push_back(entry.substr(path.size() + (path.ends_with('/') ? 0 : 1)));
    return 0;
}

} // namespace lockleaf::test
