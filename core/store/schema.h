// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

namespace lockleaf {

/// The tables of docs/vault-format.md, section 6, in an empty database.
[[nodiscard]] Result<void> createSchema(Database& database);

enum class SchemaState {
    Present,
    Earlier,            ///< Tables of notes as they are now, and fewer derived ones: replaceDerivedTables().
    WithoutAttachments, ///< The derived tables of attachments alone are missing: addAttachmentTables().
};

/// Whether the tables are the ones that this version knows. Errors: NewerFormat, Damaged.
[[nodiscard]] Result<SchemaState> checkSchema(Database& database);

/// Puts the present derived tables, empty, in the place of those of SchemaState::Earlier. Within a
/// transaction, which fills them.
[[nodiscard]] Result<void> replaceDerivedTables(Database& database);

/// Makes the tables of attachments, empty. Within a transaction.
[[nodiscard]] Result<void> addAttachmentTables(Database& database);

} // namespace lockleaf
