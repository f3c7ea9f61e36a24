// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

struct sqlite3;

namespace lockleaf {

/// Sets a fresh connection to an existing vault up: exclusive and in log mode before its first read, durable
/// commits, nothing in temporary files, schema not trusted. The connection must be opened by a VaultFile's
/// vfsName() and databaseName(). Turns automatic checkpoints off, which removes a hook on commits: set such a
/// hook afterwards.
[[nodiscard]] Result<void> configureConnection(sqlite3* connection);

/// The same for a database that is just being made: page size, reserve and vacuum mode, a journal in memory.
[[nodiscard]] Result<void> configureNewDatabase(sqlite3* connection);

/// The same for a database that becomes a copy of another one page by page, in one transaction: nothing has
/// to be taken back, since what is not whole is thrown away, and its owner syncs it at the end.
[[nodiscard]] Result<void> configureCopy(sqlite3* connection);

/// Turns a database that configureNewDatabase() began into one with a log.
[[nodiscard]] Result<void> switchToLog(sqlite3* connection);

} // namespace lockleaf
