// SPDX-License-Identifier: GPL-3.0-or-later
// Rows below the sealed pages: by somebody who can seal pages, as whoever has a copy of the vault and its
// key, but leaves the sums over the rows as they are.
#include "core/store/database.h"
#include "core/vaultfile/connection.h"
#include "core/vaultfile/vault_file.h"
#include "tests/torture/tamper_ways.h"
#include "tests/torture/torture.h"

#include <sqlite3.h>

#include <algorithm>

namespace lockleaf::test {

namespace {

/// The rows of a table: of each its key and all of it, as SQL.
using Rows = std::map<std::string, std::string>;

/// What stands in the tables of a vault.
struct Tables
{
    std::map<std::string, Rows> rows;
    std::map<std::string, std::string> keys; ///< The columns of the key of each, as SQL that makes a text.
};

/// Runs `work` on the database of a vault on a disk.
void onDatabase(const UnlockedKey& key, const std::function<void(sqlite3*)>& work)
{
    const auto file = demand(VaultFile::open(Course::file, key), "open for rows");
    Database database =
        demand(Database::open(file->databaseName(), file->vfsName(), [&file] { return file->takeError(); }),
               "database");
    demand(configureConnection(database.connection()), "connection");
    sqlite3_db_config(database.connection(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    work(database.connection());
    demand(database.close(), "close");
}

std::vector<std::vector<std::string>> answer(sqlite3* connection, const std::string& sql)
{
    std::vector<std::vector<std::string>> rows;
    const auto take = [](void* into, int count, char** values, char**) {
        std::vector<std::string> row;
        for (int i = 0; i < count; ++i)
            row.emplace_back(values[i] != nullptr ? values[i] : "");
        static_cast<std::vector<std::vector<std::string>>*>(into)->push_back(std::move(row));
        return 0;
    };
    const int code = sqlite3_exec(connection, sql.c_str(), take, &rows, nullptr);
    require(code == SQLITE_OK, sql.substr(0, 60) + ": " + sqlite3_errmsg(connection));
    return rows;
}

std::string joined(const std::vector<std::string>& parts, const std::string& between)
{
    std::string all;
    for (const std::string& part : parts)
        all += (all.empty() ? "" : between) + part;
    return all;
}

Tables tablesOf(const TamperStage& stage, const Pieces& pieces)
{
    Tables tables;
    const SimDisk disk(pieces.disk());
    onDatabase(stage.keyOf(pieces), [&](sqlite3* connection) {
        for (const auto& table :
             answer(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE "
                                "'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%'")) {
            std::vector<std::string> columns;
            std::vector<std::string> key;
            for (const auto& column : answer(connection, "PRAGMA table_info(" + table[0] + ")")) {
                columns.push_back("quote(" + column[1] + ")");
                if (column[5] != "0")
                    key.push_back("'" + column[1] + " = ' || quote(" + column[1] + ")");
            }
            if (key.empty())
                key.emplace_back("'rowid = ' || rowid");
            tables.keys[table[0]] = joined(key, " || ' AND ' || ");
            Rows& rows = tables.rows[table[0]];
            for (const auto& row :
                 answer(connection, "SELECT " + tables.keys[table[0]] + ", " +
                                        joined(columns, " || ', ' || ") + " FROM " + table[0]))
                rows[row[0]] = row[1];
        }
    });
    return tables;
}

std::string deleting(const std::string& table, const std::string& key)
{
    return "DELETE FROM " + table + " WHERE " + key + ";";
}

std::string putting(const std::string& table, const std::string& values)
{
    return "INSERT OR REPLACE INTO " + table + " VALUES (" + values + ");";
}

/// So that the rows of a table are as they were in another one.
std::string replacing(const std::string& table, const Rows& rows)
{
    std::string sql = "DELETE FROM " + table + ";";
    for (const auto& [key, values] : rows)
        sql += putting(table, values);
    return sql;
}

/// A way whose places are statements.
Way statements(const TamperStage& stage, const std::string& name,
               std::vector<std::pair<std::string, std::string>> all)
{
    const auto shared =
        std::make_shared<const std::vector<std::pair<std::string, std::string>>>(std::move(all));
    return {.name = name,
            .places = shared->size(),
            .apply =
                [shared, &stage](Pieces& pieces, std::size_t place, std::mt19937_64&) {
                    const SimDisk disk(pieces.disk());
                    onDatabase(stage.key, [&](sqlite3* connection) {
                        answer(connection, "BEGIN;" + (*shared)[place].second + "COMMIT;");
                    });
                    pieces = Pieces::of(disk.stateAfter(disk.log().size()));
                    return (*shared)[place].first.substr(0, 90);
                },
            .harmless = {}};
}

/// The values of two rows change places, each keeping its key. The key stands first in every table of ours.
std::string swapping(const std::string& table, const std::string& one, const std::string& other,
                     const std::vector<std::string>& columns)
{
    std::string sql;
    for (const std::string& column : columns) {
        const auto of = [&](const std::string& key) {
            return "(SELECT " + column + " FROM " + table + " WHERE " + key + ")";
        };
        sql += "CREATE TEMP TABLE held AS SELECT " + of(one) + " AS a, " + of(other) + " AS b;" + "UPDATE " +
               table + " SET " + column + " = (SELECT b FROM held) WHERE " + one + ";" + "UPDATE " + table +
               " SET " + column + " = (SELECT a FROM held) WHERE " + other + ";DROP TABLE held;";
    }
    return sql;
}

/// What of a table may stand in another row as well as in its own.
const std::map<std::string, std::vector<std::string>>& payloads()
{
    static const std::map<std::string, std::vector<std::string>> all{
        {"record", {"sealed"}},
        {"record_tag", {"row", "sequence", "tag"}},
        {"freshness", {"sum"}},
        {"note_list", {"title", "snippet"}},
        {"list_count", {"notes"}},
        {"tag", {"notes"}},
        {"note_revision", {"made", "size"}},
        {"attachment", {"name"}},
    };
    return all;
}

void addEachTable(Ways& ways, const TamperStage& stage, const std::string& table, const Rows& rows)
{
    std::vector<std::pair<std::string, std::string>> gone;
    std::vector<std::pair<std::string, std::string>> swapped;
    std::string before;
    for (const auto& [key, values] : rows) {
        gone.emplace_back(key, deleting(table, key));
        if (!before.empty() && payloads().contains(table))
            swapped.emplace_back(before + " with " + key, swapping(table, before, key, payloads().at(table)));
        before = key;
    }
    ways.push_back(statements(stage, "row deleted: " + table, std::move(gone)));
    if (!swapped.empty())
        ways.push_back(statements(stage, "rows swapped: " + table, std::move(swapped)));
}

void addReplays(Ways& ways, const TamperStage& stage, const Tables& now, const Tables& other,
                const std::string& whence)
{
    for (const auto& [table, rows] : other.rows) {
        std::vector<std::pair<std::string, std::string>> back;
        for (const auto& [key, values] : rows) {
            const auto present = now.rows.at(table).find(key);
            if (present == now.rows.at(table).end() || present->second != values)
                back.emplace_back(key, deleting(table, key) + putting(table, values));
        }
        if (!back.empty())
            addElsewhere(ways,
                         statements(stage, "row put back from " + whence + ": " + table, std::move(back)));
    }
}

/// Whole tables of another time beside the present ones.
void addTables(Ways& ways, const TamperStage& stage, const Tables& other, const std::string& whence)
{
    const std::vector<std::vector<std::string>> groups{
        {"record"},
        {"record_tag"},
        {"freshness"},
        {"head"},
        {"note_list", "list_count", "tag", "note_tag", "note_revision", "attachment", "note_attachment"}};
    std::vector<std::pair<std::string, std::string>> all;
    for (std::size_t chosen = 1; chosen < std::size_t{1} << groups.size(); ++chosen) {
        std::string sql;
        std::string words;
        for (std::size_t i = 0; i < groups.size(); ++i)
            if ((chosen >> i & 1) != 0)
                for (const std::string& table : groups[i]) {
                    sql += replacing(table, other.rows.at(table));
                    words += table + " ";
                }
        all.emplace_back(words, std::move(sql));
    }
    addElsewhere(ways, statements(stage, "tables from " + whence, std::move(all)));
}

/// A record with the row that says which state of it is the present one.
void addRecordsWithTags(Ways& ways, const TamperStage& stage, const Tables& now, const Tables& other,
                        const std::string& whence)
{
    std::vector<std::pair<std::string, std::string>> all;
    std::vector<std::pair<std::string, std::string>> gone;
    for (const auto& [key, values] : other.rows.at("record_tag")) {
        const auto present = now.rows.at("record_tag").find(key);
        if (present != now.rows.at("record_tag").end() && present->second == values)
            continue;
        const std::string row = "DELETE FROM record WHERE " + key + ";";
        std::string record;
        for (const auto& [place, sealed] : other.rows.at("record"))
            if (sealed.find(key.substr(5)) != std::string::npos)
                record = putting("record", sealed);
        all.emplace_back(key, row + record + deleting("record_tag", key) + putting("record_tag", values));
    }
    for (const auto& [key, values] : now.rows.at("record_tag"))
        gone.emplace_back(key, "DELETE FROM record WHERE " + key + ";" + deleting("record_tag", key));
    addElsewhere(ways, statements(stage, "record and its tag put back from " + whence, std::move(all)));
    if (whence == "before")
        ways.push_back(statements(stage, "record and its tag deleted", std::move(gone)));
}

} // namespace

void addRows(Ways& ways, const TamperStage& stage)
{
    const Tables now = tablesOf(stage, stage.now);
    for (const auto& [table, rows] : now.rows)
        addEachTable(ways, stage, table, rows);
    std::vector<std::pair<std::string, const Pieces*>> others{
        {"before", &stage.second}, {"the first time", &stage.first}, {"a copy", &stage.fork}};
    if (stage.keysChanged)
        others.emplace_back("a forgery", &stage.otherKeys);
    for (const auto& [name, pieces] : others) {
        const Tables other = tablesOf(stage, *pieces);
        addReplays(ways, stage, now, other, name);
        addRecordsWithTags(ways, stage, now, other, name);
        addTables(ways, stage, other, name);
    }
}

} // namespace lockleaf::test
