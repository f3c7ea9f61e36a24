// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

namespace lockleaf {

/// Adds the derived columns and indexes that a vault of an earlier build has not got, made from what it has,
/// in one transaction. Does nothing where all are there. Errors: those of the disk, Damaged.
[[nodiscard]] Result<void> upgradeSchema(Database& database);

} // namespace lockleaf
