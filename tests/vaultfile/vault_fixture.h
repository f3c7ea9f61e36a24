// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/connection.h"
#include "core/vaultfile/vault_file.h"
#include "tests/support/test_environment.h"

#include <sqlite3.h>

#include <fstream>
#include <iterator>
#include <string>

namespace lockleaf::test {

inline Passphrase passphrase(std::string_view text)
{
    return std::move(*Passphrase::fromTyped(bytesOf(text)));
}

inline WayIn password(std::string_view text)
{
    return WayIn::password(passphrase(text));
}

inline Result<void> changePassword(VaultFile& vault, const UnlockedKey& key, const Passphrase& to,
                                   KeyDerivationCost cost, std::uint64_t known)
{
    LOCKLEAF_TRY(const PreparedWay way, PreparedWay::of(WayIn::password(to.clone()), cost));
    return vault.changeWays(key, {WayChange::What::Replace, &way}, known);
}

/// What to say when a result should have been a success.
template <class T>
std::string why(const Result<T>& result)
{
    return result ? std::string{} : describe(result.error());
}

/// A table of numbered texts stands for the records in these tests.
inline Result<void> makeTable(sqlite3* connection, const UnlockedKey&)
{
    const int outcome = sqlite3_exec(connection, "CREATE TABLE t(id INTEGER PRIMARY KEY, text TEXT)", nullptr,
                                     nullptr, nullptr);
    return outcome == SQLITE_OK ? Result<void>{} : fail(ErrorCode::InputOutput, sqlite3_errmsg(connection));
}

/// A connection to an open vault file, set up as the store's is. Closed at the end of its scope.
class Connection
{
public:
    explicit Connection(VaultFile& vault)
    {
        m_opened = sqlite3_open_v2(vault.databaseName().c_str(), &m_handle, SQLITE_OPEN_READWRITE,
                                   vault.vfsName().c_str());
        m_ready = configureConnection(m_handle);
    }
    ~Connection() { close(); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void close()
    {
        sqlite3_close(m_handle);
        m_handle = nullptr;
    }
    [[nodiscard]] const Result<void>& ready() const { return m_ready; }
    [[nodiscard]] sqlite3* handle() const { return m_handle; }
    int run(const std::string& sql) { return sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr); }
    /// First column of the first row; "error N" where the statement fails.
    [[nodiscard]] std::string value(const std::string& sql) const
    {
        sqlite3_stmt* statement = nullptr;
        std::string answer;
        int outcome = sqlite3_prepare_v2(m_handle, sql.c_str(), -1, &statement, nullptr);
        if (outcome == SQLITE_OK) {
            outcome = sqlite3_step(statement);
            if (outcome == SQLITE_ROW) {
                const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
                answer = text != nullptr ? text : "null";
            }
        }
        sqlite3_finalize(statement);
        if (outcome != SQLITE_ROW && outcome != SQLITE_DONE)
            return "error " + std::to_string(outcome);
        return answer;
    }
    int checkpoint(int mode = SQLITE_CHECKPOINT_TRUNCATE)
    {
        return sqlite3_wal_checkpoint_v2(m_handle, nullptr, mode, nullptr, nullptr);
    }

private:
    sqlite3* m_handle = nullptr;
    int m_opened = 0;
    Result<void> m_ready;
};

inline Result<UnlockedKey> createVault(const std::filesystem::path& file,
                                       std::string_view password = "correct horse")
{
    return VaultFile::create(file, WayIn::password(passphrase(password)), KeyDerivationCost::cheapForTests(),
                             makeTable);
}

inline Bytes contentsOf(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void writeContents(const std::filesystem::path& file, ByteView bytes)
{
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

inline void copyFile(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
}

} // namespace lockleaf::test
