// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/vault/attachment_check.h"
#include "core/vault/page_check.h"
#include "core/vault/record_check.h"

namespace lockleaf {

/// Vault::makeCheckRoundJob(): goes on where `round` says, and keeps it up to date step by step. What was
/// read in a stage that was given up half way is read again from the last whole bucket or attachment on.
class CheckRoundJob final : public SlicedJob
{
public:
    /// All three must outlive this.
    CheckRoundJob(SealedVault& vault, CheckRound& round, VerifyReport& report);
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    /// True: the round has ended.
    [[nodiscard]] Result<bool> step();
    [[nodiscard]] Result<bool> work(std::chrono::milliseconds budget);
    [[nodiscard]] Result<void> checkPages();
    [[nodiscard]] Result<void> checkRecords();
    [[nodiscard]] Result<void> beginBucket();
    void enter(CheckRound::Stage stage);
    [[nodiscard]] Result<std::uint64_t> thousandths();

    SealedVault& m_vault;
    CheckRound& m_round;
    VerifyReport& m_report;
    VerifyFindings m_findings;
    PageCheck m_pageCheck;
    RecordCheck m_recordCheck;
    AttachmentCheck m_attachmentCheck;
    bool m_hasBucket = false;       ///< The bucket `at` of the round is being read.
    std::vector<RecordId> m_bucket; ///< What of it is still to come.
    std::uint64_t m_removalsAtBucket = 0;
};

} // namespace lockleaf
