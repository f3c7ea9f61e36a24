// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/vault/attachment_keeper.h"

#include <filesystem>
#include <memory>

namespace lockleaf {

/// Writes the content of `attachment` into a new file at `target`, NOT ENCRYPTED, readable by its owner
/// alone, a chunk at a time. The file is there whole, durable and with the hash of the attachment, or not at
/// all. `vault` must outlive the job. Errors, the first ones at once: AlreadyExists, FileNotFound for the
/// folder, PermissionDenied; later DiskFull, Damaged…
[[nodiscard]] Result<std::unique_ptr<SlicedJob>>
makeAttachmentCopyJob(AttachmentKeeper& vault, Attachment attachment, const std::filesystem::path& target);

} // namespace lockleaf
