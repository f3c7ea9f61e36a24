// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/vault/attachment_check.h"
#include "core/vault/index_check.h"
#include "core/vault/list_check.h"
#include "core/vault/page_check.h"
#include "core/vault/record_check.h"
#include "core/vault/revision_check.h"
#include "core/vault/sealed_vault.h"

namespace lockleaf {

/// Vault::makeVerifyJob: header region, pages, records by their directory, the list, the table of versions,
/// the counts and the tables, in slices. What is changed while it runs is met as it stands at its turn.
class VerifyJob final : public SlicedJob
{
public:
    VerifyJob(SealedVault& vault, VerifyReport& report)
        : m_vault(vault), m_findings(report), m_report(report), m_pageCheck(vault, m_findings),
          m_recordCheck(vault), m_listCheck(vault.store(), vault.list(), m_findings),
          m_indexCheck(vault, m_findings), m_revisionCheck(vault.store(), vault.revisionIndex(), m_findings),
          m_attachmentCheck(vault, m_findings)
    {
    }
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    enum class Stage {
        Header,
        Pages,
        Directory,
        Rows,
        List,
        Index,
        Revisions,
        Attachments,
        Tables,
        PagesAgain,
        Done
    };

    [[nodiscard]] Result<void> step();
    [[nodiscard]] Result<void> work(std::chrono::milliseconds budget);
    [[nodiscard]] Result<void> checkHeader();
    [[nodiscard]] Result<void> checkPages();
    [[nodiscard]] Result<void> checkPagesAgain();
    [[nodiscard]] Result<void> checkDirectory();
    [[nodiscard]] Result<void> beginBucket();
    [[nodiscard]] Result<void> checkRows();
    [[nodiscard]] Result<void> checkRow(std::int64_t row, const std::optional<RecordId>& id);
    void compareNumber(std::uint64_t number, std::uint64_t atBegin, std::uint64_t now, const char* what);
    [[nodiscard]] Result<void> checkList();
    [[nodiscard]] Result<void> checkIndex();
    [[nodiscard]] Result<void> checkRevisions();
    [[nodiscard]] Result<void> checkAttachments();
    [[nodiscard]] Result<void> checkTable();
    void next(Stage stage);

    SealedVault& m_vault;
    VerifyFindings m_findings;
    VerifyReport& m_report;
    PageCheck m_pageCheck;
    RecordCheck m_recordCheck;
    ListCheck m_listCheck;
    IndexCheck m_indexCheck;
    RevisionCheck m_revisionCheck;
    AttachmentCheck m_attachmentCheck;
    Stage m_stage = Stage::Header;
    std::uint64_t m_at = 0; ///< Page, bucket or table of the present stage.

    std::vector<RecordId> m_bucket; ///< Records of the present bucket that are still to come.
    std::int64_t m_afterRow = 0;    ///< Row of `record`.
    std::uint64_t m_rows = 0;
    std::uint64_t m_recordsAtBegin = 0; ///< As the head said, as the next two.
    std::uint64_t m_notebooksAtBegin = 0;
    std::uint64_t m_revisionsAtBegin = 0;
    std::uint64_t m_removalsAtBegin = 0; ///< RecordStore::removals()
    std::uint64_t m_removalsAtBucket = 0;
    std::uint64_t m_droppedAtBegin = 0; ///< Notebooks that had been deleted by then.
};

} // namespace lockleaf
