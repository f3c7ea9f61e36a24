// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/result.h"

#include <filesystem>

namespace lockleaf {

/// Puts `body` into the inbox of `vault`, which is locked, sealed with the inbox key that was seen there when
/// the vault was unlocked on this computer last; no key is needed. Durable when it returns; the note comes
/// into the vault when that is unlocked (take_inbox.h). Slow: writes to the disk.
/// Errors: InboxNotPinned, where the vault was never unlocked here with this state folder; InboxKeyDiffers,
/// where its header shows another key; InboxFull; BodyNotText, BodyTooLarge (over largestCapture); those of
/// Vault::info() and of the disk.
[[nodiscard]] Result<void> captureNote(const std::filesystem::path& vault,
                                       const std::filesystem::path& stateFolder, ByteView body,
                                       const Clock& clock);

} // namespace lockleaf
