// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/password_change.h"

#include <new>
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

Result<HeaderChange> withNewPassword(const Header& header, std::uint64_t generation, const DataKey& dataKey,
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
    changed.generation = generation;
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
    LOCKLEAF_CHECK(writeHeaderCopy(file, index, change.block));
    return prove(file, index, change, dataKey);
}

Result<void> replaceAndProve(SyncedFile& file, std::size_t index, const HeaderChange& change,
                             const DataKey& dataKey)
{
    const auto uncertain = [](Error error) {
        error.code = ErrorCode::PasswordChangeUncertain;
        return std::unexpected(std::move(error));
    };
    HeaderBlock before{};
    LOCKLEAF_CHECK(file.readAt(layout::headerOffsets[index], before));
    if (auto written = file.writeAt(layout::headerOffsets[index], change.block); !written) {
        // The block did not get there whole, so that the other copy, with the old password, counts in any
        // case.
        [[maybe_unused]] const auto putBack = file.writeAt(layout::headerOffsets[index], before);
        return written;
    }
    // Whole in the system's memory, and perhaps on the disk: nothing can be written any more that would
    // decide.
    if (auto synced = file.sync(); !synced)
        return uncertain(std::move(synced).error());
    auto proved = [&]() -> Result<void> {
        try {
            return prove(file, index, change, dataKey);
        } catch (const std::bad_alloc&) { // it must not pass by what puts the old block back
            return fail(ErrorCode::OutOfMemory);
        }
    }();
    if (!proved && !writeHeaderCopy(file, index, before))
        return uncertain(std::move(proved).error());
    return proved;
}

} // namespace lockleaf
