// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/sealed_vault.h"

namespace lockleaf {

/// Opens records and compares each with what is derived from it. What an attachment holds is read by
/// AttachmentCheck, in the order of the content.
class RecordCheck
{
public:
    /// What was met so far.
    struct Met
    {
        std::uint64_t notes = 0;
        std::uint64_t notebooks = 0;
        std::uint64_t revisions = 0;
        std::uint64_t chunks = 0;
    };

    /// `vault` must outlive this.
    explicit RecordCheck(SealedVault& vault) : m_vault(vault) {}

    /// `removalsBefore`: RecordStore::removals() when the directory named `id`; a record that was taken away
    /// since is none that is missing. Errors: Damaged; what hinders the reading.
    [[nodiscard]] Result<void> check(const RecordId& id, std::uint64_t removalsBefore);
    [[nodiscard]] const Met& met() const { return m_met; }

private:
    [[nodiscard]] Result<void> checkText(const DirectoryEntry& located, ByteView plain);
    [[nodiscard]] Result<void> checkNote(const DirectoryEntry& located, ByteView plain);
    [[nodiscard]] Result<void> checkRevision(const DirectoryEntry& located, ByteView plain);

    SealedVault& m_vault;
    Met m_met;
};

} // namespace lockleaf
