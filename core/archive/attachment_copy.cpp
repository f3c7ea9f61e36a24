// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/attachment_copy.h"

#include "core/archive/new_file.h"
#include "core/crypto/keyed_hash.h"

namespace lockleaf {

namespace {

class AttachmentCopyJob final : public SlicedJob
{
public:
    AttachmentCopyJob(AttachmentKeeper& vault, Attachment attachment, std::unique_ptr<NewFile> copy)
        : m_vault(vault), m_attachment(std::move(attachment)), m_copy(std::move(copy)),
          m_chunks(chunksOf(m_attachment.size))
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds, ProgressSink& progress) override
    {
        if (m_next < m_chunks) { // one is about a slice's worth
            LOCKLEAF_TRY(const SecureBytes chunk, m_vault.attachmentChunk(m_attachment.id, m_next));
            m_hash.update(chunk.view());
            LOCKLEAF_CHECK(m_copy->write(chunk.view()));
            ++m_next;
            progress.progressed(m_next, m_chunks);
            return false;
        }
        if (m_hash.finish() != m_attachment.hash)
            return fail(ErrorCode::Damaged, "content of an attachment");
        LOCKLEAF_CHECK(m_copy->sync());
        LOCKLEAF_CHECK(m_copy->publish());
        return true;
    }

private:
    AttachmentKeeper& m_vault;
    Attachment m_attachment;
    std::unique_ptr<NewFile> m_copy;
    std::uint64_t m_chunks;
    std::uint64_t m_next = 0;
    StreamHash256 m_hash;
};

} // namespace

Result<std::unique_ptr<SlicedJob>> makeAttachmentCopyJob(AttachmentKeeper& vault, Attachment attachment,
                                                         const std::filesystem::path& target)
{
    LOCKLEAF_TRY(std::unique_ptr<NewFile> copy, NewFile::create(target));
    return std::make_unique<AttachmentCopyJob>(vault, std::move(attachment), std::move(copy));
}

} // namespace lockleaf
