// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/reference_store.h"

#include <cstdio>
#include <cstdlib>
#include <sqlite3.h>

namespace lockleaf::test {

namespace {

[[noreturn]] void giveUp(sqlite3* database)
{
    std::fprintf(stderr, "reference: %s\n", sqlite3_errmsg(database));
    std::exit(1);
}

void bindText(sqlite3_stmt* statement, int index, const std::string& text)
{
    sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()), nullptr);
}

/// The first line without its "# ", as the generator writes titles.
std::string titleOf(const std::string& body)
{
    return body.substr(2, body.find('\n') - 2);
}

} // namespace

ReferenceStore::ReferenceStore(const std::filesystem::path& file, Beginnings beginnings)
    : m_log(file.string() + "-wal")
{
    if (sqlite3_open(file.c_str(), &m_database) != SQLITE_OK)
        giveUp(m_database);
    run("PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA "
        "wal_autocheckpoint=0;"
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-16384;"
        "CREATE TABLE IF NOT EXISTS note(id INTEGER PRIMARY KEY, title TEXT, notebook INTEGER, created "
        "INTEGER,"
        " modified INTEGER, body TEXT);"
        "CREATE INDEX IF NOT EXISTS note_recent ON note(modified DESC, id);");
    const std::string prefixes = beginnings == Beginnings::UpToThree ? ", prefix='1 2 3'" : "";
    const std::string table = "CREATE VIRTUAL TABLE IF NOT EXISTS note_text USING fts5(title, body, "
                              "content='note', content_rowid='id', "
                              "tokenize='unicode61 remove_diacritics 2'" +
                              prefixes + ")";
    run(table.c_str());
    m_old = prepare("SELECT title, body FROM note WHERE id = ?1");
    m_index = prepare("INSERT INTO note_text(rowid, title, body) VALUES(?1, ?2, ?3)");
    m_unindex = prepare("INSERT INTO note_text(note_text, rowid, title, body) VALUES('delete', ?1, ?2, ?3)");
    m_search = prepare("SELECT rowid FROM note_text WHERE note_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2");
    m_ranked = prepare("SELECT rowid FROM note_text WHERE note_text MATCH ?1 "
                       "ORDER BY bm25(note_text, 5.0, 1.0) LIMIT ?2");
    m_add = prepare("INSERT INTO note(title, notebook, created, modified, body) VALUES(?1, ?2, ?3, ?3, ?4)");
    m_save = prepare("UPDATE note SET title = ?1, modified = ?2, body = ?3 WHERE id = ?4");
    m_list = prepare("SELECT id, title, substr(body, 1, 240), notebook, created, modified FROM note "
                     "ORDER BY modified DESC, id LIMIT ?1 OFFSET ?2");
}

ReferenceStore::~ReferenceStore()
{
    for (sqlite3_stmt* statement : {m_add, m_save, m_list, m_old, m_index, m_unindex, m_search, m_ranked})
        sqlite3_finalize(statement);
    sqlite3_close(m_database);
}

void ReferenceStore::run(const char* sql)
{
    if (sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        giveUp(m_database);
}

sqlite3_stmt* ReferenceStore::prepare(const char* sql)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(m_database, sql, -1, &statement, nullptr) != SQLITE_OK)
        giveUp(m_database);
    return statement;
}

void ReferenceStore::finish(sqlite3_stmt* statement)
{
    if (sqlite3_step(statement) != SQLITE_DONE)
        giveUp(m_database);
    sqlite3_reset(statement);
}

void ReferenceStore::begin()
{
    run("BEGIN IMMEDIATE");
}

void ReferenceStore::commit()
{
    run("COMMIT");
}

void ReferenceStore::add(const GeneratedNote& note)
{
    const std::string title = titleOf(note.body);
    bindText(m_add, 1, title);
    sqlite3_bind_int64(m_add, 2, note.notebook);
    sqlite3_bind_int64(m_add, 3, note.modified);
    bindText(m_add, 4, note.body);
    finish(m_add);
    index(m_index, sqlite3_last_insert_rowid(m_database), title, note.body);
}

void ReferenceStore::index(sqlite3_stmt* how, std::int64_t number, const std::string& title,
                           const std::string& body)
{
    sqlite3_bind_int64(how, 1, number);
    bindText(how, 2, title);
    bindText(how, 3, body);
    finish(how);
}

void ReferenceStore::save(std::int64_t number, const std::string& body, std::int64_t modified)
{
    begin();
    sqlite3_bind_int64(m_old, 1, number);
    if (sqlite3_step(m_old) != SQLITE_ROW)
        giveUp(m_database);
    const auto text = [this](int column) {
        return std::string(reinterpret_cast<const char*>(sqlite3_column_text(m_old, column)));
    };
    const std::string oldTitle = text(0);
    const std::string oldBody = text(1);
    sqlite3_reset(m_old);
    index(m_unindex, number, oldTitle, oldBody);
    const std::string title = titleOf(body);
    index(m_index, number, title, body);
    bindText(m_save, 1, title);
    sqlite3_bind_int64(m_save, 2, modified);
    bindText(m_save, 3, body);
    sqlite3_bind_int64(m_save, 4, number);
    finish(m_save);
    commit();
}

std::size_t ReferenceStore::search(const std::string& expression, std::uint64_t limit)
{
    return rowsOf(m_search, expression, limit);
}

std::size_t ReferenceStore::rankedSearch(const std::string& expression, std::uint64_t limit)
{
    return rowsOf(m_ranked, expression, limit);
}

std::size_t ReferenceStore::rowsOf(sqlite3_stmt* search, const std::string& expression, std::uint64_t limit)
{
    bindText(search, 1, expression);
    sqlite3_bind_int64(search, 2, static_cast<std::int64_t>(limit));
    std::size_t rows = 0;
    while (sqlite3_step(search) == SQLITE_ROW)
        ++rows;
    sqlite3_reset(search);
    return rows;
}

std::size_t ReferenceStore::list(std::uint64_t offset, std::uint64_t limit)
{
    sqlite3_bind_int64(m_list, 1, static_cast<std::int64_t>(limit));
    sqlite3_bind_int64(m_list, 2, static_cast<std::int64_t>(offset));
    std::size_t rows = 0;
    while (sqlite3_step(m_list) == SQLITE_ROW)
        rows += sqlite3_column_bytes(m_list, 1) > 0 ? 1U : 0U;
    sqlite3_reset(m_list);
    return rows;
}

void ReferenceStore::checkpoint()
{
    run("PRAGMA wal_checkpoint(TRUNCATE)");
}

void ReferenceStore::checkpointBeyond(std::uintmax_t octets)
{
    std::error_code none;
    if (const std::uintmax_t size = std::filesystem::file_size(m_log, none); !none && size > octets)
        checkpoint();
}

} // namespace lockleaf::test
