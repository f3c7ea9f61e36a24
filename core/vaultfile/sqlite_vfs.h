// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/sealed_database.h"
#include "core/vaultfile/sealed_log.h"

#include <sqlite3.h>

#include <string>

namespace lockleaf {

/// The SQLite VFS of one vault file: it knows the database and its log, and refuses everything else
/// (journals, temporary files, attached databases).
///
/// Registered under a name of its own while it lives; must outlive the connection. One thread.
class SqliteVfs
{
public:
    SqliteVfs(SealedDatabase& database, SealedLog& log);
    ~SqliteVfs();
    SqliteVfs(const SqliteVfs&) = delete;
    SqliteVfs& operator=(const SqliteVfs&) = delete;

    [[nodiscard]] const std::string& name() const { return m_name; }
    // What SQLite calls the files. Never their paths, in which it may see names of its own (":memory:", and
    // URIs, which could choose another VFS).
    static constexpr const char* databaseName = "vault";
    static constexpr const char* logName = "vault-wal";

    /// The first error since the last call.
    [[nodiscard]] Result<void> takeError();
    /// Remembers `error` unless there is one already.
    void keepError(Error error);

    // For the functions that SQLite calls.
    [[nodiscard]] SealedDatabase& database() { return m_database; }
    [[nodiscard]] SealedLog& log() { return m_log; }
    bool databaseOpen = false;
    bool logOpen = false;
    bool keepsLogFile = false; ///< SQLITE_FCNTL_PERSIST_WAL

private:
    std::string m_name;
    SealedDatabase& m_database;
    SealedLog& m_log;
    std::optional<Error> m_error;
    sqlite3_vfs m_vfs{};
};

/// The table of file functions, version 1: no memory mapping, no shared memory.
[[nodiscard]] const sqlite3_io_methods& sealedIoMethods();

/// Runs `operation`, which returns a SQLite code, for SQLite: no exception may cross its C functions. Memory
/// that runs out is a code, too.
template <class Operation>
int guarded(Operation operation) noexcept
{
    try {
        return operation();
    } catch (...) {
        return SQLITE_IOERR_NOMEM;
    }
}

/// What SQLite allocates for each open file.
struct SqliteFile
{
    sqlite3_file base;
    SqliteVfs* vfs;
    SealedFile* target;
};

} // namespace lockleaf
