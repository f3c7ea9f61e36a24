// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"

#include <algorithm>
#include <cerrno>
#include <map>
#include <memory>

namespace lockleaf::test {

/// Files in memory in the place of the computer's while it lives: nothing of a fuzzer touches the disk.
/// Folders are not looked at. One thread.
class MemoryDisk final : public FileSystem
{
public:
    /// Whatever claims to be larger finds the disk full.
    static constexpr std::size_t largestFile = std::size_t{8} << 20;

    MemoryDisk() { replaceFileSystemForTests(this); }
    ~MemoryDisk() override { replaceFileSystemForTests(nullptr); }
    MemoryDisk(const MemoryDisk&) = delete;
    MemoryDisk& operator=(const MemoryDisk&) = delete;

    using Content = std::shared_ptr<Bytes>;
    std::map<std::string, Content> files; ///< By their paths.

    Result<std::unique_ptr<FileIo>> open(Folder, const std::string& name, FileAccess access) override
    {
        const auto found = files.find(name);
        if (access == FileAccess::CreateNew) {
            if (found != files.end())
                return fail(ErrorCode::AlreadyExists);
            return std::make_unique<File>(files[name] = std::make_shared<Bytes>());
        }
        if (found == files.end())
            return fail(ErrorCode::FileNotFound);
        return std::make_unique<File>(found->second);
    }
    int look(Folder, const std::string& name, Found& found) override
    {
        const auto at = files.find(name);
        if (at == files.end())
            return ENOENT;
        found = {Kind::RegularFile, at->second->size()};
        return 0;
    }
    int rename(Folder, const std::string& from, const std::string& to, Rename how) override
    {
        if (!files.contains(from))
            return ENOENT;
        if (how == Rename::NotReplacing && files.contains(to))
            return EEXIST;
        files[to] = files[from];
        files.erase(from);
        return 0;
    }
    int link(Folder, const std::string& from, const std::string& to) override
    {
        if (!files.contains(from))
            return ENOENT;
        return files.emplace(to, files[from]).second ? 0 : EEXIST;
    }
    int remove(Folder, const std::string& name) override { return files.erase(name) == 1 ? 0 : ENOENT; }
    int makeFolder(const std::string&) override { return EEXIST; }
    Folder openFolder(const std::string&) override { return 1; }
    int syncFolder(Folder) override { return 0; }
    void closeFolder(Folder) override {}
    int list(const std::string& path, std::vector<std::string>& names) override
    {
        for (const auto& [name, content] : files)
            if (name.starts_with(path + "/"))
                names.push_back(name.substr(path.size() + 1));
        return 0;
    }

private:
    class File final : public FileIo
    {
    public:
        explicit File(Content content) : m_content(std::move(content)) {}
        std::int64_t readSome(std::uint64_t offset, MutableByteView into) override
        {
            if (offset >= m_content->size())
                return 0;
            const std::size_t count = std::min<std::uint64_t>(into.size(), m_content->size() - offset);
            std::copy_n(m_content->begin() + static_cast<std::ptrdiff_t>(offset), count, into.begin());
            return static_cast<std::int64_t>(count);
        }
        std::int64_t writeSome(std::uint64_t offset, ByteView from) override
        {
            if (offset > largestFile || from.size() > largestFile - offset)
                return -ENOSPC;
            m_content->resize(std::max<std::size_t>(m_content->size(), offset + from.size()));
            std::copy(from.begin(), from.end(), m_content->begin() + static_cast<std::ptrdiff_t>(offset));
            return static_cast<std::int64_t>(from.size());
        }
        int sync() override { return 0; }
        int truncate(std::uint64_t size) override
        {
            if (size > largestFile)
                return ENOSPC;
            m_content->resize(size);
            return 0;
        }
        std::int64_t size() override { return static_cast<std::int64_t>(m_content->size()); }
        int holdExclusively() override { return 0; }

    private:
        Content m_content;
    };
};

} // namespace lockleaf::test
