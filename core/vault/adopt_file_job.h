// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/sealed_vault.h"

namespace lockleaf {

/// NoteAdopter::makeAdoptFileJob. Each chunk is one transaction; the last one makes it whole.
class AdoptFileJob final : public SlicedJob
{
public:
    AdoptFileJob(SealedVault& vault, Attachment attachment, std::unique_ptr<ByteSource> content,
                 std::vector<RecordId> waiting);
    /// What was written of one that is not whole is given up.
    ~AdoptFileJob() override;
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    enum class Phase { Clear, Write, Done };

    [[nodiscard]] Result<void> step();
    /// Takes away, a chunk at a time, what was begun before and not ended.
    [[nodiscard]] Result<void> clear();
    [[nodiscard]] Result<void> writeChunk();
    [[nodiscard]] Result<void> complete(AttachmentShelf& shelf);

    SealedVault& m_vault;
    Attachment m_attachment;
    std::unique_ptr<ByteSource> m_content;
    std::vector<RecordId> m_waiting;
    Phase m_phase = Phase::Clear;
    StreamHash256 m_hash;
    bool m_begun = false;
    std::uint64_t m_chunks = 0;
};

} // namespace lockleaf
