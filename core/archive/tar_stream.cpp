// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/tar_stream.h"

#include "core/archive/utf8_locale.h"
#include "core/crypto/secure_bytes.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>

namespace lockleaf {

namespace {

constexpr std::size_t readSize = std::size_t{64} * 1024;
constexpr unsigned filePermissions = 0600; // what comes out of an archive is private at first

struct EntryCloser
{
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};
using Entry = std::unique_ptr<archive_entry, EntryCloser>;

} // namespace

// libarchive never hears of a failure, which waits here for check(): a writer that it has given up leaks
// memory (3.6.2), one that goes on into nothing does not.
struct TarWriter::Private
{
    ByteSink* sink = nullptr; ///< Null once nothing more may be written.
    archive* handle = nullptr;
    std::optional<Error> failure;
};

static la_ssize_t writeCallback(archive*, void* data, const void* buffer, size_t size)
{
    auto* d = static_cast<TarWriter::Private*>(data);
    if (d->sink != nullptr) {
        const Result<void> written = d->sink->write({static_cast<const std::uint8_t*>(buffer), size});
        if (!written) {
            d->failure = written.error();
            d->sink = nullptr;
        }
    }
    return static_cast<la_ssize_t>(size);
}

TarWriter::TarWriter(ByteSink& sink) : m_d(std::make_unique<Private>())
{
    m_d->sink = &sink;
    m_d->handle = archive_write_new();
    archive_write_set_format_pax_restricted(m_d->handle);
    archive_write_set_bytes_per_block(m_d->handle, 0); // the sink gathers; no padding to a tape's blocks
    if (archive_write_open(m_d->handle, m_d.get(), nullptr, writeCallback, nullptr) != ARCHIVE_OK)
        m_d->failure = Error{ErrorCode::Internal, "libarchive", 0};
}

TarWriter::~TarWriter()
{
    if (m_d->handle == nullptr)
        return;
    m_d->sink = nullptr; // freeing also closes, and the sink may be gone
    archive_write_free(m_d->handle);
}

Result<void> TarWriter::check(int status, const char* what)
{
    if (m_d->failure)
        return std::unexpected(*m_d->failure);
    if (status != ARCHIVE_OK)
        return fail(ErrorCode::InputOutput, what);
    return {};
}

Result<void> TarWriter::beginFile(const std::string& path, std::uint64_t size, Timestamp modified)
{
    LOCKLEAF_CHECK(check(ARCHIVE_OK, "tar"));
    const Utf8Locale locale;
    const Entry entry(archive_entry_new());
    archive_entry_set_pathname_utf8(entry.get(), path.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), filePermissions);
    const Timestamp seconds = modified / 1000 - (modified % 1000 < 0 ? 1 : 0);
    archive_entry_set_mtime(entry.get(), seconds, 0);
    return check(archive_write_header(m_d->handle, entry.get()), "writing a tar header");
}

Result<void> TarWriter::write(ByteView bytes)
{
    if (bytes.empty())
        return {};
    const la_ssize_t written = archive_write_data(m_d->handle, bytes.data(), bytes.size());
    const bool whole = written >= 0 && static_cast<std::size_t>(written) == bytes.size();
    return check(whole ? ARCHIVE_OK : ARCHIVE_FATAL, "writing to the tar");
}

Result<void> TarWriter::finish()
{
    return check(archive_write_close(m_d->handle), "ending the tar");
}

struct TarReader::Private
{
    ByteSource* source = nullptr;
    archive* handle = nullptr;
    SecureBytes buffer;
    la_int64_t position = 0; ///< In the entry.
    std::optional<Error> failure;
};

static la_ssize_t readCallback(archive* handle, void* data, const void** buffer)
{
    auto* d = static_cast<TarReader::Private*>(data);
    const Result<std::size_t> got = d->source->read(d->buffer.span());
    if (!got) {
        d->failure = got.error();
        archive_set_error(handle, EIO, "source");
        return -1;
    }
    *buffer = d->buffer.data();
    return static_cast<la_ssize_t>(*got);
}

TarReader::TarReader(ByteSource& source) : m_d(std::make_unique<Private>())
{
    m_d->source = &source;
    m_d->buffer = SecureBytes(readSize);
    m_d->handle = archive_read_new();
    archive_read_support_format_tar(m_d->handle);
    if (archive_read_open(m_d->handle, m_d.get(), nullptr, readCallback, nullptr) != ARCHIVE_OK &&
        !m_d->failure)
        m_d->failure = Error{ErrorCode::Damaged, "not a tar", 0};
}

TarReader::~TarReader()
{
    archive_read_free(m_d->handle);
}

Result<void> TarReader::check(int status, const char* what)
{
    if (m_d->failure)
        return std::unexpected(*m_d->failure);
    if (status != ARCHIVE_OK)
        return fail(ErrorCode::Damaged, what);
    return {};
}

Result<std::optional<std::string>> TarReader::nextEntry()
{
    const Utf8Locale locale;
    archive_entry* entry = nullptr; // libarchive's own
    const int status = archive_read_next_header(m_d->handle, &entry);
    if (status == ARCHIVE_EOF && !m_d->failure)
        return std::optional<std::string>{};
    LOCKLEAF_CHECK(check(status, "a tar header"));
    // What is no plain file (a link, folder, device, a file with holes) could only be meant to do harm.
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr ||
        archive_entry_sparse_count(entry) > 0)
        return fail(ErrorCode::Damaged, "a tar entry that is no plain file");
    m_d->position = 0;
    const char* path = archive_entry_pathname_utf8(entry);
    if (path == nullptr)
        return fail(ErrorCode::Damaged, "a name in the tar");
    return std::optional<std::string>{path};
}

Result<std::optional<TarEntry>> TarReader::nextTarEntry()
{
    const Utf8Locale locale;
    archive_entry* entry = nullptr; // libarchive's own
    const int status = archive_read_next_header(m_d->handle, &entry);
    if (status == ARCHIVE_EOF && !m_d->failure)
        return std::optional<TarEntry>{};
    LOCKLEAF_CHECK(check(status == ARCHIVE_WARN ? ARCHIVE_OK : status, "a tar header")); // warns of names
    m_d->position = 0;
    TarEntry found;
    if (const char* path = archive_entry_pathname_utf8(entry); path != nullptr)
        found.path = path;
    found.plainFile = archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr &&
                      archive_entry_sparse_count(entry) == 0;
    found.size = static_cast<std::uint64_t>(std::max<la_int64_t>(archive_entry_size(entry), 0));
    return std::optional<TarEntry>{std::move(found)};
}

Result<ByteView> TarReader::nextBlock()
{
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int status = archive_read_data_block(m_d->handle, &block, &size, &offset);
    if (status == ARCHIVE_EOF && !m_d->failure)
        return ByteView{};
    LOCKLEAF_CHECK(check(status, "a tar entry"));
    if (offset != m_d->position)
        return fail(ErrorCode::Damaged, "a tar entry with holes");
    m_d->position += static_cast<la_int64_t>(size);
    return ByteView{static_cast<const std::uint8_t*>(block), size};
}

} // namespace lockleaf
