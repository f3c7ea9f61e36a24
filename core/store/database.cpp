// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include <cerrno>
#include <sqlite3.h>
#include <utility>

namespace lockleaf {

namespace {

ErrorCode codeFor(int extended, int systemErrno)
{
    switch (extended & 0xff) {
    case SQLITE_FULL:
        return ErrorCode::DiskFull;
    case SQLITE_IOERR:
        if (systemErrno == ENOSPC || systemErrno == EDQUOT)
            return ErrorCode::DiskFull;
        return extended == SQLITE_IOERR_NOMEM ? ErrorCode::OutOfMemory : ErrorCode::InputOutput;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT: // our own rows never collide: rows that do were not written by us
    case SQLITE_MISMATCH:
    case SQLITE_ERROR: // tests run our statements: tables in which one makes no sense are not ours
        return ErrorCode::Damaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::InUse;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return ErrorCode::ReadOnly;
    case SQLITE_NOMEM:
        return ErrorCode::OutOfMemory;
    default:
        return ErrorCode::Internal;
    }
}

int storeLogPages(void* target, sqlite3*, const char*, int pages)
{
    *static_cast<int*>(target) = pages;
    return SQLITE_OK;
}

} // namespace

Database::Database(sqlite3* connection, bool owned, ErrorDetail detail)
    : m_connection(connection), m_owned(owned), m_detail(std::move(detail)),
      m_logPages(std::make_unique<int>(0))
{
    sqlite3_extended_result_codes(connection, 1);
}

Result<Database> Database::open(const std::string& name, const std::string& vfs, ErrorDetail detail)
{
    sqlite3* connection = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(name.c_str(), &connection, flags, vfs.empty() ? nullptr : vfs.c_str());
    if (connection == nullptr)
        return fail(ErrorCode::OutOfMemory);
    Database database(connection, true, std::move(detail));
    if (code != SQLITE_OK)
        return std::unexpected(database.errorFor(code));
    return database;
}

Database Database::borrow(sqlite3* connection)
{
    return Database(connection, false, {});
}

Database::Database(Database&& other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr)), m_owned(other.m_owned),
      m_detail(std::move(other.m_detail)), m_idle(std::move(other.m_idle)),
      m_logPages(std::move(other.m_logPages))
{
    other.m_idle.clear();
}

Database::~Database()
{
    finalizeAll();
    if (m_owned && m_connection != nullptr)
        sqlite3_close_v2(m_connection);
}

void Database::finalizeAll() noexcept
{
    for (auto& [sql, statements] : m_idle)
        for (sqlite3_stmt* statement : statements)
            sqlite3_finalize(statement);
    m_idle.clear();
}

Result<void> Database::close()
{
    finalizeAll();
    if (!m_owned || m_connection == nullptr)
        return {};
    const int code = sqlite3_close(m_connection);
    if (code != SQLITE_OK)
        return std::unexpected(errorFor(code));
    m_connection = nullptr;
    return {};
}

Error Database::errorFor(int code) const
{
    const int systemErrno = m_connection != nullptr ? sqlite3_system_errno(m_connection) : 0;
    if (m_detail) { // the file below knows whether it was the disk or the authenticity that failed
        const int primary = code & 0xff;
        if (auto below = m_detail();
            !below && (primary == SQLITE_IOERR || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB ||
                       primary == SQLITE_CANTOPEN || primary == SQLITE_FULL || primary == SQLITE_READONLY))
            return std::move(below).error();
    }
    return Error{codeFor(code, systemErrno), "SQLite " + std::to_string(code), systemErrno};
}

