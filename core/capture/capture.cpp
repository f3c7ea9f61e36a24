// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capture.h"

#include "core/capture/captured_note.h"
#include "core/capture/inbox_file.h"
#include "core/vault/guarded.h"
#include "core/vault/vault.h"

namespace lockleaf {

Result<void> captureNote(const std::filesystem::path& vault, const std::filesystem::path& stateFolder,
                         ByteView body, const Clock& clock)
{
    return guarded([&]() -> Result<void> {
        LOCKLEAF_TRY(const VaultInfo info, Vault::info(vault));
        const auto pinned = pinnedInboxKey(stateFolder, info.vaultId);
        if (!pinned)
            return fail(ErrorCode::InboxNotPinned);
        // The header can be read and written by anybody who has the file; the pin is what counts.
        if (*pinned != info.inboxPublicKey)
            return fail(ErrorCode::InboxKeyDiffers);
        LOCKLEAF_TRY(const Bytes sealed,
                     sealCaptured({clock.now(), SecureBytes::copyOf(body)}, info.vaultId, *pinned));
        LOCKLEAF_TRY(auto inbox, InboxFile::open(vault, InboxFile::Missing::Make));
        return inbox->append(sealed);
    });
}

} // namespace lockleaf
