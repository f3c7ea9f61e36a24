// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sliced_job.h"
#include "core/vault/search_run.h"
#include "core/vault/vault.h"

#include <memory>
#include <string>

namespace lockleaf {

class SealedVault;

/// What a finished run found.
[[nodiscard]] SearchHits hitsOf(const SearchRun& run, std::size_t limit, bool indexIsWhole);

/// Vault::makeSearchJob. A change of the vault in between begins it anew.
class SearchJob final : public SlicedJob
{
public:
    SearchJob(SealedVault& vault, std::string query, const ListFilter& filter, std::size_t limit,
              SearchHits& hits)
        : m_vault(vault), m_query(std::move(query)), m_filter(filter), m_limit(limit), m_hits(hits)
    {
    }
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    [[nodiscard]] Result<bool> work(std::chrono::steady_clock::time_point end);

    SealedVault& m_vault;
    std::string m_query;
    ListFilter m_filter;
    std::size_t m_limit;
    SearchHits& m_hits;
    std::unique_ptr<SearchRun> m_run;
    std::uint64_t m_epoch = 0; ///< Of the vault when the run was begun.
};

/// Vault::makeReindexJob.
class ReindexJob final : public SlicedJob
{
public:
    /// `resume`: goes on with one that was begun before.
    ReindexJob(SealedVault& vault, bool resume) : m_vault(vault), m_resume(resume) {}
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    SealedVault& m_vault;
    bool m_resume;
    bool m_begun = false;
    std::uint64_t m_done = 0;
};

} // namespace lockleaf