Result<void> Database::run(const char* sql)
{
    const int code = sqlite3_exec(m_connection, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return std::unexpected(errorFor(code));
    return {};
}

Result<Statement> Database::prepare(std::string_view sql)
{
    auto found = m_idle.find(sql);
    if (found == m_idle.end())
        found = m_idle.emplace(std::string{sql}, Idle{}).first;
    Idle& pool = found->second;
    if (!pool.empty()) {
        sqlite3_stmt* statement = pool.back();
        pool.pop_back();
        return Statement(*this, pool, statement);
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_connection, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        return std::unexpected(errorFor(code));
    return Statement(*this, pool, statement);
}

void Database::giveBack(Idle& pool, sqlite3_stmt* statement) noexcept
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    try {
        pool.push_back(statement);
    } catch (...) { // no memory for the pool: do without
        sqlite3_finalize(statement);
    }
}

// Every save begins and commits: parsing the two words anew would cost as much as sealing two pages.
Result<void> Database::runPrepared(std::string_view sql)
{
    LOCKLEAF_TRY(Statement statement, prepare(sql));
    return statement.run();
}

Result<void> Database::commit()
{
    auto done = runPrepared("COMMIT");
    if (!done)
        rollback();
    return done;
}

void Database::rollback() noexcept
{
    if (sqlite3_get_autocommit(m_connection) == 0)
        sqlite3_exec(m_connection, "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t Database::lastInsertedRow() const
{
    return sqlite3_last_insert_rowid(m_connection);
}

int Database::changes() const
{
    return sqlite3_changes(m_connection);
}

int Database::totalChanges() const
{
    return sqlite3_total_changes(m_connection);
}

void Database::countLogPages()
{
    sqlite3_wal_hook(m_connection, storeLogPages, m_logPages.get());
}

void Database::forgetPages()
{
    sqlite3_db_release_memory(m_connection);
}

Result<void> Database::checkpoint(bool truncate)
{
    const int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    const int code = sqlite3_wal_checkpoint_v2(m_connection, nullptr, mode, nullptr, nullptr);
    if (code != SQLITE_OK)
        return std::unexpected(errorFor(code));
    *m_logPages = 0;
    return {};
}

Statement::Statement(Database& database, Database::Idle& pool, sqlite3_stmt* statement)
    : m_database(&database), m_pool(&pool), m_statement(statement)
{
}

Statement::Statement(Statement&& other) noexcept
    : m_database(other.m_database), m_pool(other.m_pool),
      m_statement(std::exchange(other.m_statement, nullptr)), m_bindError(other.m_bindError)
{
}

Statement::~Statement()
{
    if (m_statement != nullptr)
        Database::giveBack(*m_pool, m_statement);
}

void Statement::noteBind(int code)
{
    if (code != SQLITE_OK)
        m_bindError = code;
}

Statement& Statement::bind(int index, std::int64_t value)
{
    noteBind(sqlite3_bind_int64(m_statement, index, value));
    return *this;
}

Statement& Statement::bind(int index, ByteView blob)
{
    // An empty blob needs an address that is not null, else SQLite binds NULL.
    static constexpr std::uint8_t nothing = 0;
    const std::uint8_t* data = blob.empty() ? &nothing : blob.data();
    noteBind(sqlite3_bind_blob64(m_statement, index, data, blob.size(), nullptr));
    return *this;
}

Statement& Statement::bind(int index, std::string_view text)
{
    const char* data = text.empty() ? "" : text.data();
    noteBind(sqlite3_bind_text64(m_statement, index, data, text.size(), nullptr, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bindNull(int index)
{
    noteBind(sqlite3_bind_null(m_statement, index));
    return *this;
}

Result<bool> Statement::step()
{
    if (m_bindError != SQLITE_OK)
        return std::unexpected(m_database->errorFor(m_bindError));
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE) {
        sqlite3_reset(m_statement); // ends the read transaction, so that a checkpoint is not held up
        return false;
    }
    return std::unexpected(m_database->errorFor(code));
}

Result<void> Statement::run()
{
    while (true) {
        LOCKLEAF_TRY(const bool row, step());
        if (!row)
            return {};
    }
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

ByteView Statement::blob(int column) const
{
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement, column));
    const int size = sqlite3_column_bytes(m_statement, column);
    return data == nullptr ? ByteView{} : ByteView{data, static_cast<std::size_t>(size)};
}

std::string_view Statement::text(int column) const
{
    return textOf(blob(column));
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

} // namespace lockleaf
