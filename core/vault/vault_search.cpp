// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/guarded.h"
#include "core/vault/note_facets.h"
#include "core/vault/sealed_vault.h"
#include "core/vault/search_job.h"
#include "core/vault/search_rank.h"
#include "core/vault/search_run.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::size_t catalogRowsAtOnce = 4000;
constexpr std::size_t stepsAtOnce = 1U << 20;
constexpr int pagesTidiedAtOnce = 32;
/// Of the texts that are opened to rank their notes so much is counted in all, which takes about 10 ms: each
/// is read as far as it is no longer than the others.
constexpr std::size_t mostCountedBytes = std::size_t{512} << 10;
constexpr std::int64_t newestSearchRows = 64; // docs/vault-format.md, section 6.8

} // namespace

Result<void> SealedVault::addToIndex(ListRow& row, ByteView body, std::int64_t rowBefore)
{
    if (rowBefore == 0 || !mayKeepSearchRow(rowBefore, row.summary.modified)) {
        LOCKLEAF_TRY(row.searchRow, newSearchRow(row.summary.modified));
    }
    return m_index->add(row.searchRow, indexedTokens(textOf(body), row.summary.title, row.summary.tags));
}

/// Whether a text that is changed again stays where it is: so near to the newest that a search, which goes
/// from the newest down, is not longer for it, and the index has less to change.
bool SealedVault::mayKeepSearchRow(std::int64_t searchRow, Timestamp modified) const
{
    const auto last = static_cast<std::int64_t>(m_store->head().searchRows);
    return searchRow >= firstSearchRow(modified) && searchRow > last - newestSearchRows;
}

/// The search row of a text of this date: the next one after all others, as for every note that is being
/// written, or for an older date one that is free among those of its time.
Result<std::int64_t> SealedVault::newSearchRow(Timestamp modified)
{
    Head& head = m_store->changeHead();
    const auto last = static_cast<std::int64_t>(head.searchRows);
    const std::int64_t first = firstSearchRow(modified);
    const bool isNewest = first >= last || modified >= m_clock->now() - searchRowSpan;
    if (!isNewest) {
        LOCKLEAF_CHECK(readCatalog());
        const std::int64_t free = m_catalog->freeSearchRow(modified);
        head.searchRows = static_cast<std::uint64_t>(std::max(free, last));
        return free;
    }
    head.searchRows = static_cast<std::uint64_t>(std::max(first, last + 1));
    return static_cast<std::int64_t>(head.searchRows);
}

Result<void> SealedVault::readCatalog()
{
    while (!m_catalog->isRead())
        LOCKLEAF_CHECK(m_catalog->readMore(*m_database, catalogRowsAtOnce));
    return {};
}

// The title and the tags are those that the list has, which were put in with the same row; the facets come
// from them and the body by the same rules, else the index would not count as whole.
Result<void> SealedVault::takeFromIndex(const ListRow& row, ByteView body)
{
    if (!m_index->holds(row.searchRow))
        return {};
    return m_index->remove(row.searchRow, indexedTokens(textOf(body), row.summary.title, row.summary.tags));
}

Result<bool> SealedVault::prepareSearch()
{
    return guarded([&] { return m_catalog->readMore(*m_database, catalogRowsAtOnce); });
}

Result<SearchPlan> SealedVault::planFor(std::string_view query, const ListFilter& filter)
{
    LOCKLEAF_CHECK(readCatalog());
    m_catalog->settle();
    LOCKLEAF_TRY(SearchQuery parsed, parseSearchQuery(query, m_clock->now()));
    if (filter.trash && !parsed.trash)
        parsed.trash = true;
    if (filter.pinned && !parsed.pinned)
        parsed.pinned = filter.pinned;
    if (filter.openTasks && !parsed.openTasks)
        parsed.openTasks = true;
    if (!filter.tag.empty())
        parsed.tags.push_back({filter.tag, false});
    std::vector<Notebook> known;
    if (!parsed.notebooks.empty() || filter.notebook) {
        LOCKLEAF_TRY(known, listNotebooks());
    }
    IndexTerms terms(*m_database);
    LOCKLEAF_TRY(SearchPlan plan, planSearch(parsed, known, terms));
    if (filter.notebook && !plan.notebooks) {
        plan.notebooks = std::set<RecordId>{*filter.notebook};
        if (!filter.notebook->isNull())             // those in none have nothing below them
            addDescendants(*plan.notebooks, known); // as for a notebook that the query names
    }
    return plan;
}

Result<SearchHits> SealedVault::search(std::string_view query, const ListFilter& filter, std::size_t limit)
{
    return guarded([&]() -> Result<SearchHits> {
        LOCKLEAF_TRY(SearchPlan plan, planFor(query, filter));
        return runPlan(std::move(plan), limit);
    });
}

