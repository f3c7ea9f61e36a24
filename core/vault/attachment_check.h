// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/sealed_vault.h"
#include "core/vault/verify_findings.h"

namespace lockleaf {

/// Reads every attachment to its end, compares it with its description, and the tables of attachments with
/// what the head says of them.
///
/// Works in small steps, between which attachments may come and go: the tables are added up anew then, and
/// after a few times not compared. What an attachment holds is read once.
class AttachmentCheck
{
public:
    /// Both must outlive this.
    AttachmentCheck(SealedVault& vault, VerifyFindings& findings) : m_vault(vault), m_findings(findings) {}
    /// The contents of attachments up to `id` were read before, and are not read again. Before the first
    /// step.
    void resumeAfter(const RecordId& id) { m_readUpTo = m_readToEnd = id; }
    /// The contents of attachments up to this one have been read to their ends; null: none yet.
    [[nodiscard]] const RecordId& readToEnd() const { return m_readToEnd; }

    /// True: finished. Errors: what hinders the check; damage is a finding.
    [[nodiscard]] Result<bool> step();
    /// Chunks that the attachments have in all, once finished.
    [[nodiscard]] std::uint64_t chunks() const { return m_chunks; }
    /// Whether exactly those attachments are listed for `note` that its targets name.
    [[nodiscard]] static Result<bool> isListed(SealedVault& vault, const Note& note);

private:
    void begin();
    [[nodiscard]] Result<bool> nextAttachment();
    [[nodiscard]] Result<void> checkDescription(const AttachmentRow& row);
    [[nodiscard]] Result<void> checkUses(const RecordId& id);
    [[nodiscard]] Result<void> readChunk();
    void compare();

    /// The attachment that is being read.
    struct Reading
    {
        Attachment attachment;
        std::uint64_t next = 0;
        StreamHash256 hash;
    };

    SealedVault& m_vault;
    VerifyFindings& m_findings;
    std::optional<AttachmentTotals> m_expected; ///< What the head said when this began; nothing before that.
    AttachmentTotals m_found;
    RecordId m_after;
    std::optional<Reading> m_reading;
    RecordId m_readUpTo; ///< The contents of attachments up to this one have been read, or are being read.
    RecordId m_readToEnd;
    std::uint64_t m_chunks = 0;
    int m_restarts = 0;
};

} // namespace lockleaf
