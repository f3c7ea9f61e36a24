// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace lockleaf {

class Statement;

/// One SQLite connection with its prepared statements, speaking Result instead of codes and exceptions.
///
/// A thin layer of our own on the C interface: the vault file hands over a ready `sqlite3*`, which SQLiteCpp
/// cannot adopt, and exceptions would have to be caught around every statement. One thread.
class Database
{
public:
    /// Says more about an input or output error than SQLite's code does (VaultFile::takeError).
    using ErrorDetail = std::function<Result<void>()>;

    /// Opens `name` on the VFS called `vfs` (empty: the default one), for reading and writing.
    [[nodiscard]] static Result<Database> open(const std::string& name, const std::string& vfs,
                                               ErrorDetail detail);
    /// Works on a connection that somebody else opened and closes.
    [[nodiscard]] static Database borrow(sqlite3* connection);

    Database(Database&& other) noexcept;
    Database& operator=(Database&&) = delete;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    /// Runs statements that return no rows of interest; `sql` is ours, never input.
    [[nodiscard]] Result<void> run(const char* sql);
    /// A statement from the pool, prepared at its first use. `sql` is ours, never input.
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);

    /// Begins a transaction that may write.
    [[nodiscard]] Result<void> begin() { return runPrepared("BEGIN IMMEDIATE"); }
    /// After success all of it is on the disk (synchronous=FULL). After an error it has been rolled back.
    [[nodiscard]] Result<void> commit();
    /// Takes back what the transaction did; does nothing where SQLite has done so already.
    void rollback() noexcept;

    [[nodiscard]] std::int64_t lastInsertedRow() const;
    [[nodiscard]] int changes() const;
    /// Rows changed since the connection was opened.
    [[nodiscard]] int totalChanges() const;
    /// Pages in the write-ahead log after the last commit.
    [[nodiscard]] int logPages() const { return *m_logPages; }
    /// Moves the log into the file. `truncate`: also empties it; else it only lets the next writer begin
    /// anew.
    [[nodiscard]] Result<void> checkpoint(bool truncate);
    /// Frees the pages that are kept in memory, but for those that a statement under way uses.
    void forgetPages();
    /// Makes logPages() count. Replaces SQLite's automatic checkpoint, which would fall into somebody's save;
    /// call after the connection was configured.
    void countLogPages();
    /// For what this class does not do; owned by it.
    [[nodiscard]] sqlite3* connection() { return m_connection; }
    /// Ends all statements and the connection (an owned one), with the error that this met.
    [[nodiscard]] Result<void> close();

    /// The Error for SQLite's result `code` on this connection.
    [[nodiscard]] Error errorFor(int code) const;

private:
    [[nodiscard]] Result<void> runPrepared(std::string_view sql);

    friend class Statement;
    Database(sqlite3* connection, bool owned, ErrorDetail detail);
    void finalizeAll() noexcept;
    using Idle = std::vector<sqlite3_stmt*>;
    static void giveBack(Idle& pool, sqlite3_stmt* statement) noexcept;

    sqlite3* m_connection;
    bool m_owned;
    ErrorDetail m_detail;
    std::map<std::string, Idle, std::less<>> m_idle; ///< By their text; the entries stay where they are.
    std::unique_ptr<int> m_logPages;
};

/// A prepared statement on loan from the pool. Bound texts and blobs must live until it was run; columns live
/// until the next step. Indexes of parameters count from 1, those of columns from 0, as in SQLite.
class Statement
{
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, ByteView blob);
    Statement& bind(int index, std::string_view text);
    Statement& bindNull(int index);

    /// True: there is a row.
    [[nodiscard]] Result<bool> step();
    /// Steps to the end.
    [[nodiscard]] Result<void> run();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] ByteView blob(int column) const;
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    friend class Database;
    Statement(Database& database, Database::Idle& pool, sqlite3_stmt* statement);
    void noteBind(int code);

    Database* m_database;
    Database::Idle* m_pool;
    sqlite3_stmt* m_statement;
    int m_bindError = 0;
};

/// The 16 bytes of an id in a column; nothing where the column has another length.
template <class Tag>
[[nodiscard]] std::optional<Id<Tag>> idFrom(ByteView blob)
{
    Id<Tag> id;
    if (blob.size() != id.bytes.size())
        return std::nullopt;
    std::memcpy(id.bytes.data(), blob.data(), id.bytes.size());
    return id;
}

} // namespace lockleaf
