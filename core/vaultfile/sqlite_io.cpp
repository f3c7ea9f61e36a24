// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/sqlite_vfs.h"

// The functions that SQLite calls on an open file. No exception may cross them.

namespace lockleaf {

namespace {

SqliteFile& ours(sqlite3_file* file)
{
    return *reinterpret_cast<SqliteFile*>(file);
}

/// Keeps the error for who asks, and gives SQLite the code that fits.
int failed(SqliteFile& file, Error error, int code)
{
    const int outcome = error.code == ErrorCode::DiskFull ? SQLITE_FULL : code;
    file.vfs->keepError(std::move(error));
    return outcome;
}

int closeFile(sqlite3_file* base)
{
    SqliteFile& file = ours(base);
    if (file.target == &file.vfs->database())
        file.vfs->databaseOpen = false;
    else
        file.vfs->logOpen = false;
    file.base.pMethods = nullptr;
    return SQLITE_OK;
}

int readFile(sqlite3_file* base, void* into, int amount, sqlite3_int64 offset)
{
    return guarded([&] {
        SqliteFile& file = ours(base);
        auto got = file.target->read(static_cast<std::uint64_t>(offset),
                                     {static_cast<std::uint8_t*>(into), static_cast<std::size_t>(amount)});
        if (!got)
            return failed(file, std::move(got).error(), SQLITE_IOERR_READ);
        return *got ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
    });
}

int writeFile(sqlite3_file* base, const void* from, int amount, sqlite3_int64 offset)
{
    return guarded([&] {
        SqliteFile& file = ours(base);
        auto put =
            file.target->write(static_cast<std::uint64_t>(offset),
                               {static_cast<const std::uint8_t*>(from), static_cast<std::size_t>(amount)});
        return put ? SQLITE_OK : failed(file, std::move(put).error(), SQLITE_IOERR_WRITE);
    });
}

int truncateFile(sqlite3_file* base, sqlite3_int64 size)
{
    return guarded([&] {
        SqliteFile& file = ours(base);
        auto cut = file.target->truncate(static_cast<std::uint64_t>(size));
        return cut ? SQLITE_OK : failed(file, std::move(cut).error(), SQLITE_IOERR_TRUNCATE);
    });
}

int syncFile(sqlite3_file* base, int)
{
    return guarded([&] {
        SqliteFile& file = ours(base);
        auto synced = file.target->sync();
        return synced ? SQLITE_OK : failed(file, std::move(synced).error(), SQLITE_IOERR_FSYNC);
    });
}

int fileSize(sqlite3_file* base, sqlite3_int64* answer)
{
    return guarded([&] {
        SqliteFile& file = ours(base);
        auto size = file.target->size();
        if (!size)
            return failed(file, std::move(size).error(), SQLITE_IOERR_FSTAT);
        *answer = static_cast<sqlite3_int64>(*size);
        return SQLITE_OK;
    });
}

// The whole file is held by a lock of its own from opening to closing, by one connection.
int lockFile(sqlite3_file*, int)
{
    return SQLITE_OK;
}
int noReservedLock(sqlite3_file*, int* answer)
{
    *answer = 0;
    return SQLITE_OK;
}

int controlFile(sqlite3_file* base, int operation, void* argument)
{
    SqliteVfs& vfs = *ours(base).vfs;
    switch (operation) {
    case SQLITE_FCNTL_SIZE_HINT: // files grow page by page, sealed
    case SQLITE_FCNTL_CHUNK_SIZE:
        return SQLITE_OK;
    case SQLITE_FCNTL_PERSIST_WAL: {
        int& value = *static_cast<int*>(argument);
        if (value >= 0)
            vfs.keepsLogFile = value != 0;
        value = vfs.keepsLogFile ? 1 : 0;
        return SQLITE_OK;
    }
    case SQLITE_FCNTL_POWERSAFE_OVERWRITE:
        *static_cast<int*>(argument) = 1;
        return SQLITE_OK;
    default:
        return SQLITE_NOTFOUND;
    }
}

int sectorSize(sqlite3_file*)
{
    return 4096;
}

int characteristics(sqlite3_file*)
{
    // Without this SQLite splits a frame where it syncs, and pads the log.
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

} // namespace

const sqlite3_io_methods& sealedIoMethods()
{
    static const sqlite3_io_methods methods = [] {
        sqlite3_io_methods m{};
        m.iVersion = 1;
        m.xClose = closeFile;
        m.xRead = readFile;
        m.xWrite = writeFile;
        m.xTruncate = truncateFile;
        m.xSync = syncFile;
        m.xFileSize = fileSize;
        m.xLock = lockFile;
        m.xUnlock = lockFile;
        m.xCheckReservedLock = noReservedLock;
        m.xFileControl = controlFile;
        m.xSectorSize = sectorSize;
        m.xDeviceCharacteristics = characteristics;
        return m;
    }();
    return methods;
}

} // namespace lockleaf
