// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

namespace lockleaf::test {

/// Fills a new vault with the notes that the pictures of the design show, at times relative to `now`.
/// Returns the id of "Lisbon in May".
[[nodiscard]] Result<RecordId> addPictureNotes(Vault& vault, Timestamp now);

/// Where the caret stands in it: after "Graça", in UTF-16.
[[nodiscard]] std::uint64_t pictureCaret();

} // namespace lockleaf::test
