// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/export_markdown.h"
#include "core/interchange/plain_folder.h"

namespace lockleaf {

/// An attachment on its way into a plain export.
struct PlainAttachment
{
    Attachment attachment;
    std::string path; ///< In the folder of the export.
    std::uint64_t nextChunk = 0;
};

/// Writes the next part of it, about a slice's worth; true: all of it is there. Counts in `report`. Errors:
/// of the vault and the disk.
[[nodiscard]] Result<bool> writeNextPart(Vault& vault, PlainFolder& folder, PlainAttachment& file,
                                         PlainExportReport& report);

} // namespace lockleaf
