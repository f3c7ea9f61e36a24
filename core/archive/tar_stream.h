// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/clock.h"
#include "core/base/result.h"

#include <memory>
#include <optional>
#include <string>

struct archive;

namespace lockleaf {

/// Writes a pax tar (POSIX.1-2001) to a sink, entry by entry, by libarchive. Holds no entry in memory.
class TarWriter
{
public:
    /// `sink` must outlive this object.
    explicit TarWriter(ByteSink& sink);
    ~TarWriter();
    TarWriter(const TarWriter&) = delete;
    TarWriter& operator=(const TarWriter&) = delete;

    /// Begins a regular file of exactly `size` octets, which are to follow by write(). `path` is UTF-8.
    Result<void> beginFile(const std::string& path, std::uint64_t size, Timestamp modified);
    Result<void> write(ByteView bytes);
    /// Writes the end of the archive. Call once.
    Result<void> finish();

    struct Private;

private:
    Result<void> check(int status, const char* what);
    std::unique_ptr<Private> m_d;
};

/// An entry of a tar that others wrote.
struct TarEntry
{
    std::string path;       ///< Empty where it is no text. Data, never a place to write to.
    bool plainFile = false; ///< A regular file with all its octets: no link, device, folder or holes.
    std::uint64_t size = 0; ///< As the header says; what comes may be less.
};

/// Reads a tar from a source, entry by entry, by libarchive.
class TarReader
{
public:
    /// `source` must outlive this object.
    explicit TarReader(ByteSource& source);
    ~TarReader();
    TarReader(const TarReader&) = delete;
    TarReader& operator=(const TarReader&) = delete;

    /// The path of the next entry; nothing at the end. Errors: Damaged, also for whatever is no plain file.
    [[nodiscard]] Result<std::optional<std::string>> nextEntry();
    /// As nextEntry(), for a tar whose names may be anything.
    [[nodiscard]] Result<std::optional<TarEntry>> nextTarEntry();
    /// The next octets of the entry, valid until the next call; empty at its end.
    [[nodiscard]] Result<ByteView> nextBlock();

    struct Private;

private:
    Result<void> check(int status, const char* what);
    std::unique_ptr<Private> m_d;
};

} // namespace lockleaf
