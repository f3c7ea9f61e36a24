// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/store/note_list.h"
#include "core/vault/revision_check.h"
#include "core/vault/verify_findings.h"

#include <memory>

namespace lockleaf {

/// Compares the derived list with what the head says of it: the sum over its rows, their counts, and that
/// the ways by which it is read (row by row, one row alone, the indexes) lead to the same rows.
///
/// Works in small steps, between which the list may be changed.
class ListCheck
{
public:
    /// All three must outlive this.
    ListCheck(RecordStore& store, NoteList& list, VerifyFindings& findings)
        : m_store(store), m_list(list), m_findings(findings)
    {
    }

    /// True: finished. Errors: what hinders the check; damage is a finding.
    [[nodiscard]] Result<bool> step();
    /// Rows met so far.
    [[nodiscard]] std::uint64_t rows() const { return m_rows; }

private:
    enum class Stage { Rows, Indexes, Totals, Done };

    [[nodiscard]] Result<void> checkRows();
    [[nodiscard]] Result<void> checkRow(const ListRow& row);
    [[nodiscard]] Result<void> checkIndex();
    [[nodiscard]] Result<void> checkTotals();
    [[nodiscard]] Result<void> checkCountsKept();
    [[nodiscard]] Result<void> checkTags();

    RecordStore& m_store;
    NoteList& m_list;
    VerifyFindings& m_findings;
    Stage m_stage = Stage::Rows;
    std::shared_ptr<ListTally> m_tally; ///< Null before the first step.
    std::uint64_t m_rows = 0;
    std::size_t m_index = 0;
    int m_restarts = 0;
};

/// Vault::makeListCheckJob: a ListCheck, and then the table of versions.
class ListCheckJob final : public SlicedJob
{
public:
    ListCheckJob(RecordStore& store, NoteList& list, RevisionIndex& revisions, VerifyReport& report)
        : m_store(store), m_findings(report), m_check(store, list, m_findings),
          m_revisionCheck(store, revisions, m_findings)
    {
    }
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    RecordStore& m_store;
    VerifyFindings m_findings;
    ListCheck m_check;
    RevisionCheck m_revisionCheck;
    bool m_listIsChecked = false;
};

} // namespace lockleaf
