// SPDX-License-Identifier: GPL-3.0-or-later
// The part of SealedVault that finds notes by their titles.
#include "core/base/folded_text.h"
#include "core/vault/guarded.h"
#include "core/vault/note_title.h"
#include "core/vault/sealed_vault.h"
#include "core/vault/wiki_links.h"

#include <algorithm>

namespace lockleaf {

namespace {

using Likeness = TitleCache::Likeness;

constexpr std::uint64_t mostTitles = 1000; ///< That one answer holds.

Likeness likenessOf(std::string_view title, std::string_view written)
{
    if (title == written)
        return Likeness::Exact;
    if (foldedText(title) == foldedText(written))
        return Likeness::Same;
    return linkKey(title) == linkKey(written) ? Likeness::Linked : Likeness::Accents;
}

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

Result<std::optional<RecordId>> SealedVault::noteTitled(std::string_view written, RecordId except)
{
    return guarded([&]() -> Result<std::optional<RecordId>> {
        written = written.substr(0, std::min(written.size(), longestTitle));
        const std::size_t hash = written.find('#');
        const bool hasHeading = hash != std::string_view::npos;
        LOCKLEAF_TRY(const auto whole,
                     linkedNote(written, except, hasHeading ? Likeness::Same : Likeness::Accents));
        if (whole || !hasHeading)
            return whole;
        return linkedNote(written.substr(0, hash), except, Likeness::Accents);
    });
}

/// The note whose title is most like `written`, of those that are as like it as `least`.
Result<std::optional<RecordId>> SealedVault::linkedNote(std::string_view written, RecordId except,
                                                        Likeness least)
{
    std::optional<RecordId> best;
    LOCKLEAF_TRY(const auto rows, m_titles->linkedBy(written));
    for (const TitleCache::Found& title : rows) { // the last edited first
        LOCKLEAF_TRY(const std::optional<ListRow> row, m_list->at(title.row));
        if (!row)
            return fail(ErrorCode::Damaged, "list row missing");
        if (row->summary.id == except)
            continue;
        const Likeness likeness = likenessOf(row->summary.title, written);
        if (likeness == Likeness::Exact)
            return std::optional(row->summary.id);
        if (likeness > least || (likeness == least && !best)) {
            best = row->summary.id;
            least = likeness;
        }
    }
    return best;
}

std::unique_ptr<SlicedJob> SealedVault::makeTitleLoadJob()
{
    return std::make_unique<TitleLoadJob>(*m_titles);
}

} // namespace lockleaf