Result<SearchHits> SealedVault::rankedSearch(std::string_view query, const ListFilter& filter,
                                             std::size_t limit)
{
    return guarded([&]() -> Result<SearchHits> {
        LOCKLEAF_TRY(SearchPlan plan, planFor(query, filter));
        LOCKLEAF_TRY(SearchHits hits, runPlan(std::move(plan), mostRanked));
        LOCKLEAF_CHECK(rank(hits, query));
        if (hits.ids.size() > limit) {
            hits.ids.resize(limit);
            hits.hasMore = true;
        }
        return hits;
    });
}

Result<void> SealedVault::rank(SearchHits& hits, std::string_view query)
{
    LOCKLEAF_TRY(const SearchQuery parsed, parseSearchQuery(query, m_clock->now()));
    std::vector<RankedNote> notes;
    std::vector<std::size_t> opened; // the places of those whose texts are
    std::vector<std::size_t> sizes;
    std::size_t left = mostRankedBytes;
    for (const RecordId& id : hits.ids) {
        LOCKLEAF_TRY(const ListRow row, listRowOf(id));
        notes.push_back({countWords(row.summary.title, parsed), countWords({}, parsed)});
        if (row.bodySize > left)
            continue; // a smaller one after it may still be opened
        left -= row.bodySize;
        opened.push_back(notes.size() - 1);
        sizes.push_back(row.bodySize);
    }
    const std::size_t cut = evenCut(std::move(sizes), mostCountedBytes);
    for (const std::size_t at : opened) {
        LOCKLEAF_TRY(notes[at].body, countInBody(hits.ids[at], parsed, cut));
    }
    std::vector<RecordId> ranked;
    ranked.reserve(hits.ids.size());
    for (const std::size_t at : rankedOrder(notes))
        ranked.push_back(hits.ids[at]);
    hits.ids = std::move(ranked);
    hits.titleHits = 0;
    return {};
}

/// In the first `most` bytes; nothing where the text is damaged: the others are ranked all the same.
Result<WordCounts> SealedVault::countInBody(const RecordId& id, const SearchQuery& query, std::size_t most)
{
    const auto opened = openNote(id);
    if (!opened && opened.error().code != ErrorCode::Damaged)
        return std::unexpected(opened.error());
    const std::string_view body = opened ? opened->record.note.body.text() : std::string_view{};
    return countWords(body.substr(0, most), query);
}

Result<SearchHits> SealedVault::notesLinkingTo(std::string_view title, std::size_t limit)
{
    return guarded([&]() -> Result<SearchHits> {
        LOCKLEAF_CHECK(readCatalog());
        m_catalog->settle();
        return runPlan(planLinks(title), limit);
    });
}

Result<SearchHits> SealedVault::runPlan(SearchPlan plan, std::size_t limit)
{
    SearchRun run(*m_database, *m_catalog, std::move(plan), limit);
    while (true) {
        LOCKLEAF_TRY(const bool finished, run.advance(stepsAtOnce));
        if (finished)
            return hitsOf(run, limit, m_index->isWhole());
    }
}

std::unique_ptr<SlicedJob> SealedVault::makeSearchJob(std::string query, const ListFilter& filter,
                                                      std::size_t limit, SearchHits& hits)
{
    return std::make_unique<SearchJob>(*this, std::move(query), filter, limit, hits);
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

std::unique_ptr<SlicedJob> SealedVault::makeReindexJob(bool resume)
{
    return std::make_unique<ReindexJob>(*this, resume);
}

Result<void> SealedVault::beginReindex()
{
    return change([&]() -> Result<void> {
        m_store->willWrite();
        return m_index->beginRebuild();
    });
}

Result<bool> SealedVault::reindexMore(std::size_t notes)
{
    LOCKLEAF_CHECK(readCatalog());
    m_catalog->settle();
    std::vector<CatalogEntry> next;
    const auto& entries = m_catalog->entries();
    auto at = std::ranges::upper_bound(entries, m_index->reached(), {}, &CatalogEntry::searchRow);
    for (; at != entries.end() && next.size() < notes; ++at)
        if (!at->gone)
            next.push_back(*at);
    const bool last = at == entries.end();
    const auto indexed = change([&]() -> Result<void> {
        m_store->willWrite();
        if (!next.empty())
            LOCKLEAF_CHECK(m_index->reach(next.back().searchRow));
        for (const CatalogEntry& entry : next)
            LOCKLEAF_CHECK(indexNote(entry));
        return last ? m_index->endRebuild() : Result<void>{};
    });
    if (!indexed)
        return std::unexpected(indexed.error());
    return last;
}

Result<void> SealedVault::indexNote(const CatalogEntry& entry)
{
    const auto opened = openNote(entry.id);
    if (!opened && opened.error().code == ErrorCode::Damaged)
        return {}; // cannot be shown either; the others shall be found
    if (!opened)
        return std::unexpected(opened.error());
    LOCKLEAF_TRY(const std::optional<ListRow> row, m_list->at(entry.row));
    if (!row || row->summary.id != entry.id || row->searchRow != entry.searchRow)
        return fail(ErrorCode::Damaged, "list row missing");
    return m_index->add(row->searchRow, indexedTokens(opened->record.note.body.text(), row->summary.title,
                                                      row->summary.tags));
}

} // namespace lockleaf
