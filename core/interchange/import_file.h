// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_stream.h"

#include <filesystem>
#include <memory>

namespace lockleaf {

/// A file that is read several times and at several places through one descriptor, so that it stays the same
/// file whatever happens to its name.
class ImportFile
{
public:
    /// Follows links: a person named it. Errors: FileNotFound; NotARegularFile for a folder, pipe or device;
    /// PermissionDenied…
    [[nodiscard]] static Result<std::shared_ptr<const ImportFile>> open(const std::filesystem::path& file);
    ~ImportFile();
    ImportFile(const ImportFile&) = delete;
    ImportFile& operator=(const ImportFile&) = delete;

    /// Fills some or all of `buffer` from `offset` on; 0 only at the end.
    [[nodiscard]] Result<std::size_t> readAt(std::uint64_t offset, MutableByteView buffer) const;
    /// As it was when the file was opened.
    [[nodiscard]] std::uint64_t size() const { return m_size; }

private:
    ImportFile(int descriptor, std::uint64_t size) : m_descriptor(descriptor), m_size(size) {}

    int m_descriptor;
    std::uint64_t m_size;
};

/// The octets of a file from `begin` to `end`.
class RangeSource final : public ByteSource
{
public:
    RangeSource(std::shared_ptr<const ImportFile> file, std::uint64_t begin, std::uint64_t end)
        : m_file(std::move(file)), m_at(begin), m_end(end)
    {
    }
    [[nodiscard]] Result<std::size_t> read(MutableByteView buffer) override;
    [[nodiscard]] std::uint64_t position() const { return m_at; }

private:
    std::shared_ptr<const ImportFile> m_file;
    std::uint64_t m_at;
    std::uint64_t m_end;
};

} // namespace lockleaf
