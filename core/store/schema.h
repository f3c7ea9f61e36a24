// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

namespace lockleaf {

/// The tables of docs/vault-format.md, section 6, in an empty database.
[[nodiscard]] Result<void> createSchema(Database& database);

/// The number of these tables, `PRAGMA user_version` in a file (docs/vault-format.md, 6.1).
constexpr std::int64_t presentSchema = 1;

/// The number that an open database has. Errors: Damaged.
[[nodiscard]] Result<std::int64_t> schemaVersion(Database& database);

/// Writes another number, which tells what the tables are; within the transaction that makes them so.
[[nodiscard]] Result<void> setSchemaVersion(Database& database, std::int64_t version);

} // namespace lockleaf
