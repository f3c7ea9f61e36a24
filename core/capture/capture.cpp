// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capture.h"

#include "core/capture/captured_note.h"
#include "core/capture/inbox_file.h"
#include "core/vault/guarded.h"
#include "core/vault/vault.h"

namespace lockleaf {

// What a sealed box and its fields add is far less than the difference.
static_assert(largestSealedCapture == largestCapture + 256);

Result<InboxAddress> inboxAddress(const std::filesystem::path& vault,
                                  const std::filesystem::path& stateFolder)
{
    return guarded([&]() -> Result<InboxAddress> {
        LOCKLEAF_TRY(const VaultInfo info, Vault::info(vault));
        const auto pinned = pinnedInboxKey(stateFolder, info.vaultId);
        if (!pinned)
            return fail(ErrorCode::InboxNotPinned);
        // The header can be read and written by anybody who has the file; the pin is what counts.
        if (*pinned != info.inboxPublicKey)
            return fail(ErrorCode::InboxKeyDiffers);
        return InboxAddress{info.vaultId, *pinned};
    });
}

Result<void> keepSealedNote(const std::filesystem::path& vault, const std::filesystem::path& stateFolder,
                            const InboxAddress& address, ByteView sealed)
{
    return guarded([&]() -> Result<void> {
        if (sealed.empty() || sealed.size() > largestSealedCapture)
            return fail(ErrorCode::InvalidArgument, "size of a sealed note");
        LOCKLEAF_TRY(const InboxAddress now, inboxAddress(vault, stateFolder));
        if (now != address) // the keys were changed since: nobody could open it any more
            return fail(ErrorCode::InboxKeyDiffers);
        LOCKLEAF_TRY(auto inbox, InboxFile::open(vault, InboxFile::Missing::Make));
        return inbox->append(sealed);
    });
}

Result<void> captureNote(const std::filesystem::path& vault, const std::filesystem::path& stateFolder,
                         ByteView body, const Clock& clock)
{
    return guarded([&]() -> Result<void> {
        LOCKLEAF_TRY(const InboxAddress address, inboxAddress(vault, stateFolder));
        LOCKLEAF_TRY(const Bytes sealed,
                     sealCaptured({clock.now(), SecureBytes::copyOf(body)}, address.vault, address.key));
        return keepSealedNote(vault, stateFolder, address, sealed);
    });
}

} // namespace lockleaf
