// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/new_file.h"

#include <sodium.h>

#include <cerrno>

namespace lockleaf {

namespace {

constexpr std::uint64_t writebackWindow = std::uint64_t{8} << 20;

std::string temporaryName()
{
    Id<struct TemporaryTag> random;
    randombytes_buf(random.bytes.data(), random.bytes.size());
    return ".lockleaf-" + random.toHex() + ".part";
}

} // namespace

NewFile::NewFile(FileSystem::Folder folder, std::unique_ptr<FileIo> file, std::string temporaryName,
                 std::string name)
    : m_folder(folder), m_file(std::move(file)), m_temporaryName(std::move(temporaryName)),
      m_name(std::move(name))
{
}

NewFile::~NewFile()
{
    m_file.reset();
    if (!m_published)
        drop(m_temporaryName);
    fileSystem().closeFolder(m_folder);
}

void NewFile::drop(const std::string& name)
{
    [[maybe_unused]] const int problem = fileSystem().remove(m_folder, name);
}

Result<std::unique_ptr<NewFile>> NewFile::create(const std::filesystem::path& target)
{
    const std::string name = target.filename();
    if (name.empty() || name == "." || name == "..")
        return fail(ErrorCode::InvalidArgument, "no file name");
    const FileSystem::Folder folder = fileSystem().openFolder(target.parent_path());
    if (folder < 0)
        return failErrno(-folder, "opening the folder");
    FileSystem::Found found;
    std::string temporary = temporaryName();
    Result<std::unique_ptr<FileIo>> file = fileSystem().look(folder, name, found) == 0
                                               ? failErrno(EEXIST, "creating the file")
                                               : fileSystem().open(folder, temporary, FileAccess::CreateNew);
    if (!file) {
        fileSystem().closeFolder(folder);
        return std::unexpected(std::move(file).error());
    }
    return std::unique_ptr<NewFile>(new NewFile(folder, std::move(*file), std::move(temporary), name));
}

Result<void> NewFile::write(ByteView bytes)
{
    if (const int problem = writeFully(*m_file, m_size, bytes); problem != 0)
        return failErrno(problem, "write");
    m_size += bytes.size();
    if (m_size - m_writebackFrom >= writebackWindow) {
        m_file->startWriteback(m_writebackFrom, m_size);
        m_writebackFrom = m_size;
    }
    return {};
}

Result<void> NewFile::sync()
{
    if (const int problem = m_file->sync(); problem != 0)
        return failErrno(problem, "sync"); // never tried again: the kernel may have dropped the pages
    m_file->dropFromMemory();
    return {};
}

Result<std::size_t> NewFile::readAt(std::uint64_t offset, MutableByteView buffer) const
{
    const std::int64_t got = readFully(*m_file, offset, buffer);
    if (got < 0)
        return failErrno(static_cast<int>(-got), "read");
    return static_cast<std::size_t>(got);
}

Result<void> NewFile::giveName()
{
    const int problem =
        fileSystem().rename(m_folder, m_temporaryName, m_name, FileSystem::Rename::NotReplacing);
    if (problem == 0)
        return {};
    if (problem != EINVAL && problem != ENOSYS)
        return failErrno(problem, "rename");
    // Some file systems of the network cannot do that; a link never replaces anything either.
    if (const int refused = fileSystem().link(m_folder, m_temporaryName, m_name); refused != 0)
        return failErrno(refused, "link");
    drop(m_temporaryName);
    return {};
}

Result<void> NewFile::publish()
{
    LOCKLEAF_CHECK(giveName());
    m_published = true;
    const int problem = fileSystem().syncFolder(m_folder);
    if (problem == 0)
        return {};
    drop(m_name); // a name that may be gone after a power cut was never given
    return failErrno(problem, "sync of the folder");
}

} // namespace lockleaf
