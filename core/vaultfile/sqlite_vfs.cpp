// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/sqlite_vfs.h"

#include <atomic>
#include <cstring>

namespace lockleaf {

namespace {

SqliteVfs& ours(sqlite3_vfs* vfs)
{
    return *static_cast<SqliteVfs*>(vfs->pAppData);
}

sqlite3_vfs* systemVfs()
{
    return sqlite3_vfs_find(nullptr);
}

bool isName(const char* given, std::string_view name)
{
    return given != nullptr && name == given;
}

int openDatabase(SqliteVfs& vfs, SqliteFile& file)
{
    // A second connection would not know what the first has written: the log's header is kept in memory.
    if (vfs.databaseOpen)
        return SQLITE_CANTOPEN;
    vfs.databaseOpen = true;
    file.target = &vfs.database();
    return SQLITE_OK;
}

int openLog(SqliteVfs& vfs, SqliteFile& file)
{
    if (vfs.logOpen)
        return SQLITE_CANTOPEN;
    if (auto ready = vfs.log().ensureFile(); !ready) {
        vfs.keepError(std::move(ready).error());
        return SQLITE_CANTOPEN;
    }
    vfs.logOpen = true;
    file.target = &vfs.log();
    return SQLITE_OK;
}

int open(sqlite3_vfs* base, const char* name, sqlite3_file* opened, int flags, int* outFlags)
{
    SqliteVfs& vfs = ours(base);
    auto& file = *reinterpret_cast<SqliteFile*>(opened);
    file.base.pMethods = nullptr;
    int outcome = SQLITE_CANTOPEN; // journals, temporary files, anything attached
    if ((flags & SQLITE_OPEN_MAIN_DB) != 0 && isName(name, SqliteVfs::databaseName))
        outcome = openDatabase(vfs, file);
    else if ((flags & SQLITE_OPEN_WAL) != 0 && isName(name, SqliteVfs::logName))
        outcome = guarded([&] { return openLog(vfs, file); });
    if (outcome != SQLITE_OK)
        return outcome;
    file.vfs = &vfs;
    file.base.pMethods = &sealedIoMethods();
    if (outFlags != nullptr)
        *outFlags = flags;
    return SQLITE_OK;
}

int remove(sqlite3_vfs* base, const char* name, int)
{
    SqliteVfs& vfs = ours(base);
    if (!isName(name, SqliteVfs::logName))
        return SQLITE_IOERR_DELETE_NOENT;
    return guarded([&vfs] {
        auto removed = vfs.log().remove();
        if (removed)
            return SQLITE_OK;
        vfs.keepError(std::move(removed).error());
        return SQLITE_IOERR_DELETE;
    });
}

int access(sqlite3_vfs* base, const char* name, int, int* answer)
{
    SqliteVfs& vfs = ours(base);
    // A journal that somebody planted is not seen, and so never replayed.
    *answer =
        isName(name, SqliteVfs::databaseName) || (isName(name, SqliteVfs::logName) && vfs.log().hasContent());
    return SQLITE_OK;
}

int fullPathname(sqlite3_vfs*, const char* name, int capacity, char* out)
{
    const std::size_t size = std::strlen(name) + 1;
    if (size > static_cast<std::size_t>(capacity))
        return SQLITE_CANTOPEN;
    std::memcpy(out, name, size);
    return SQLITE_OK;
}

// SQLite would call a missing function of these; nothing is ever loaded.
void* openLibrary(sqlite3_vfs*, const char*)
{
    return nullptr;
}
void libraryError(sqlite3_vfs*, int capacity, char* message)
{
    if (capacity > 0)
        message[0] = '\0';
}
void (*findSymbol(sqlite3_vfs*, void*, const char*))(void)
{
    return nullptr;
}
void closeLibrary(sqlite3_vfs*, void*) {}

int randomness(sqlite3_vfs*, int size, char* out)
{
    return systemVfs()->xRandomness(systemVfs(), size, out);
}
int sleep(sqlite3_vfs*, int microseconds)
{
    return systemVfs()->xSleep(systemVfs(), microseconds);
}
int currentTime(sqlite3_vfs*, double* julianDay)
{
    return systemVfs()->xCurrentTime(systemVfs(), julianDay);
}
int lastError(sqlite3_vfs*, int, char*)
{
    return 0;
}

} // namespace

SqliteVfs::SqliteVfs(SealedDatabase& database, SealedLog& log) : m_database(database), m_log(log)
{
    static std::atomic<std::uint64_t> count{0};
    m_name = "lockleaf-" + std::to_string(count.fetch_add(1));
    m_vfs.iVersion = 1;
    m_vfs.szOsFile = sizeof(SqliteFile);
    m_vfs.mxPathname = 512;
    m_vfs.zName = m_name.c_str();
    m_vfs.pAppData = this;
    m_vfs.xOpen = open;
    m_vfs.xDelete = remove;
    m_vfs.xAccess = access;
    m_vfs.xFullPathname = fullPathname;
    m_vfs.xDlOpen = openLibrary;
    m_vfs.xDlError = libraryError;
    m_vfs.xDlSym = findSymbol;
    m_vfs.xDlClose = closeLibrary;
    m_vfs.xRandomness = randomness;
    m_vfs.xSleep = sleep;
    m_vfs.xCurrentTime = currentTime;
    m_vfs.xGetLastError = lastError;
    sqlite3_vfs_register(&m_vfs, 0);
}

SqliteVfs::~SqliteVfs()
{
    sqlite3_vfs_unregister(&m_vfs);
}

Result<void> SqliteVfs::takeError()
{
    if (!m_error)
        return {};
    Error error = std::move(*m_error);
    m_error.reset();
    return std::unexpected(std::move(error));
}

void SqliteVfs::keepError(Error error)
{
    if (!m_error)
        m_error = std::move(error);
}

} // namespace lockleaf
