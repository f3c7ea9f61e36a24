// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/connection.h"

#include "core/vaultfile/layout.h"

#include <sqlite3.h>

#include <cstring>

namespace lockleaf {

namespace {

Result<void> run(sqlite3* connection, const char* sql)
{
    const int outcome = sqlite3_exec(connection, sql, nullptr, nullptr, nullptr);
    if (outcome == SQLITE_OK)
        return {};
    if (outcome == SQLITE_FULL)
        return fail(ErrorCode::DiskFull);
    if (outcome == SQLITE_NOMEM)
        return fail(ErrorCode::OutOfMemory);
    return fail(outcome == SQLITE_CORRUPT || outcome == SQLITE_NOTADB ? ErrorCode::Damaged
                                                                      : ErrorCode::InputOutput,
                std::string{"opening the database: "} + sqlite3_errmsg(connection));
}

/// Runs a pragma that answers with the mode it took.
Result<void> demand(sqlite3* connection, const char* sql, const char* wanted)
{
    std::string answer;
    const auto take = [](void* into, int count, char** values, char**) {
        if (count > 0 && values[0] != nullptr)
            *static_cast<std::string*>(into) = values[0];
        return 0;
    };
    if (sqlite3_exec(connection, sql, take, &answer, nullptr) != SQLITE_OK)
        return run(connection, sql);
    if (answer != wanted)
        return fail(ErrorCode::Internal, std::string{sql} + " gave " + answer);
    return {};
}

/// What needs no file.
Result<void> restrain(sqlite3* connection)
{
    sqlite3_extended_result_codes(connection, 1);
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    // Without shared memory a log works only in exclusive mode, and only if that is set before the first
    // look at it.
    LOCKLEAF_CHECK(demand(connection, "PRAGMA locking_mode=EXCLUSIVE", "exclusive"));
    return run(connection, "PRAGMA temp_store=MEMORY;"
                           "PRAGMA mmap_size=0;"
                           "PRAGMA cell_size_check=ON;"
                           "PRAGMA trusted_schema=OFF;"
                           "PRAGMA secure_delete=ON");
}

} // namespace

Result<void> configureConnection(sqlite3* connection)
{
    LOCKLEAF_CHECK(restrain(connection));
    int keep = 1;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_PERSIST_WAL, &keep) != SQLITE_OK)
        return fail(ErrorCode::Internal, "the database is not on a vault file");
    // The vault decides when the log is moved into the file: at idle, lock and close.
    LOCKLEAF_CHECK(run(connection, "PRAGMA synchronous=FULL;PRAGMA wal_autocheckpoint=0"));
    LOCKLEAF_CHECK(demand(connection, "PRAGMA journal_mode=WAL", "wal"));
    return run(connection, "PRAGMA journal_size_limit=0");
}

Result<void> configureNewDatabase(sqlite3* connection)
{
    LOCKLEAF_CHECK(restrain(connection));
    LOCKLEAF_CHECK(run(connection, "PRAGMA page_size=8192"));
    int reserve = layout::pageReserve;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve) != SQLITE_OK)
        return fail(ErrorCode::Internal, "no reserve in the pages");
    // A database cannot begin in log mode, and a journal must never lie on the disk. Before auto_vacuum,
    // which writes already.
    LOCKLEAF_CHECK(demand(connection, "PRAGMA journal_mode=MEMORY", "memory"));
    return run(connection, "PRAGMA auto_vacuum=INCREMENTAL;PRAGMA synchronous=FULL");
}

Result<void> configureCopy(sqlite3* connection)
{
    LOCKLEAF_CHECK(restrain(connection));
    LOCKLEAF_CHECK(run(connection, "PRAGMA page_size=8192"));
    int reserve = layout::pageReserve;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve) != SQLITE_OK)
        return fail(ErrorCode::Internal, "no reserve in the pages");
    LOCKLEAF_CHECK(demand(connection, "PRAGMA journal_mode=OFF", "off"));
    return run(connection, "PRAGMA synchronous=OFF;PRAGMA cache_size=-4096");
}

Result<void> switchToLog(sqlite3* connection)
{
    return demand(connection, "PRAGMA journal_mode=WAL", "wal");
}

} // namespace lockleaf
