// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/inbox_pin.h"

#include <filesystem>

namespace lockleaf {

/// Whom a note for a locked vault is sealed for. Nothing of it is secret.
struct InboxAddress
{
    VaultId vault;
    InboxPublicKey key{};

    bool operator==(const InboxAddress&) const = default;
};

/// The most that a sealed note may have.
constexpr std::size_t largestSealedCapture = (std::size_t{1} << 20) + 256;

/// The address of `vault`: its id, and the inbox key that was seen there when it was unlocked on this
/// computer last. Errors: InboxNotPinned, where the vault was never unlocked here with this state folder;
/// InboxKeyDiffers, where its header shows another key; those of Vault::info().
[[nodiscard]] Result<InboxAddress> inboxAddress(const std::filesystem::path& vault,
                                                const std::filesystem::path& stateFolder);

/// Puts a note that was sealed for `address` (captured_note.h) into the inbox of `vault`. Durable when it
/// returns. Slow: writes to the disk. Errors: InboxKeyDiffers too where the vault has another address by now;
/// InboxFull; InvalidArgument for more than largestSealedCapture; those of inboxAddress() and of the disk.
[[nodiscard]] Result<void> keepSealedNote(const std::filesystem::path& vault,
                                          const std::filesystem::path& stateFolder,
                                          const InboxAddress& address, ByteView sealed);

/// Puts `body` into the inbox of `vault`, which is locked, sealed with the inbox key that was seen there when
/// the vault was unlocked on this computer last; no key is needed. Durable when it returns; the note comes
/// into the vault when that is unlocked (take_inbox.h). Slow: writes to the disk.
/// Errors: BodyNotText, BodyTooLarge (over largestCapture); those of keepSealedNote().
[[nodiscard]] Result<void> captureNote(const std::filesystem::path& vault,
                                       const std::filesystem::path& stateFolder, ByteView body,
                                       const Clock& clock);

} // namespace lockleaf
