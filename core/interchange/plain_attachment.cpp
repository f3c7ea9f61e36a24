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

} // namespace lockleaf
