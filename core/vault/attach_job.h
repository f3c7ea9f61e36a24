// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/attachment_shelf.h"
#include "core/vault/sealed_vault.h"

namespace lockleaf {

/// AttachmentKeeper::makeAttachJob, and makeStoreJob without a note. Each chunk is one transaction, and the
/// last one with the note another.
class AttachJob final : public SlicedJob
{
public:
    AttachJob(SealedVault& vault, std::optional<RecordId> note, std::string name,
              std::unique_ptr<ByteSource> content, AttachReport& report);
    /// What was written and not attached is given up.
    ~AttachJob() override;
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    [[nodiscard]] Result<bool> step();
    /// Reads until the buffer is full or the content ends.
    [[nodiscard]] Result<void> fillBuffer();
    [[nodiscard]] Result<void> storeChunk();
    [[nodiscard]] Result<void> finish();
    /// Within a transaction: the whole attachment that holds the content.
    [[nodiscard]] Result<RecordId> wholeAttachment();

    SealedVault& m_vault;
    std::optional<RecordId> m_note;
    std::string m_name;
    std::unique_ptr<ByteSource> m_content;
    AttachReport& m_report;
    RecordId m_id; ///< Of what is being written.
    StreamHash256 m_hash;
    Hash256 m_contentHash{};
    SecureBytes m_buffer;
    std::size_t m_filled = 0;
    bool m_ended = false; ///< The content is.
    bool m_begun = false; ///< There is a description.
    bool m_done = false;
    std::uint64_t m_chunks = 0;
    std::uint64_t m_size = 0;
};

/// AttachmentKeeper::makeAttachmentTidyJob.
class AttachmentTidyJob final : public SlicedJob
{
public:
    AttachmentTidyJob(SealedVault& vault, std::optional<Timestamp> unusedBefore, AttachmentTidyReport& report)
        : m_vault(vault), m_unusedBefore(unusedBefore), m_report(report)
    {
    }
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    [[nodiscard]] Result<bool> step();
    [[nodiscard]] Result<bool> findNext();
    [[nodiscard]] bool shouldGo(const AttachmentRow& row) const;
    [[nodiscard]] Result<void> removeSome();

    SealedVault& m_vault;
    std::optional<Timestamp> m_unusedBefore;
    AttachmentTidyReport& m_report;
    RecordId m_after;
    std::optional<AttachmentRow> m_going;
};

} // namespace lockleaf
