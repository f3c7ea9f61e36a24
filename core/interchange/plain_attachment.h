// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archive_names.h"
#include "core/interchange/export_markdown.h"
#include "core/interchange/plain_folder.h"

#include <map>
#include <vector>

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

/// The files of a plain export that stand in its folder `attachments`, each once.
class PlainAttachments
{
public:
    /// Where an attachment goes in the folder of the export; it is one of those to be written from now on.
    /// Errors: of the vault.
    [[nodiscard]] Result<std::string> placeOf(Vault& vault, const RecordId& id);
    /// Whether all that were asked for are there.
    [[nodiscard]] bool areWritten() const { return m_files.empty(); }
    /// Writes the next part of one, as writeNextPart() does; there must be one.
    [[nodiscard]] Result<void> writePart(Vault& vault, PlainFolder& folder, PlainExportReport& report);

private:
    AttachmentPaths m_paths;
    std::map<RecordId, std::string> m_places;
    std::vector<PlainAttachment> m_files; ///< Still to be written.
};

} // namespace lockleaf
