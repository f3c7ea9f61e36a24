// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/store/row_stream.h"
#include "core/vault/search_plan.h"

#include <cstddef>
#include <optional>
#include <unordered_set>
#include <vector>

namespace lockleaf {

/// One search under way: notes that have all words in the title first, then the others, both in the order of
/// the list.
///
/// The newest texts have the highest search rows, so the rows are walked from the highest down, and the walk
/// ends as soon as nothing that is still to come could stand above what was found. Notes that came in with
/// old dates are where they were stored, not where they belong: the catalogue knows that, and how far the
/// walk must go.
///
/// Works in steps, between which the vault may change (then the run must be dropped). One thread.
class SearchRun
{
public:
    /// Both must outlive the run; the catalogue must be read. At most `wanted` notes are found.
    SearchRun(Database& database, const NoteCatalog& catalog, SearchPlan plan, std::size_t wanted);

    /// Looks at about `steps` candidates. True: finished. Errors: Damaged.
    [[nodiscard]] Result<bool> advance(std::size_t steps);

    /// What was found when it is finished; the first titleHits() of them have all words in the title.
    [[nodiscard]] const std::vector<const CatalogEntry*>& found() const { return m_found; }
    [[nodiscard]] std::size_t titleHits() const { return m_titleHits; }

private:
    enum class Stage { Titles, Rest, Done };
    struct Sources;

    [[nodiscard]] Result<void> walk(Sources& sources, std::size_t& steps);
    [[nodiscard]] Result<std::optional<std::int64_t>> nextRow(Sources& sources);
    [[nodiscard]] Result<bool> isHit(Sources& sources, const CatalogEntry& entry);
    [[nodiscard]] Result<bool> hasAllInTitle(const CatalogEntry& entry);
    [[nodiscard]] Result<std::optional<std::int64_t>> nextOfCatalog() const;
    [[nodiscard]] bool isEnough() const;
    void keep(const CatalogEntry& entry);
    void endStage();

    Database& m_database;
    const NoteCatalog& m_catalog;
    SearchPlan m_plan;
    std::size_t m_wanted;
    Stage m_stage;
    std::int64_t m_bound = INT64_MAX;        ///< Rows above it were looked at in this stage.
    std::vector<const CatalogEntry*> m_best; ///< A heap of this stage's, the last in the list on top.
    std::vector<const CatalogEntry*> m_found;
    std::unordered_set<const CatalogEntry*> m_inTitle;
    std::size_t m_titleHits = 0;
};

} // namespace lockleaf
