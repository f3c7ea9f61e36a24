// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/store/record.h"
#include "core/vaultfile/connection.h"
#include "core/vaultfile/vault_file.h"

namespace lockleaf::test {

/// Damages the record of a note in a vault that is closed, as no damage of the disk could: the pages are
/// sealed anew, so that only what checks the records meets it.
inline Result<void> spoilNote(const std::filesystem::path& vault, const UnlockedKey& key,
                              const RecordId& note)
{
    LOCKLEAF_TRY(const std::unique_ptr<VaultFile> file, VaultFile::open(vault, key));
    LOCKLEAF_TRY(Database database, Database::open(file->databaseName(), file->vfsName(),
                                                   [&file] { return file->takeError(); }));
    LOCKLEAF_CHECK(configureConnection(database.connection()));
    const std::string spoil =
        "UPDATE record SET sealed = zeroblob(length(sealed)) WHERE id = x'" + note.toHex() + "'";
    LOCKLEAF_CHECK(database.run(spoil.c_str()));
    return database.close();
}

} // namespace lockleaf::test
