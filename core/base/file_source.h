// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_stream.h"

#include <filesystem>
#include <memory>
#include <string>

namespace lockleaf {

/// The content of a file from its beginning to its end. A file that grows meanwhile is read to the end that
/// it has then.
class FileSource final : public ByteSource
{
public:
    /// Follows links: a person named it. Errors: FileNotFound; NotARegularFile for a folder, pipe or device;
    /// PermissionDenied…
    [[nodiscard]] static Result<std::unique_ptr<FileSource>> open(const std::filesystem::path& file);
    /// A file below an open folder; a link at the end of `path` is not followed. Errors: as above, and
    /// NotARegularFile for a link.
    [[nodiscard]] static Result<std::unique_ptr<FileSource>> openAt(int folder, const std::string& path);
    ~FileSource() override;
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;

    [[nodiscard]] Result<std::size_t> read(MutableByteView buffer) override;
    /// As it was when the file was opened.
    [[nodiscard]] std::uint64_t size() const { return m_size; }

private:
    [[nodiscard]] static Result<std::unique_ptr<FileSource>> take(int descriptor);
    FileSource(int descriptor, std::uint64_t size) : m_descriptor(descriptor), m_size(size) {}

    int m_descriptor;
    std::uint64_t m_size;
};

} // namespace lockleaf
