// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/vault/sealed_vault.h"

namespace lockleaf {

/// Vault::makeVerifyJob: header region, pages, records, their freshness, the list, the counts and the tables,
/// in slices. What is changed while it runs is met as it stands at its turn.
class VerifyJob final : public SlicedJob
{
public:
    VerifyJob(SealedVault& vault, VerifyReport& report) : m_vault(vault), m_report(report) {}
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    enum class Stage { Header, Pages, Buckets, Records, List, Totals, Tables, Done };

    [[nodiscard]] Result<void> step();
    [[nodiscard]] Result<void> work(std::chrono::milliseconds budget);
    [[nodiscard]] Result<void> checkHeader();
    [[nodiscard]] Result<void> checkPage();
    [[nodiscard]] Result<void> checkBucket();
    [[nodiscard]] Result<void> checkRecords();
    [[nodiscard]] Result<void> checkRecord(const StoredRecord& located);
    [[nodiscard]] Result<void> checkNote(const StoredRecord& located, ByteView plain);
    [[nodiscard]] Result<void> checkList();
    [[nodiscard]] Result<void> checkTotals();
    [[nodiscard]] Result<void> checkListCounts();
    [[nodiscard]] Result<void> checkDirectoryCount();
    [[nodiscard]] Result<void> checkIndexes(const ListRow& row);
    [[nodiscard]] Result<void> checkTable();
    void next(Stage stage);
    void found(ErrorCode code, std::string text);
    /// Notes a damage as a finding; hands on what hinders the job itself.
    [[nodiscard]] Result<void> note(Result<void> outcome, std::string_view place);

    SealedVault& m_vault;
    VerifyReport& m_report;
    Stage m_stage = Stage::Header;
    std::uint64_t m_at = 0;      ///< Page, bucket or table of the present stage.
    std::int64_t m_afterRow = 0; ///< Row of `record` or `note_list`.
    std::uint64_t m_epoch = 0;   ///< When the sums below were begun.
    std::uint64_t m_records = 0; ///< Since m_epoch.
    std::uint64_t m_notebooks = 0;
    MultisetHash m_list;
    std::uint64_t m_living = 0;
    std::uint64_t m_trashed = 0;
    std::uint64_t m_bodyBytes = 0;
    std::map<ListCountKey, std::uint64_t> m_perNotebook;
    int m_restarts = 0;
};

} // namespace lockleaf
