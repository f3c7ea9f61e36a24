// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/file_system.h"
#include "core/base/result.h"

#include <filesystem>
#include <memory>
#include <string>

namespace lockleaf {

/// A file that appears under its name whole and durable, or not at all: written under a temporary name in the
/// same folder, readable by its owner alone, synced, renamed without replacing anything. Removed when this
/// object dies before publish().
class NewFile final : public ByteSink
{
public:
    /// Errors: AlreadyExists where anything stands at `target`, FileNotFound for its folder, ReadOnly,
    /// PermissionDenied, InvalidArgument for a path without a file name…
    [[nodiscard]] static Result<std::unique_ptr<NewFile>> create(const std::filesystem::path& target);
    ~NewFile() override;
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    /// Appends. Starts writing to the disk as it goes, so that sync() has little left to wait for.
    Result<void> write(ByteView bytes) override;
    /// Makes durable what was written; then the page cache is asked to forget it, so that reading tests the
    /// disk.
    Result<void> sync();
    /// Gives the file name to what was synced. Errors: AlreadyExists…
    Result<void> publish();

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// Fills some of `buffer` from `offset` on; 0 at the end.
    [[nodiscard]] Result<std::size_t> readAt(std::uint64_t offset, MutableByteView buffer) const;

private:
    NewFile(FileSystem::Folder folder, std::unique_ptr<FileIo> file, std::string temporaryName,
            std::string name);
    Result<void> giveName();
    void drop(const std::string& name);

    FileSystem::Folder m_folder;
    std::unique_ptr<FileIo> m_file;
    std::string m_temporaryName;
    std::string m_name;
    std::uint64_t m_size = 0;
    std::uint64_t m_writebackFrom = 0;
    bool m_published = false;
};

} // namespace lockleaf
