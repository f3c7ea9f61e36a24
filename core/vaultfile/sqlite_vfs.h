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
    SqliteVfs(std::string databaseName, SealedDatabase& database, SealedLog& log);
    ~SqliteVfs();
    SqliteVfs(const SqliteVfs&) = delete;
    SqliteVfs& operator=(const SqliteVfs&) = delete;

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const std::string& databaseName() const { return m_databaseName; }
    [[nodiscard]] const std::string& logName() const { return m_logName; }

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
    std::string m_databaseName;
    std::string m_logName;
    SealedDatabase& m_database;
    SealedLog& m_log;
    std::optional<Error> m_error;
    sqlite3_vfs m_vfs{};
};

/// The table of file functions, version 1: no memory mapping, no shared memory.
[[nodiscard]] const sqlite3_io_methods& sealedIoMethods();

/// What SQLite allocates for each open file.
struct SqliteFile
{
    sqlite3_file base;
    SqliteVfs* vfs;
    SealedFile* target;
};

} // namespace lockleaf
