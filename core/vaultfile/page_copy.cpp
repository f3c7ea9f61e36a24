// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/page_copy.h"

#include "core/vaultfile/connection.h"
#include "core/vaultfile/file_io.h"

#include <sqlite3.h>

namespace lockleaf {

namespace {

constexpr int pagesAtOnce = 16; // about half a millisecond

} // namespace

Result<std::unique_ptr<PageCopy>> PageCopy::begin(VaultFile& origin, const UnlockedKey& key, sqlite3* source,
                                                  const std::filesystem::path& target)
{
    LOCKLEAF_TRY(std::unique_ptr<VaultFile> file, origin.beginCopy(target, key));
    std::unique_ptr<PageCopy> copy(new PageCopy(origin, target));
    copy->m_file = std::move(file);
    const int opened = sqlite3_open_v2(copy->m_file->databaseName().c_str(), &copy->m_connection,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                                       copy->m_file->vfsName().c_str());
    if (opened != SQLITE_OK)
        return std::unexpected(copy->errorFor(opened));
    LOCKLEAF_CHECK(configureCopy(copy->m_connection));
    copy->m_backup = sqlite3_backup_init(copy->m_connection, "main", source, "main");
    if (copy->m_backup == nullptr)
        return std::unexpected(copy->errorFor(sqlite3_extended_errcode(copy->m_connection)));
    return copy;
}

PageCopy::~PageCopy()
{
    endDatabase();
    m_file.reset();
    if (!m_released)
        removeFile(m_target);
}

void PageCopy::endDatabase()
{
    if (m_backup != nullptr)
        sqlite3_backup_finish(m_backup);
    m_backup = nullptr;
    if (m_connection != nullptr)
        sqlite3_close_v2(m_connection);
    m_connection = nullptr;
}

/// Both sides are read and written in one step; the files know which of them failed, and by what.
Error PageCopy::errorFor(int code)
{
    if (auto there = m_file->takeError(); !there)
        return std::move(there).error();
    if (auto here = m_origin.takeError(); !here) {
        Error error = std::move(here).error();
        if (error.code == ErrorCode::Damaged)
            error.detail = "the vault itself: " + error.detail;
        return error;
    }
    switch (code & 0xff) {
    case SQLITE_FULL:
        return {ErrorCode::DiskFull, {}, 0};
    case SQLITE_NOMEM:
        return {ErrorCode::OutOfMemory, {}, 0};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::InUse, "a transaction is under way", 0};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorCode::Damaged, "the vault itself", 0};
    default:
        return {ErrorCode::InputOutput, "SQLite " + std::to_string(code), 0};
    }
}

Result<bool> PageCopy::copyUntil(std::chrono::steady_clock::time_point end)
{
    do {
        const int code = sqlite3_backup_step(m_backup, pagesAtOnce);
        if (code != SQLITE_OK && code != SQLITE_DONE)
            return std::unexpected(errorFor(code));
        const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(m_backup));
        const std::uint64_t done = total - static_cast<std::uint64_t>(sqlite3_backup_remaining(m_backup));
        if (done < m_copied && ++m_begun > mostBeginnings)
            return fail(ErrorCode::InUse, "changes of the vault were taken back again and again");
        m_copied = done;
        m_total = total;
        if (code == SQLITE_DONE)
            return true;
    } while (std::chrono::steady_clock::now() < end);
    m_file->startWriteback();
    return false;
}

Result<void> PageCopy::closeDatabase()
{
    const int finished = sqlite3_backup_finish(m_backup);
    m_backup = nullptr;
    if (finished != SQLITE_OK)
        return std::unexpected(errorFor(finished));
    const int closed = sqlite3_close(m_connection);
    if (closed != SQLITE_OK)
        return std::unexpected(errorFor(closed));
    m_connection = nullptr;
    return m_file->takeError();
}

Result<void> PageCopy::closeFile()
{
    LOCKLEAF_CHECK(m_file->syncAndDrop());
    m_file.reset();
    return {};
}

} // namespace lockleaf
