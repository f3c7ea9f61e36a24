// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/sealed_vault.h"

#include "core/vault/guarded.h"

// Single notes on their way to the trash, back, and away for good.

namespace lockleaf {

Result<void> SealedVault::moveToTrash(RecordId id)
{
    return guarded([&]() -> Result<void> {
        return changeNote(id, [this](Note& note) {
            if (note.trashed)
                return false;
            note.trashed = m_clock->now();
            return true;
        });
    });
}

Result<void> SealedVault::restoreFromTrash(RecordId id)
{
    return guarded([&]() -> Result<void> {
        LOCKLEAF_TRY(const Notebooks* notebooks, loadedNotebooks());
        return changeNote(id, [&](Note& note) {
            if (!note.trashed)
                return false;
            note.trashed.reset();
            if (!notebooks->contains(note.notebook))
                note.notebook = {}; // deleted while the note was away
            return true;
        });
    });
}

Result<void> SealedVault::deleteForever(RecordId id)
{
    return guarded([&]() -> Result<void> {
        return change([&]() -> Result<void> {
            LOCKLEAF_TRY(const OpenNote open, openNote(id));
            TombstoneRecord tombstone;
            tombstone.deleted = m_clock->now();
            tombstone.versions = open.record.versions;
            tombstone.versions.advance(m_store->writer());
            return buryNote(open, tombstone);
        });
    });
}

} // namespace lockleaf
