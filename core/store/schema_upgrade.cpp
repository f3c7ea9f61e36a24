// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema_upgrade.h"

#include "core/base/letter_fold.h"

#include <utility>
#include <vector>

namespace lockleaf {

namespace {

constexpr std::int64_t upgradedAtOnce = 256;

Result<bool> hasIndex(Database& database, std::string_view name)
{
    LOCKLEAF_TRY(Statement find,
                 database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1"));
    find.bind(1, name);
    return find.step();
}

Result<std::vector<std::pair<std::int64_t, std::string>>> titlesBehind(Database& database, std::int64_t row)
{
    LOCKLEAF_TRY(Statement rows,
                 database.prepare("SELECT row, title FROM note_list WHERE row > ?1 ORDER BY row LIMIT ?2"));
    rows.bind(1, row).bind(2, upgradedAtOnce);
    std::vector<std::pair<std::int64_t, std::string>> titles;
    while (true) {
        LOCKLEAF_TRY(const bool more, rows.step());
        if (!more)
            return titles;
        if (rows.integer(0) <= (titles.empty() ? row : titles.back().first))
            return fail(ErrorCode::Damaged, "order of the list rows");
        titles.emplace_back(rows.integer(0), rows.text(1));
    }
}

Result<void> addListOrders(Database& database)
{
    LOCKLEAF_CHECK(database.run("ALTER TABLE note_list ADD COLUMN title_key BLOB NOT NULL DEFAULT x''"));
    std::int64_t row = 0;
    while (true) {
        LOCKLEAF_TRY(const auto titles, titlesBehind(database, row));
        if (titles.empty())
            break;
        LOCKLEAF_TRY(Statement set, database.prepare("UPDATE note_list SET title_key = ?2 WHERE row = ?1"));
        for (const auto& [number, title] : titles) {
            const std::string key = sortKeyOf(title);
            set.bind(1, number).bind(2, bytesOf(key));
            LOCKLEAF_CHECK(set.run());
        }
        row = titles.back().first;
    }
    return database.run(
        "CREATE INDEX note_list_created ON note_list(in_trash, created DESC, id, pinned, notebook);"
        "CREATE INDEX note_list_title ON note_list(in_trash, title_key, id, pinned, notebook)");
}

} // namespace

Result<void> upgradeSchema(Database& database)
{
    LOCKLEAF_TRY(const bool sorted, hasIndex(database, "note_list_title"));
    if (sorted)
        return {};
    LOCKLEAF_CHECK(database.begin());
    if (Result<void> added = addListOrders(database); !added) {
        database.rollback();
        return added;
    }
    return database.commit();
}

} // namespace lockleaf
