// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/password_change.h"

#include <sodium.h>

namespace lockleaf {

namespace {

Result<void> prove(SyncedFile& file, std::size_t index, const HeaderChange& change, const DataKey& dataKey)
{
    HeaderBlock back{};
    LOCKLEAF_CHECK(file.readAt(layout::headerOffsets[index], back));
    const HeaderCopy copy = decodeHeader(back);
    if (back != change.block || !copy.authentic(deriveSubkey<HeaderMacPurpose>(dataKey)))
        return fail(ErrorCode::InputOutput, "the header reads back differently");
    const auto slots = copy.header.passwordSlots();
    const auto opened = slots.empty() ? std::nullopt : slots.front().open(change.keyEncryptionKey);
    if (!opened || !equalConstantTime(opened->view(), dataKey.view()))
        return fail(ErrorCode::Internal, "the new slot does not open");
    return {};
}

} // namespace

Result<HeaderChange> withNewPassword(const Header& header, const DataKey& dataKey,
                                     const Passphrase& passphrase, std::optional<KeyDerivationCost> cost,
                                     Timestamp now)
{
    const KeyDerivationCost price = cost ? *cost : calibratedCost();
    KdfSalt salt;
    randombytes_buf(salt.data(), salt.size());
    LOCKLEAF_TRY(KeyEncryptionKey key, deriveKey(passphrase, salt, price));
    const auto slot = KeySlot::seal(dataKey, key, salt, price, now).encoded();
    const HeaderEntry entry{HeaderEntry::slotType, Bytes(slot.begin(), slot.end())};
    Header changed = header;
    changed.generation += 1;
    bool replaced = false;
    for (HeaderEntry& present : changed.entries) {
        const bool password = present.type == HeaderEntry::slotType && !present.value.empty() &&
                              present.value[0] == KeySlot::passwordKind;
        if (password && !replaced) {
            present = entry;
            replaced = true;
        }
    }
    if (!replaced)
        changed.entries.insert(changed.entries.begin(), entry);
    LOCKLEAF_TRY(const HeaderBlock block, encodeHeader(changed, deriveSubkey<HeaderMacPurpose>(dataKey)));
    return HeaderChange{std::move(changed), block, std::move(key)};
}

Result<void> writeAndProve(SyncedFile& file, std::size_t index, const HeaderChange& change,
                           const DataKey& dataKey)
{
    HeaderBlock before{};
    LOCKLEAF_CHECK(file.readAt(layout::headerOffsets[index], before));
    auto done = writeHeaderCopy(file, index, change.block);
    if (done)
        done = prove(file, index, change, dataKey);
    if (!done) {
        // The other copy still opens with the old password. What could not be written is taken back; where
        // even that fails, the copy is torn and its checksum says so.
        [[maybe_unused]] const auto putBack = file.writeAt(layout::headerOffsets[index], before);
    }
    return done;
}

} // namespace lockleaf
