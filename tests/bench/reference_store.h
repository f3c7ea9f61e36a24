// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support_tools/generated_notes.h"

#include <filesystem>

struct sqlite3;
struct sqlite3_stmt;

namespace lockleaf::test {

/// What Lockleaf is measured against: the same notes in a plain SQLite database, in the plainest way that
/// keeps the same promises of durability (WAL, synchronous=FULL): one table of notes with an index by edit
/// time, and FTS5 over titles and bodies as it comes. No encryption, no freshness, no list of its own.
///
/// Ends the program with a message where SQLite fails: a figure from a failing reference would be worthless.
class ReferenceStore
{
public:
    /// What FTS5 keeps beside the words: nothing, or also their first one, two and three characters (its
    /// option prefix='1 2 3'), so that it finds beginnings as quickly as words.
    enum class Beginnings { None, UpToThree };

    /// Opens `file`, making it where it is missing.
    explicit ReferenceStore(const std::filesystem::path& file, Beginnings beginnings = Beginnings::None);
    ~ReferenceStore();
    ReferenceStore(const ReferenceStore&) = delete;
    ReferenceStore& operator=(const ReferenceStore&) = delete;

    void begin();
    void commit();
    void add(const GeneratedNote& note);
    /// A durable save of one note by its number (from 1).
    void save(std::int64_t number, const std::string& body, std::int64_t modified);
    /// Titles and beginnings of `limit` notes from `offset` on, newest first; returns how many.
    [[nodiscard]] std::size_t list(std::uint64_t offset, std::uint64_t limit);
    /// Up to `limit` numbers of the notes that FTS5 finds, those stored last first; returns how many.
    [[nodiscard]] std::size_t search(const std::string& expression, std::uint64_t limit);
    /// Those of all that FTS5 finds which match best by its bm25(), a word of the title as five of the body.
    [[nodiscard]] std::size_t rankedSearch(const std::string& expression, std::uint64_t limit);
    void checkpoint();
    /// A checkpoint where the log has more than `octets`: what an import in one piece would need beside the
    /// disk.
    void checkpointBeyond(std::uintmax_t octets);

private:
    void run(const char* sql);
    [[nodiscard]] sqlite3_stmt* prepare(const char* sql);
    void finish(sqlite3_stmt* statement);
    [[nodiscard]] std::size_t rowsOf(sqlite3_stmt* search, const std::string& expression,
                                     std::uint64_t limit);
    /// The FTS5 row of a note: taken out of its table, or put into it.
    void index(sqlite3_stmt* how, std::int64_t number, const std::string& title, const std::string& body);

    const std::filesystem::path m_log;
    sqlite3* m_database = nullptr;
    sqlite3_stmt* m_add = nullptr;
    sqlite3_stmt* m_save = nullptr;
    sqlite3_stmt* m_list = nullptr;
    sqlite3_stmt* m_old = nullptr;
    sqlite3_stmt* m_index = nullptr;
    sqlite3_stmt* m_unindex = nullptr;
    sqlite3_stmt* m_search = nullptr;
    sqlite3_stmt* m_ranked = nullptr;
};

} // namespace lockleaf::test
