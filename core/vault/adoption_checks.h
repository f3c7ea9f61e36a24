// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/record.h"
#include "core/vault/attachment.h"
#include "core/vault/note.h"

namespace lockleaf {

// Whether what an archive or another vault says can stand in a vault at all, whatever is in it already. The
// detail of every error is a sentence for whoever brings it. What later versions of Lockleaf say is let in.

/// Puts the link targets in their order as well. Errors: BodyTooLarge, BodyNotText, NameNotValid,
/// InvalidArgument.
[[nodiscard]] Result<void> checkAdopted(NoteRecord& record);
/// Errors: BodyTooLarge, BodyNotText, NameNotValid.
[[nodiscard]] Result<void> checkAdopted(const Revision& revision);
/// Errors: NameNotValid, InvalidArgument.
[[nodiscard]] Result<void> checkAdopted(const NotebookRecord& record);
/// Errors: NameNotValid, InvalidArgument.
[[nodiscard]] Result<void> checkAdopted(const Attachment& attachment);
/// The detail of Damaged where the content of an attachment is not the one that was described.
constexpr const char* otherContent = "Its content is not what its checksum says.";

} // namespace lockleaf
