// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

#include "core/store/search_index.h"

namespace lockleaf {

namespace {

// `record` holds the truth; `record_tag` finds a record by its id and says which state of it is the present
// one; everything from note_list on is derived and can be rebuilt.
constexpr char recordTables[] = R"sql(
CREATE TABLE record(
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  kind INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  sealed BLOB NOT NULL) STRICT;
CREATE TABLE record_tag(
  id BLOB PRIMARY KEY,
  row INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  tag BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX record_tag_notebook ON record_tag(id) WHERE kind = 3;
CREATE TABLE freshness(
  bucket INTEGER PRIMARY KEY,
  sum BLOB NOT NULL) STRICT;
CREATE TABLE head(
  one INTEGER PRIMARY KEY CHECK (one = 1),
  sealed BLOB NOT NULL) STRICT;
)sql";

constexpr char derivedTables[] = R"sql(
CREATE TABLE note_list(
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  title TEXT NOT NULL,
  title_hash INTEGER NOT NULL,
  snippet TEXT NOT NULL,
  notebook BLOB NOT NULL,
  tags BLOB NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  pinned INTEGER NOT NULL,
  tasks_done INTEGER NOT NULL,
  tasks_all INTEGER NOT NULL,
  in_trash INTEGER NOT NULL,
  trashed INTEGER NOT NULL,
  body_size INTEGER NOT NULL,
  search_row INTEGER NOT NULL,
  title_key BLOB NOT NULL) STRICT;
CREATE INDEX note_list_recent ON note_list(in_trash, modified DESC, id, pinned, title_hash, search_row,
  notebook, created, tasks_done, tasks_all);
CREATE INDEX note_list_notebook ON note_list(notebook, in_trash, modified DESC, id, pinned);
CREATE INDEX note_list_pinned ON note_list(in_trash, modified DESC, id, notebook) WHERE pinned = 1;
CREATE INDEX note_list_created ON note_list(in_trash, created DESC, id, pinned, notebook);
CREATE INDEX note_list_title ON note_list(in_trash, title_key, id, pinned, notebook);
CREATE INDEX note_list_tasks ON note_list(in_trash, modified DESC, id, notebook, pinned) WHERE tasks_done < tasks_all;
CREATE TABLE list_count(
  notebook BLOB NOT NULL,
  in_trash INTEGER NOT NULL,
  pinned INTEGER NOT NULL,
  notes INTEGER NOT NULL,
  open_tasks INTEGER NOT NULL,
  PRIMARY KEY(notebook, in_trash, pinned)) STRICT, WITHOUT ROWID;
CREATE TABLE note_revision(
  note BLOB NOT NULL,
  kept INTEGER NOT NULL,
  id BLOB NOT NULL,
  made INTEGER NOT NULL,
  size INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  PRIMARY KEY(note, kept, id)) STRICT, WITHOUT ROWID;
CREATE TABLE tag(
  folded TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  notes INTEGER NOT NULL,
  below INTEGER NOT NULL,
  trashed INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE note_tag(
  tag INTEGER NOT NULL,
  in_trash INTEGER NOT NULL,
  row INTEGER NOT NULL,
  PRIMARY KEY(tag, in_trash, row)) STRICT, WITHOUT ROWID;
)sql";

constexpr char attachmentTables[] = R"sql(
CREATE TABLE attachment(
  id BLOB PRIMARY KEY,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  hash BLOB NOT NULL,
  added INTEGER NOT NULL,
  unused_since INTEGER,
  state INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_hash ON attachment(hash, size) WHERE state = 0;
CREATE TABLE note_attachment(
  attachment BLOB NOT NULL,
  note BLOB NOT NULL,
  PRIMARY KEY(attachment, note)) STRICT, WITHOUT ROWID;
)sql";

} // namespace

Result<void> createSchema(Database& database)
{
    LOCKLEAF_CHECK(database.run(recordTables));
    LOCKLEAF_CHECK(database.run(derivedTables));
    LOCKLEAF_CHECK(database.run(attachmentTables));
    LOCKLEAF_CHECK(setSchemaVersion(database, presentSchema));
    return SearchIndex::create(database);
}

Result<std::int64_t> schemaVersion(Database& database)
{
    LOCKLEAF_TRY(Statement version, database.prepare("PRAGMA user_version"));
    LOCKLEAF_TRY(const bool row, version.step());
    if (!row || version.integer(0) < 1)
        return fail(ErrorCode::Damaged, "schema version");
    return version.integer(0);
}

Result<void> setSchemaVersion(Database& database, std::int64_t version)
{
    const std::string statement = "PRAGMA user_version = " + std::to_string(version);
    return database.run(statement.c_str());
}

} // namespace lockleaf
