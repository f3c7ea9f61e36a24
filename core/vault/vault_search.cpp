// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/fts_tokenizers.h"
#include "core/vault/guarded.h"
#include "core/vault/note_facets.h"
#include "core/vault/sealed_vault.h"
#include "core/vault/search_job.h"
#include "core/vault/search_run.h"

namespace lockleaf {

namespace {

constexpr std::size_t catalogRowsAtOnce = 4000;
constexpr std::size_t stepsAtOnce = 1U << 20;
constexpr int pagesTidiedAtOnce = 32;

} // namespace

Result<void> SealedVault::addToIndex(ListRow& row, ByteView body)
{
    row.searchRow = static_cast<std::int64_t>(++m_store->changeHead().searchRows);
    const std::string facets = noteFacets(textOf(body), row.summary.title, row.summary.tags);
    return m_index->add(row.searchRow, {textOf(body), row.summary.title, facets});
}

// The title and the tags are those that the list has, which were put in with the same row; the facets come
// from them and the body by the same rules, else the index would not count as whole.
Result<void> SealedVault::takeFromIndex(const ListRow& row, ByteView body)
{
    if (!m_index->holds(row.searchRow))
        return {};
    const std::string facets = noteFacets(textOf(body), row.summary.title, row.summary.tags);
    return m_index->remove(row.searchRow, {textOf(body), row.summary.title, facets});
}

Result<bool> SealedVault::prepareSearch()
{
    return guarded([&] { return m_catalog->readMore(*m_database, catalogRowsAtOnce); });
}

Result<SearchPlan> SealedVault::planFor(std::string_view query, const ListFilter& filter)
{
    while (!m_catalog->isRead())
        LOCKLEAF_CHECK(m_catalog->readMore(*m_database, catalogRowsAtOnce));
    LOCKLEAF_TRY(SearchQuery parsed, parseSearchQuery(query, m_clock->now()));
    if (filter.trash && !parsed.trash)
        parsed.trash = true;
    if (filter.pinned && !parsed.pinned)
        parsed.pinned = filter.pinned;
    std::vector<Notebook> known;
    if (!parsed.notebooks.empty()) {
        LOCKLEAF_TRY(known, listNotebooks());
    }
    SearchPlan plan = planSearch(parsed, known);
    if (filter.notebook && !plan.notebooks)
        plan.notebooks = std::set<RecordId>{*filter.notebook};
    return plan;
}

Result<SearchHits> SealedVault::search(std::string_view query, const ListFilter& filter, std::size_t limit)
{
    return guarded([&]() -> Result<SearchHits> {
        LOCKLEAF_TRY(SearchPlan plan, planFor(query, filter));
        SearchRun run(*m_database, *m_catalog, std::move(plan), limit);
        while (true) {
            LOCKLEAF_TRY(const bool finished, run.advance(stepsAtOnce));
            if (finished)
                break;
        }
        return hitsOf(run, limit, m_index->isWhole());
    });
}

std::unique_ptr<SlicedJob> SealedVault::makeSearchJob(std::string query, const ListFilter& filter,
                                                      SearchHits& hits)
{
    return std::make_unique<SearchJob>(*this, std::move(query), filter, hits);
}

Result<std::vector<NoteSummary>> SealedVault::summaries(const std::vector<RecordId>& ids)
{
    return guarded([&]() -> Result<std::vector<NoteSummary>> {
        std::vector<NoteSummary> found;
        found.reserve(ids.size());
        for (const RecordId& id : ids) {
            auto known = summary(id);
            if (known)
                found.push_back(std::move(*known));
            else if (known.error().code != ErrorCode::NotFound)
                return std::unexpected(std::move(known).error());
        }
        return found;
    });
}

Result<SearchExcerpt> SealedVault::excerpt(RecordId id, std::string_view query)
{
    return guarded([&]() -> Result<SearchExcerpt> {
        LOCKLEAF_TRY(const SearchQuery parsed, parseSearchQuery(query, m_clock->now()));
        LOCKLEAF_TRY(const OpenNote open, openNote(id));
        LOCKLEAF_TRY(const NoteSummary known, summary(id));
        return makeExcerpt(known.title, open.record.note.body.text(), parsed);
    });
}

Result<bool> SealedVault::tidyIndex()
{
    bool more = false;
    const auto tidied = guarded([&] {
        return change([&]() -> Result<void> {
            m_store->willWrite();
            const auto done = m_index->tidy(pagesTidiedAtOnce);
            more = done.value_or(false);
            return done ? Result<void>{} : std::unexpected(done.error());
        });
    });
    if (!tidied)
        return std::unexpected(tidied.error());
    return more;
}

std::unique_ptr<SlicedJob> SealedVault::makeReindexJob()
{
    return std::make_unique<ReindexJob>(*this);
}

Result<std::vector<RecordId>> SealedVault::beginReindex()
{
    while (!m_catalog->isRead())
        LOCKLEAF_CHECK(m_catalog->readMore(*m_database, catalogRowsAtOnce));
    const auto begun = change([&]() -> Result<void> {
        m_store->willWrite();
        return m_index->beginRebuild(static_cast<std::int64_t>(m_store->head().searchRows));
    });
    if (!begun)
        return std::unexpected(begun.error());
    std::vector<const CatalogEntry*> entries;
    for (const CatalogEntry& entry : m_catalog->entries())
        if (!entry.gone)
            entries.push_back(&entry);
    // Oldest first, so that search rows stand in the order of the list afterwards.
    std::ranges::sort(entries, [](const auto* a, const auto* b) { return NoteCatalog::precedes(*b, *a); });
    std::vector<RecordId> ids;
    ids.reserve(entries.size());
    for (const CatalogEntry* entry : entries)
        ids.push_back(entry->id);
    return ids;
}

Result<void> SealedVault::indexNotes(std::span<const RecordId> ids)
{
    return change([&]() -> Result<void> {
        for (const RecordId& id : ids)
            LOCKLEAF_CHECK(indexNote(id));
        return {};
    });
}

Result<void> SealedVault::indexNote(const RecordId& id)
{
    const auto open = openNote(id);
    if (!open && open.error().code == ErrorCode::NotFound)
        return {}; // deleted meanwhile
    if (!open)
        return std::unexpected(open.error());
    LOCKLEAF_TRY(const std::optional<ListRow> before, m_list->at(open->stored.row));
    if (!before || before->summary.id != id)
        return fail(ErrorCode::Damaged, "list row missing");
    if (m_index->holds(before->searchRow))
        return {}; // saved meanwhile
    ListRow row = *before;
    m_store->willWrite();
    LOCKLEAF_CHECK(addToIndex(row, open->record.note.body.view()));
    return m_list->replace(*before, row);
}

Result<void> SealedVault::endReindex()
{
    return change([&]() -> Result<void> {
        m_store->willWrite();
        return m_index->endRebuild();
    });
}

} // namespace lockleaf
