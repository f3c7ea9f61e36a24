// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/search_run.h"

#include "core/vault/search_excerpt.h"

#include <algorithm>

namespace lockleaf {

namespace {

bool precedesEntry(const CatalogEntry* a, const CatalogEntry* b)
{
    return NoteCatalog::precedes(*a, *b);
}

void joinAnd(std::string& expression, const std::string& part)
{
    if (part.empty())
        return;
    if (!expression.empty())
        expression += " AND ";
    expression += part;
}

} // namespace

/// The running statements of one stage. None of them outlives a call of advance().
struct SearchRun::Sources
{
    std::optional<RowStream> text;
    std::optional<RowStream> facets;
    std::optional<RowStream> textExcluded;
    std::optional<RowStream> facetsExcluded;
};

SearchRun::SearchRun(Database& database, const NoteCatalog& catalog, SearchPlan plan, std::size_t wanted)
    : m_database(database), m_catalog(catalog), m_plan(std::move(plan)), m_wanted(wanted),
      m_stage(m_plan.titleFacets.empty() ? Stage::Rest : Stage::Titles)
{
    if (m_plan.nothing || wanted == 0)
        m_stage = Stage::Done;
}

Result<bool> SearchRun::advance(std::size_t steps)
{
    while (steps > 0 && m_stage != Stage::Done) {
        Sources sources;
        const auto open = [this](std::optional<RowStream>& stream, SearchTable table,
                                 std::string expression) {
            if (!expression.empty())
                stream.emplace(m_database, table, std::move(expression));
        };
        if (m_stage == Stage::Titles) {
            std::string facets = m_plan.titleFacets;
            joinAnd(facets, m_plan.tagFacets);
            open(sources.facets, SearchTable::Facets, std::move(facets));
        } else {
            open(sources.text, SearchTable::Text, m_plan.text);
            open(sources.facets, SearchTable::Facets, m_plan.facets);
        }
        open(sources.textExcluded, SearchTable::Text, m_plan.textExcluded);
        open(sources.facetsExcluded, SearchTable::Facets, m_plan.facetsExcluded);
        LOCKLEAF_CHECK(walk(sources, steps));
    }
    return m_stage == Stage::Done;
}

Result<void> SearchRun::walk(Sources& sources, std::size_t& steps)
{
    while (steps > 0) {
        --steps;
        if (isEnough()) {
            endStage();
            return {};
        }
        LOCKLEAF_TRY(const std::optional<std::int64_t> row, nextRow(sources));
        if (!row) {
            endStage();
            return {};
        }
        m_bound = *row - 1;
        const CatalogEntry* const entry = m_catalog.bySearchRow(*row);
        if (entry == nullptr || !m_plan.admits(*entry))
            continue;
        LOCKLEAF_TRY(const bool hit, isHit(sources, *entry));
        if (hit)
            keep(*entry);
    }
    return {};
}

Result<std::optional<std::int64_t>> SearchRun::nextRow(Sources& sources)
{
    if (!sources.text && !sources.facets)
        return nextOfCatalog();
    if (!sources.text)
        return sources.facets->upTo(m_bound);
    if (!sources.facets)
        return sources.text->upTo(m_bound);
    std::int64_t bound = m_bound;
    while (true) { // each in turn goes down to where the other is
        LOCKLEAF_TRY(const auto inText, sources.text->upTo(bound));
        if (!inText)
            return inText;
        LOCKLEAF_TRY(const auto inFacets, sources.facets->upTo(*inText));
        if (!inFacets || *inFacets == *inText)
            return inFacets;
        bound = *inFacets;
    }
}

Result<std::optional<std::int64_t>> SearchRun::nextOfCatalog() const
{
    const auto& entries = m_catalog.entries();
    const auto after = std::ranges::upper_bound(entries, m_bound, {}, &CatalogEntry::searchRow);
    if (after == entries.begin())
        return std::optional<std::int64_t>{};
    return std::optional{std::prev(after)->searchRow};
}

Result<bool> SearchRun::isHit(Sources& sources, const CatalogEntry& entry)
{
    if (m_stage == Stage::Rest && m_inTitle.contains(&entry))
        return false;
    if (m_stage == Stage::Titles && m_plan.checksTitle) {
        LOCKLEAF_TRY(const bool there, hasAllInTitle(entry));
        if (!there)
            return false;
    }
    for (std::optional<RowStream>* excluded : {&sources.textExcluded, &sources.facetsExcluded}) {
        if (!*excluded)
            continue;
        LOCKLEAF_TRY(const auto row, (*excluded)->upTo(entry.searchRow));
        if (row && *row == entry.searchRow)
            return false;
    }
    return true;
}

Result<bool> SearchRun::hasAllInTitle(const CatalogEntry& entry)
{
    LOCKLEAF_TRY(Statement row, m_database.prepare("SELECT title FROM note_list WHERE row = ?1"));
    row.bind(1, entry.row);
    LOCKLEAF_TRY(const bool found, row.step());
    return found && hasAllWords(row.text(0), m_plan.marks);
}

bool SearchRun::isEnough() const
{
    if (m_found.size() + m_best.size() < m_wanted || m_best.empty())
        return m_found.size() >= m_wanted;
    const CatalogEntry* const first = m_catalog.firstInListUpTo(m_bound);
    return first == nullptr || !NoteCatalog::precedes(*first, *m_best.front());
}

void SearchRun::keep(const CatalogEntry& entry)
{
    m_best.push_back(&entry);
    std::ranges::push_heap(m_best, precedesEntry);
    if (m_found.size() + m_best.size() > m_wanted) {
        std::ranges::pop_heap(m_best, precedesEntry);
        m_best.pop_back();
    }
}

void SearchRun::endStage()
{
    std::ranges::sort(m_best, precedesEntry);
    m_found.insert(m_found.end(), m_best.begin(), m_best.end());
    if (m_stage == Stage::Titles) {
        m_titleHits = m_best.size();
        m_inTitle.insert(m_best.begin(), m_best.end());
    }
    const bool more = m_stage == Stage::Titles && m_found.size() < m_wanted;
    m_best.clear();
    m_bound = INT64_MAX;
    m_stage = more ? Stage::Rest : Stage::Done;
}

} // namespace lockleaf
