// SPDX-License-Identifier: GPL-3.0-or-later
// The part of SealedVault that finds notes by their titles.
#include "core/vault/guarded.h"
#include "core/vault/note_title.h"
#include "core/vault/sealed_vault.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::uint64_t mostTitles = 1000; ///< That one answer holds.
constexpr std::uint64_t mostNamesakes = 100;

TitleMatch matchFrom(NoteSummary summary)
{
    TitleMatch match;
    match.id = summary.id;
    match.title = std::move(summary.title);
    match.notebook = summary.notebook;
    match.modified = summary.modified;
    return match;
}

} // namespace

Result<std::vector<TitleMatch>> SealedVault::matchTitles(std::string_view query, std::uint64_t limit)
{
    return guarded([&]() -> Result<std::vector<TitleMatch>> {
        const TitleQuery typed(query.substr(0, std::min(query.size(), longestTitle)));
        limit = std::min(limit, mostTitles);
        return typed.isEmpty() ? lastEdited(limit) : matchesOf(typed, limit);
    });
}

Result<std::vector<TitleMatch>> SealedVault::lastEdited(std::uint64_t limit)
{
    LOCKLEAF_TRY(std::vector<NoteSummary> summaries, m_list->window(ListFilter{}, 0, limit));
    std::vector<TitleMatch> matches;
    matches.reserve(summaries.size());
    for (NoteSummary& summary : summaries)
        matches.push_back(matchFrom(std::move(summary)));
    return matches;
}

Result<std::vector<TitleMatch>> SealedVault::matchesOf(const TitleQuery& query, std::uint64_t limit)
{
    LOCKLEAF_TRY(const auto found, m_titles->best(query, static_cast<std::size_t>(limit)));
    std::vector<TitleMatch> matches;
    for (const TitleCache::Found& title : found) {
        LOCKLEAF_TRY(std::optional<ListRow> row, m_list->at(title.row));
        if (!row)
            return fail(ErrorCode::Damaged, "list row missing");
        TitleMatch match = matchFrom(std::move(row->summary));
        match.score = title.score;
        match.ranges = query.ranges(match.title);
        matches.push_back(std::move(match));
    }
    return matches;
}

Result<std::optional<RecordId>> SealedVault::noteTitled(std::string_view title)
{
    return guarded([&]() -> Result<std::optional<RecordId>> {
        const TitleQuery whole(title.substr(0, std::min(title.size(), longestTitle)));
        LOCKLEAF_TRY(const std::vector<TitleMatch> matches, matchesOf(whole, mostNamesakes));
        std::optional<RecordId> alike;
        for (const TitleMatch& match : matches) { // the last edited first
            if (match.title == title)
                return std::optional(match.id);
            if (!alike && TitleQuery::isWhole(match.score))
                alike = match.id;
        }
        return alike;
    });
}

std::unique_ptr<SlicedJob> SealedVault::makeTitleLoadJob()
{
    return std::make_unique<TitleLoadJob>(*m_titles);
}

} // namespace lockleaf
