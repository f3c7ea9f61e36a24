// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

namespace lockleaf {

/// The tables of docs/vault-format.md, section 6, in an empty database.
[[nodiscard]] Result<void> createSchema(Database& database);

/// Whether the tables are the ones that this version knows. Errors: NewerFormat, Damaged.
[[nodiscard]] Result<void> checkSchema(Database& database);

} // namespace lockleaf
