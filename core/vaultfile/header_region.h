// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/file_io.h"
#include "core/vaultfile/header_block.h"
#include "core/vaultfile/vault_info.h"

#include <array>

namespace lockleaf {

/// The two copies of the header in a file, and the rules by which one of them is *the* header.
class HeaderRegion
{
public:
    /// Reads both copies. Errors, decided without any key: NotAVault, Damaged, NewerFormat, EarlierFormat.
    [[nodiscard]] static Result<HeaderRegion> read(SyncedFile& file);

    /// The copy of the highest generation among those that can be read, keyless.
    [[nodiscard]] const Header& newestReadable() const;

    /// See VaultInfo::dearest.
    [[nodiscard]] KeyDerivationCost dearestSlot() const;

    /// Tries the way in on the slots of its kind and returns the data key, with the salt of the slot that
    /// opened in `openedBy`. Derives once for each distinct (kind, salt, cost); a slot that cannot be derived
    /// stops none of the others. Errors: NoSuchWay, before any derivation; those of WayIn::whenWrong() and
    /// whenReplaced(); Damaged, DerivationTooCostly, OutOfMemory.
    [[nodiscard]] Result<DataKey> unlock(const WayIn& way, SlotSalt& openedBy) const;

    /// The index of the copy with the highest generation whose MAC holds; Damaged where there is none.
    [[nodiscard]] Result<std::size_t> authenticCopy(const HeaderMacKey& key) const;

    [[nodiscard]] const HeaderCopy& copy(std::size_t index) const { return m_copies[index]; }

private:
    std::array<HeaderCopy, 2> m_copies;
};

/// Its slots, as anybody can read them.
[[nodiscard]] std::vector<KeySlotInfo> describeSlots(const Header& header);

/// Writes one copy and makes it durable.
[[nodiscard]] Result<void> writeHeaderCopy(SyncedFile& file, std::size_t index, const HeaderBlock& block);

} // namespace lockleaf
