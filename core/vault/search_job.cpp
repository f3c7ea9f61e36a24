// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/search_job.h"

#include "core/vault/guarded.h"
#include "core/vault/sealed_vault.h"

namespace lockleaf {

namespace {

constexpr std::size_t stepsBetweenLooks = 512;
constexpr std::size_t searchedAtOnce = 32;

} // namespace

SearchHits hitsOf(const SearchRun& run, std::size_t limit, bool indexIsWhole)
{
    SearchHits hits;
    hits.ids.reserve(run.found().size());
    for (const CatalogEntry* entry : run.found())
        hits.ids.push_back(entry->id);
    hits.titleHits = run.titleHits();
    hits.hasMore = hits.ids.size() >= limit;
    hits.indexIsWhole = indexIsWhole;
    return hits;
}

Result<bool> SearchJob::runSlice(std::chrono::milliseconds budget, ProgressSink&)
{
    return guarded([&] { return work(std::chrono::steady_clock::now() + budget); });
}

Result<bool> SearchJob::work(std::chrono::steady_clock::time_point end)
{
    if (!m_vault.catalog().isRead()) {
        LOCKLEAF_CHECK(m_vault.prepareSearch());
        return false;
    }
    const std::uint64_t epoch = m_vault.store().head().epoch;
    if (!m_run || epoch != m_epoch) {
        LOCKLEAF_TRY(SearchPlan plan, m_vault.planFor(m_query, m_filter));
        m_run = std::make_unique<SearchRun>(m_vault.store().database(), m_vault.catalog(), std::move(plan),
                                            m_limit);
        m_epoch = epoch;
    }
    do {
        LOCKLEAF_TRY(const bool finished, m_run->advance(stepsBetweenLooks));
        if (finished) {
            m_hits = hitsOf(*m_run, m_limit, m_vault.indexIsWhole());
            return true;
        }
    } while (std::chrono::steady_clock::now() < end);
    return false;
}

Result<bool> ReindexJob::runSlice(std::chrono::milliseconds budget, ProgressSink& progress)
{
    return guarded([&]() -> Result<bool> {
        if (!m_begun && !(m_resume && m_vault.index().canResume()))
            LOCKLEAF_CHECK(m_vault.beginReindex());
        m_begun = true;
        const auto end = std::chrono::steady_clock::now() + budget;
        do {
            LOCKLEAF_TRY(const bool finished, m_vault.reindexMore(searchedAtOnce));
            const Head& head = m_vault.store().head();
            const std::uint64_t all = head.notes + head.trashed;
            m_done = finished ? all : m_done + searchedAtOnce;
            progress.progressed(m_done, std::max(m_done, all));
            if (finished)
                return true;
        } while (std::chrono::steady_clock::now() < end);
        return false;
    });
}

} // namespace lockleaf
