// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/plain_attachment.h"

namespace lockleaf {

Result<bool> writeNextPart(Vault& vault, PlainFolder& folder, PlainAttachment& file,
                           PlainExportReport& report)
{
    const std::uint64_t chunks = chunksOf(file.attachment.size);
    if (file.nextChunk == 0)
        LOCKLEAF_CHECK(folder.beginFile(file.path));
    if (file.nextChunk < chunks) {
        LOCKLEAF_TRY(const SecureBytes chunk, vault.attachmentChunk(file.attachment.id, file.nextChunk));
        LOCKLEAF_CHECK(folder.write(chunk.view()));
        report.bytes += chunk.size();
        ++file.nextChunk;
    }
    if (file.nextChunk < chunks)
        return false;
    LOCKLEAF_CHECK(folder.endFile(file.attachment.added));
    ++report.attachments;
    return true;
}

Result<std::string> PlainAttachments::placeOf(Vault& vault, const RecordId& id)
{
    const auto known = m_places.find(id);
    if (known != m_places.end())
        return known->second;
    LOCKLEAF_TRY(const Attachment attachment, vault.attachment(id));
    std::string path = m_paths.pathOf(id, attachment.name).value_or(std::string{});
    m_files.push_back({attachment, path});
    m_places.emplace(id, path);
    return path;
}

Result<void> PlainAttachments::writePart(Vault& vault, PlainFolder& folder, PlainExportReport& report)
{
    LOCKLEAF_TRY(const bool isWhole, writeNextPart(vault, folder, m_files.back(), report));
    if (isWhole)
        m_files.pop_back();
    return {};
}

} // namespace lockleaf
