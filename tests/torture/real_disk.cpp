// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/real_disk.h"

#include "tests/torture/torture.h"

#include <signal.h>
#include <unistd.h>

namespace lockleaf::test {

namespace {

constexpr std::size_t memoryPage = 4096;

/// As when somebody else does it: nothing of this process runs any more.
void die()
{
    kill(getpid(), SIGKILL);
    pause();
}

} // namespace

template <class Call, class Half>
auto RealDisk::change(Call call, Half within)
{
    const bool isLast = ++m_calls == m_end.call;
    if (isLast && m_end.when == When::Within)
        within();
    if (isLast && m_end.when != When::After)
        die();
    auto outcome = call();
    if (isLast)
        die();
    return outcome;
}

class RealDisk::File final : public FileIo
{
public:
    File(RealDisk& disk, std::unique_ptr<FileIo> inner) : m_disk(disk), m_inner(std::move(inner)) {}

    std::int64_t readSome(std::uint64_t offset, MutableByteView into) override
    {
        return m_inner->readSome(offset, into);
    }
    /// A kill ends a write of the system only between pages of memory.
    std::int64_t writeSome(std::uint64_t offset, ByteView from) override
    {
        const std::size_t inPage = memoryPage - offset % memoryPage;
        const std::size_t half =
            from.size() <= inPage ? 0 : inPage + (from.size() - inPage) / 2 / memoryPage * memoryPage;
        return m_disk.change([&] { return m_inner->writeSome(offset, from); },
                             [&] {
                                 if (half > 0)
                                     m_inner->writeSome(offset, from.first(half));
                             });
    }
    int sync() override
    {
        return m_disk.change([&] { return m_inner->sync(); });
    }
    int truncate(std::uint64_t size) override
    {
        return m_disk.change([&] { return m_inner->truncate(size); });
    }
    std::int64_t size() override { return m_inner->size(); }
    std::int64_t nextData(std::uint64_t offset) override { return m_inner->nextData(offset); }
    int holdExclusively() override { return m_inner->holdExclusively(); }
    void startWriteback(std::uint64_t from, std::uint64_t to) override { m_inner->startWriteback(from, to); }
    void dropFromMemory() override { m_inner->dropFromMemory(); }

private:
    RealDisk& m_disk;
    std::unique_ptr<FileIo> m_inner;
};

RealDisk::RealDisk(std::filesystem::path root, End end)
    : m_root(std::move(root)), m_system(fileSystem()), m_end(end)
{
    replaceFileSystemForTests(this);
}

RealDisk::~RealDisk()
{
    replaceFileSystemForTests(nullptr);
}

void RealDisk::lay(const DiskState& state)
{
    for (const auto& [path, inode] : state.entriesNow()) {
        const std::filesystem::path place = placeOf(anywhere, path);
        if (state.inodes.at(inode).isFolder)
            std::filesystem::create_directories(place);
        else
            writeContents(place, *state.contentNow(inode));
    }
}

std::string RealDisk::placeOf(Folder folder, const std::string& name) const
{
    return folder == anywhere ? m_root.string() + name : name;
}

Result<std::unique_ptr<FileIo>> RealDisk::open(Folder folder, const std::string& name, FileAccess access)
{
    const auto opened = [&] { return m_system.open(folder, placeOf(folder, name), access); };
    auto file = access == FileAccess::CreateNew ? change(opened) : opened();
    if (!file)
        return file;
    return std::unique_ptr<FileIo>(std::make_unique<File>(*this, std::move(*file)));
}

int RealDisk::look(Folder folder, const std::string& name, Found& found)
{
    return m_system.look(folder, placeOf(folder, name), found);
}

int RealDisk::rename(Folder folder, const std::string& from, const std::string& to, Rename how)
{
    return changeNames(
        [&] { return m_system.rename(folder, placeOf(folder, from), placeOf(folder, to), how); });
}

int RealDisk::link(Folder folder, const std::string& from, const std::string& to)
{
    return changeNames([&] { return m_system.link(folder, placeOf(folder, from), placeOf(folder, to)); });
}

int RealDisk::remove(Folder folder, const std::string& name)
{
    return changeNames([&] { return m_system.remove(folder, placeOf(folder, name)); });
}

int RealDisk::makeFolder(const std::string& path)
{
    return change([&] { return m_system.makeFolder(placeOf(anywhere, path)); });
}

FileSystem::Folder RealDisk::openFolder(const std::string& path)
{
    return m_system.openFolder(placeOf(anywhere, path));
}

int RealDisk::list(const std::string& path, std::vector<std::string>& names)
{
    return m_system.list(placeOf(anywhere, path), names);
}

int RealDisk::syncFolder(Folder folder)
{
    return change([&] { return m_system.syncFolder(folder); });
}

} // namespace lockleaf::test
